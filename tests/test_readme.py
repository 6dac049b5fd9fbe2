"""The README and the pages in docs: their commands, their Python, their pictures and their links."""

from __future__ import annotations

import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from helpers import output_of

from sgdviz import Recorder
from sgdviz.cli import main

ROOT = Path(__file__).parents[1]
PAGES = {path.name: path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}


def blocks(name: str, language: str) -> list[str]:
    """Return the code blocks of a page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXTS[name], flags=re.DOTALL)


def commands(name: str) -> list[list[str]]:
    """Return the arguments of each `sgdviz` command of a page."""
    lines = [line for block in blocks(name, "sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("sgdviz ")]


PYTHON = [(name, number) for name in PAGES for number in range(len(blocks(name, "python")))]


def test_the_readme_shows_all_ways_in() -> None:
    """The README has lessons, a script, an article, a call of `animate`, and a recorder in a loop."""
    assert {"lesson", "run", "post"} <= {command[0] for command in commands("README.md")}
    code = "".join(blocks("README.md", "python"))
    assert "sgdviz.animate(" in code
    assert "sgdviz.Recorder(" in code


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PAGES if commands(name)])
def test_the_commands_of_a_page_work_in_order(here: Path, name: str) -> None:
    """All commands of a page end with 0 in one folder with the reader's files, and each output is written."""
    houses = "".join(f"{900 + 150 * row},{1 + row % 4},{150_000 + 31_000 * row},{row // 6}\n" for row in range(12))
    (here / "houses.csv").write_text(f"size,bedrooms,price,sold\n{houses}")
    theme = next(block for page in PAGES for block in blocks(page, "toml") if "[[jobs]]" not in block)
    (here / "mine.toml").write_text(theme)
    for jobs in (block for block in blocks(name, "toml") if "[[jobs]]" in block):
        (here / "jobs.toml").write_text(jobs)
    for example in ("train.py", "line.md"):
        shutil.copy(ROOT / "examples" / example, here)
    for script in blocks(name, "awk"):
        (here / "fit.awk").write_text(script)
        (here / "log.csv").write_bytes(output_of("awk", "-F,", "-f", here / "fit.awk", here / "houses.csv"))
    for command in commands(name):
        quiet = [] if "--list" in command or command[0] == "verify" else ["--quiet"]  # in front: -- may follow
        assert main([command[0], *quiet, *command[1:]]) == 0, command
        for option, path in pairwise(command):
            if option in ("-o", "--record"):
                assert Path(path).exists(), command


@pytest.mark.parametrize(("name", "number"), PYTHON)
def test_the_python_of_a_page_works(here: Path, name: str, number: int) -> None:
    """A block runs as it stands and writes the files that it names."""
    code = blocks(name, "python")[number]
    exec(code, {})  # noqa: S102 - a block is run as a reader runs it
    named = re.findall(r'"([\w-]+(?:\.(?:gif|png|svg|npz|pptx)|(?=/)))/?"', code)
    assert {entry.name for entry in here.iterdir()} == set(named)


@pytest.mark.usefixtures("here")
def test_the_loop_of_the_readme_learns() -> None:
    """The loop that is recorded in the README ends at a small part of its first cost."""
    (code,) = (block for block in blocks("README.md", "python") if "sgdviz.Recorder(" in block)
    scope: dict[str, object] = {}
    exec(code, scope)  # noqa: S102 - a block is run as a reader runs it
    recorder = scope["recorder"]
    assert isinstance(recorder, Recorder)
    recording = recorder.recording()
    assert recording.status == "completed"
    assert recording.cost[-1] < recording.cost[0] / 50


@pytest.mark.parametrize("name", PAGES)
def test_pictures_and_links_lead_to_files(name: str) -> None:
    """Every local target is a file of the project, and a picture has less than a megabyte."""
    targets = re.findall(r"(!?)\[[^\]]*\]\(([^)#:]+)\)", TEXTS[name])
    assert targets or name != "README.md"
    for mark, target in targets:
        file = PAGES[name].parent / target
        assert file.exists(), target
        assert not mark or file.stat().st_size < 1_000_000, target
