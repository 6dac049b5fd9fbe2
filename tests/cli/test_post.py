"""`sgdviz post`: articles in, pictures out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from article_helpers import LOOP, article, fenced
from helpers import names

import sgdviz
from sgdviz import Recording
from sgdviz.cli import main
from sgdviz.export.about import read_about
from sgdviz.jobs.source import source_in
from sgdviz.recording.recording import ARRAYS

if TYPE_CHECKING:
    from sgdviz.jobs.source import PictureSource

POST = Path(__file__).parents[3] / "shared" / "post.md"
SMALL = ["--size", "400x240", "--every", "6"]
SECOND = LOOP.replace("0.05", "0.04")


def made(path: Path) -> PictureSource:
    """Return the source of a picture."""
    source = source_in(path)
    assert source is not None
    return source


def last_row(path: Path) -> tuple[float, ...]:
    """Return the last numbers of the run that a picture was made of."""
    code = made(path).code
    assert code is not None
    return code.digest[-1]


@pytest.mark.slow
@pytest.mark.skipif(not POST.exists(), reason=f"the blog post is not at {POST}, so its code cannot be run")
def test_the_post_gets_its_picture(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a Jekyll layout, without an option, and without a change to a word: the run is that of lesson line."""
    (here / "_config.yml").write_text("title: a site\n", encoding="utf-8")
    path = article(here / "_posts" / "2024-01-30-line.md")
    path.write_bytes(POST.read_bytes())
    gif = here / "assets" / "img" / "sgd_line.gif"
    assert main(["post", str(path)]) == 0
    assert path.read_bytes() == POST.read_bytes()
    bytes_of_gif = gif.read_bytes()
    assert bytes_of_gif[:6] == b"GIF89a"
    assert main(["post", str(path), "--record", "post.npz"]) == 0
    assert gif.read_bytes() == bytes_of_gif
    assert main(["lesson", "line", "--seed", "0", "--record", "line.npz", "-o", "line.svg"]) == 0
    mine, lesson = Recording.load("post.npz"), Recording.load("line.npz")
    for name in ARRAYS:
        assert np.array_equal(getattr(mine, name), getattr(lesson, name), equal_nan=True), name
    assert (mine.dataset.x.tolist(), mine.dataset.y.tolist()) == (lesson.dataset.x.tolist(), lesson.dataset.y.tolist())
    assert main(["post", str(path), "--check"]) == 0
    capsys.readouterr()
    path.write_bytes(POST.read_bytes().replace(b"step_size = 0.01", b"step_size = 0.02"))
    assert main(["post", str(path), "--check"]) == 1
    says = "differs: the code has changed: it has 'step_size = 0.02', and had 'step_size = 0.01'"
    assert capsys.readouterr().out == f"{Path('assets/img/sgd_line.gif')} {says}\n"
    assert gif.read_bytes() == bytes_of_gif


