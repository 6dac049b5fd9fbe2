"""Running the code of an article: its folder, its modules, its seed, its errors."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from article_helpers import LOOP, LOOP_LINE, article, fenced

from sgdviz import InputError
from sgdviz.jobs.article import read_article, run_article

if TYPE_CHECKING:
    from pathlib import Path


def test_blocks_run_in_order_in_one_namespace_in_the_folder_of_the_article(tmp_path: Path) -> None:
    """A file beside the article is read, and a loop is recorded at its line of the article."""
    (tmp_path / "a.txt").write_text("0.5", encoding="utf-8")
    path = article(
        tmp_path / "a.md", fenced("from pathlib import Path\nstart = float(Path('a.txt').read_text())\n"), fenced(LOOP)
    )
    ran = run_article(read_article(path))
    assert (ran.exit_code, ran.seed, ran.modules) == (0, None, ())
    (run,) = ran.runs
    assert (run.file, run.line) == (str(path), 6 + LOOP_LINE)
    assert len(run.recording) == 25
    assert run.recording.params[0].tolist() == [0.5, 0.0]


def test_a_module_that_is_never_imported_is_given_and_said(tmp_path: Path) -> None:
    """With its line; the seed is said, too, and makes the same numbers each time."""
    path = article(tmp_path / "a.md", fenced("print(random.random(), np.e)\n"))
    ran = run_article(read_article(path))
    assert ran.modules == ("np", "random")
    assert ran.notes == (
        f"{path}:2: np is used and never imported; the module numpy as np is imported for it",
        f"{path}:2: random is used and never imported; the module random is imported for it",
        f"{path}: the code draws random numbers and sets no seed; --seed 0 is set for it",
    )


@pytest.mark.parametrize(("seed", "used"), [(None, 0), (7, 7)])
def test_code_without_a_seed_is_given_one(
    seed: int | None, used: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Python's generator begins with it."""
    path = article(tmp_path / "a.md", fenced("import random\nprint(random.random())\n"))
    assert run_article(read_article(path), seed).seed == used
    assert capfd.readouterr().out == f"{random.Random(used).random()}\n"


def test_a_seed_of_the_code_takes_precedence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Another one that is given is said to change nothing."""
    path = article(tmp_path / "a.md", fenced("import random\nrandom.seed(5)\nprint(random.random())\n"))
    ran = run_article(read_article(path), 7)
    assert ran.seed is None
    assert ran.notes == (f"{path}:3: the code sets a seed of its own, which --seed does not change",)
    assert capfd.readouterr().out == f"{random.Random(5).random()}\n"
    assert run_article(read_article(path)).notes == ()


def test_a_module_that_is_not_installed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """With what to type; the code then fails by itself."""
    monkeypatch.setitem(__import__("sys").modules, "seaborn", None)
    path = article(tmp_path / "a.md", fenced("sns.set_theme()\n"))
    ran = run_article(read_article(path))
    assert ran.exit_code == 1
    assert (
        ran.notes[0] == f"{path}:2: sns is used and never imported, and it is not installed; type: pip install seaborn"
    )
    assert "NameError" in capfd.readouterr().err


def test_code_that_fails_prints_its_own_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With the line of the article, and its exit code."""
    path = article(tmp_path / "a.md", "words", fenced("x = 1\nprint(x / 0)\n"))
    assert run_article(read_article(path)).exit_code == 1
    error = capfd.readouterr().err
    assert f'File "{path}", line 5, in <module>\n    print(x / 0)' in error
    assert error.endswith("ZeroDivisionError: division by zero\n")
    path = article(path, fenced("import sys\nsys.exit(7)\n"))
    assert run_article(read_article(path)).exit_code == 7


def test_a_traceback_of_a_notebook_shows_its_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """And not a line of the file, which is JSON."""
    path = tmp_path / "a.ipynb"
    path.write_text('{"nbformat": 4,\n"cells": [{"cell_type": "code",\n"source": "x = 1\\n1 / 0"}]}', encoding="utf-8")
    assert run_article(read_article(path)).exit_code == 1
    assert f'File "{path}", line 3, in <module>\n    1 / 0' in capfd.readouterr().err


def test_code_that_is_no_python_is_one_line(tmp_path: Path) -> None:
    """With the line of the article."""
    with pytest.raises(InputError, match=r"a\.md:4: "):
        run_article(read_article(article(tmp_path / "a.md", "words", fenced("print 'x'\n"))))