def test_each_image_shows_the_loop_before_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two loops, three images, one of them a still in a folder that is made; each output is a line."""
    article(
        here / "a.md", fenced(LOOP), "![](one.gif)", fenced(SECOND), "![](img/two%20b.svg)", "<img src='img/three.png'>"
    )
    assert main(["post", "a.md", *SMALL]) == 0
    assert names(here) == ["a.md", "img", "one.gif"]
    assert names(here / "img") == ["three.png", "two b.svg"]
    captured = capsys.readouterr()
    assert [line.split(":")[0] for line in captured.out.splitlines()] == [
        "one.gif", str(Path("img/two b.svg")), str(Path("img/three.png")),
    ]  # fmt: skip
    assert captured.err.count("sgdviz: a.md:") == 2
    ends = [last_row(here / path) for path in ("one.gif", "img/two b.svg", "img/three.png")]
    assert ends[0] != ends[1] == ends[2]


def test_a_comment_sets_the_options_of_its_image(here: Path) -> None:
    """Over those of the command line, which are for all others."""
    article(
        here / "a.md", fenced(LOOP), "<!-- sgdviz: panels=fit frames=3 size=300x200 -->", "![](a.svg)", "![](b.svg)"
    )
    assert main(["post", "a.md", *SMALL, "--theme", "dark"]) == 0
    assert made(here / "a.svg").settings == {"panels": ("fit",), "theme": "dark", "size": (300, 200), "frames": 3}
    assert made(here / "b.svg").settings == {"theme": "dark", "size": (400, 240), "every": 6}
    assert main(["post", "a.md", *SMALL, "--theme", "dark", "--check"]) == 0


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("pannels=fit", "a.md:14: No such option '--pannels'"),
        ("panels=fit,los", "a.md:14: unknown panel 'los'; did you mean 'loss'?"),
        ("fps=-3", "a.md:14: fps is -3.0"),
        ("theme=none.toml", "a.md:14: "),
        ("loop=4", "a.md:16: loop is 4, and 1 loop was found"),
        ("fps=60", "a.md:16: "),
    ],
)
def test_a_wrong_option_names_its_line(comment: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit code 2, and nothing is written."""
    article(here / "a.md", fenced(LOOP), f"<!-- sgdviz: {comment} -->", "![](img/a.gif)")
    assert main(["post", "a.md", "-q"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"sgdviz: {said}")
    assert names(here) == ["a.md"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["words", "![](a.gif)"], "a.md has no block of Python"),
        ([fenced(LOOP)], "a.md shows no image"),
        ([fenced("x = 1\n"), "![](a.gif)"], "a.md:5: a.gif is missing, and no loop was found in the code"),
        (["![](a.gif)", fenced(LOOP)], "a.md:1: a.gif is missing, and no loop is before it"),
        ([fenced(LOOP), "![](a.jpg)"], "a.md:14: a.jpg cannot be made, for .jpg is not written"),
        ([fenced(LOOP), "![](/a.gif)"], "a.md:14: /a.gif begins at the root of a site"),
        ([fenced("x = = 1\n"), "![](a.gif)"], "a.md:2: "),
    ],
)
def test_an_article_that_cannot_be_made_is_one_line(
    parts: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 2, and nothing is written."""
    article(here / "a.md", *parts)
    assert main(["post", "a.md"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"sgdviz: {said}")
    assert names(here) == ["a.md"]


def test_code_that_fails_ends_with_its_own_exit_code(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its traceback is its own, and nothing is written, though a loop has been recorded."""
    article(here / "a.md", fenced(LOOP), "![](a.gif)", fenced("import sys\nsys.exit(5)\n"))
    assert main(["post", "a.md"]) == 5
    article(here / "a.md", fenced(LOOP), "![](a.gif)", fenced("unknown\n"))
    assert main(["post", "a.md"]) == 1
    assert f'File "{here / "a.md"}", line 17, in <module>' in capfd.readouterr().err
    assert names(here) == ["a.md"]


def test_pictures_are_written_together_or_not_at_all(here: Path) -> None:
    """The second cannot be written, so the first, and the folder made for it, are not there either."""
    article(here / "a.md", fenced(LOOP), "![](img/a.svg)", "<!-- sgdviz: -->", "![](b.svg)")
    (here / "b.svg").mkdir()
    assert main(["post", "a.md", *SMALL]) == 2
    assert names(here) == ["a.md", "b.svg"]


def test_check_tells_what_is_not_of_today(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing picture, another option, another seed, other code; comments and words around the code do not count."""
    path = article(here / "a.md", fenced(f"import random\n{LOOP}"), "![](a.gif)")

    def check(*options: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["post", "a.md", "--check", *SMALL, *options])
        return code, capsys.readouterr().out

    assert check() == (1, "a.gif is missing; type: sgdviz post a.md\n")
    assert main(["post", "a.md", *SMALL]) == 0
    same = (0, "a.gif: the run is the same, and so is every byte\n")
    assert check() == same
    assert check("--title", "T") == (1, "a.gif differs: the option --title is 'T', and was not given\n")
    assert check("--seed", "3") == (1, "a.gif differs: the seed is 3, and was 0; --seed sets it\n")
    article(path, "more words", fenced(f"# a comment\nimport random\n\n{LOOP}"), "![](a.gif)")
    assert check() == same
    other = LOOP.replace("c -= 0.05", "c -= 0.06")
    article(path, fenced(f"import random\n{other}"), "![](a.gif)")
    code, text = check()
    assert code == 1
    assert text.startswith("a.gif differs: the code has changed: it has 'c -= 0.06 * error', and had")


def test_check_compares_the_run_where_the_code_is_the_same(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The code reads a file that has changed."""
    loop = LOOP.replace("w = 0.5", "w = float(__import__('pathlib').Path('w.txt').read_text())")
    article(here / "a.md", fenced(loop), "![](a.svg)")
    (here / "w.txt").write_text("0.5", encoding="utf-8")
    assert main(["post", "a.md", *SMALL]) == 0
    (here / "w.txt").write_text("0.6", encoding="utf-8")
    capsys.readouterr()
    assert main(["post", "a.md", "--check", *SMALL]) == 1
    assert capsys.readouterr().out.startswith("a.svg differs: the loss at step 3 is ")


def test_check_says_what_it_cannot_say(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture without a source is 3, one of a lesson 1, and one that is damaged 2."""
    article(here / "a.md", fenced(LOOP), "![](a.gif)")
    sgdviz.animate(sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1)).save("a.gif")
    assert main(["post", "a.md", "--check"]) == 3
    assert "a.gif does not say how it was made" in capsys.readouterr().out
    assert main(["lesson", "line", "--passes", "1", "-o", "a.gif"]) == 0
    assert main(["post", "a.md", "--check"]) == 1
    assert "a.gif differs: it was not made by the code of an article" in capsys.readouterr().out
    (here / "a.gif").write_bytes((here / "a.gif").read_bytes()[:900])
    assert main(["post", "a.md", "--check"]) == 2


def test_check_of_other_versions_compares_the_run_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And of a changed picture the bytes."""
    article(here / "a.md", fenced(LOOP), "![](a.svg)")
    assert main(["post", "a.md", *SMALL]) == 0
    text = (here / "a.svg").read_text(encoding="utf-8")
    (here / "a.svg").write_text(text.replace(f'"numpy":"{np.__version__}"', '"numpy":"1.0"'), encoding="utf-8")
    capsys.readouterr()
    assert main(["post", "a.md", "--check", *SMALL]) == 0
    assert "the run is the same; its bytes were not compared: they are of NumPy 1.0" in capsys.readouterr().out
    (here / "a.svg").write_text(text.replace("</svg>", " </svg>"), encoding="utf-8")
    assert main(["post", "a.md", "--check", *SMALL]) == 1
    assert "the run is the same, but its bytes are others from byte" in capsys.readouterr().out


def test_check_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So options that write something are errors."""
    article(here / "a.md", fenced(LOOP), "![](a.svg)")
    for options in (["--fill-alt"], ["--record", "a.npz"]):
        assert main(["post", "a.md", "--check", *options]) == 2
        assert "--check writes nothing, so leave" in capsys.readouterr().err
    assert main(["post", "a.md", "--check"]) == 1
    assert names(here) == ["a.md"]


@pytest.mark.parametrize("name", ["a.gif", "a.svg", "a.png"])
def test_alt_texts_are_those_of_the_pictures(name: str, here: Path) -> None:
    """And the article is else as it was."""
    path = article(here / "a.md", fenced(LOOP), f"![alt text]({name})")
    before = path.read_bytes()
    assert main(["post", "a.md", *SMALL, "--fill-alt"]) == 0
    about = read_about(here / name)
    assert about is not None
    assert about.alt.startswith("A red line fitted to four points")
    assert path.read_bytes() == before.replace(b"alt text", about.alt.encode())
    assert main(["post", "a.md", *SMALL, "--fill-alt"]) == 0
    assert main(["post", "a.md", *SMALL, "--check"]) == 0


def test_a_picture_with_its_recording_can_be_drawn_again(here: Path) -> None:
    """It is verified from that, and checked with it."""
    article(here / "a.md", fenced(LOOP), "![](a.gif)")
    assert main(["post", "a.md", *SMALL, "--embed-recording"]) == 0
    assert main(["verify", "a.gif"]) == 0
    assert main(["render", "a.gif", "-o", "b.svg"]) == 0
    assert main(["post", "a.md", *SMALL, "--check"]) == 0


def test_a_notebook_gets_its_pictures(here: Path) -> None:
    """Beside it."""
    cells = [{"cell_type": "code", "source": LOOP}, {"cell_type": "markdown", "source": "![](a.svg)"}]
    (here / "a.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    assert main(["post", "a.ipynb", *SMALL]) == 0
    assert names(here) == ["a.ipynb", "a.svg"]
    assert main(["post", "a.ipynb", *SMALL, "--check"]) == 0


def test_the_run_is_kept_if_there_is_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two that are shown cannot both be."""
    article(here / "a.md", fenced(LOOP), "![](a.svg)")
    assert main(["post", "a.md", *SMALL, "--record", "a.npz"]) == 0
    assert len(Recording.load("a.npz")) == 25
    article(here / "a.md", fenced(LOOP), "![](a.svg)", fenced(SECOND), "![](b.svg)")
    assert main(["post", "a.md", *SMALL, "--record", "b.npz"]) == 2
    assert "record keeps one run, and 2 are shown" in capsys.readouterr().err
    assert names(here) == ["a.md", "a.npz", "a.svg"]
