"""``sgdviz embed``: the snippet alone on stdout, everything else on stderr."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers import names
from PIL import Image

import sgdviz
from sgdviz.cli import main


@pytest.fixture
def gif(here: Path, short_run: sgdviz.Recording) -> Path:
    """A GIF in the working folder, and a folder for posts."""
    sgdviz.animate(short_run, size=(400, 200)).save("line.gif")
    (here / "posts").mkdir()
    return here / "line.gif"


@pytest.mark.usefixtures("gif")
def test_the_snippet_is_all_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    """What was written stands on stderr, and with --quiet nowhere."""
    assert main(["embed", "line.gif", "--for", "markdown", "--page", "posts/index.md", "--width", "200"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith('<p>\n<picture>\n  <source srcset="../line-still.png"')
    assert 'width="200" height="100"' in printed.out
    assert printed.out.endswith("</picture>\n</p>\n")
    assert printed.err == "sgdviz: wrote line-still.png\n"
    assert main(["embed", "line.gif", "--for", "markdown", "--page", "posts/index.md", "--width", "200", "-q"]) == 0
    assert capsys.readouterr() == (printed.out, "")


def test_a_file_without_words_is_one_line_on_stderr(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line says how to give words."""
    Image.new("RGB", (3, 2)).save(here / "a.png")
    assert main(["embed", "a.png", "--for", "html", "--quiet"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith('<img src="a.png" alt="a.png (PNG)" width="3" height="2"')
    assert printed.err == "sgdviz: a.png says nothing of itself, so its alt text is its name; say more with --alt\n"


def test_a_name_with_line_breaks_stays_on_one_line_of_stderr(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The snippet leads to the file all the same."""
    Image.new("RGB", (3, 2)).save(here / "two\nlines.png")
    assert main(["embed", "two\nlines.png", "--for", "html"]) == 0
    printed = capsys.readouterr()
    assert 'src="two%0Alines.png" alt="two lines.png (PNG)"' in printed.out
    assert printed.err.splitlines() == [
        "sgdviz: two lines.png says nothing of itself, so its alt text is its name; say more with --alt"
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.gif", "--for", "html"], "cannot read none.gif: No such file or directory; check the path"),
        (["posts", "--for", "html"], "posts has no suffix"),
        (["posts.gif", "--for", "html"], "cannot read posts.gif: it is a folder; give a file"),
        (["text.gif", "--for", "html"], "text.gif is no GIF that can be read; check the file"),
        (["line.gift", "--for", "html"], "unknown suffix of 'line.gift': '.gift'; did you mean '.gif'?"),
        (["line.gif", "--for", "word"], "unknown target 'word'; choose from: beamer, html"),
        (["line.gif", "--for", "markdwn"], "unknown target 'markdwn'; did you mean 'markdown'?"),
        (["line.gif"], "Missing option '--for'"),
        (["line.gif", "--for", "html", "--width", "x"], "Invalid value for '--width'"),
        (["line.gif", "--for", "jekyll"], "no folder around"),
    ],
)
def test_bad_input_is_one_line_and_ends_with_2(
    gif: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """Nothing is printed on stdout, and nothing is written."""
    Path("posts.gif").mkdir()
    Path("text.gif").write_text("no picture")
    before = names(gif.parent)
    assert main(["embed", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"sgdviz: {said}")
    assert err.count("\n") == 1
    assert names(gif.parent) == before


def test_a_file_that_is_in_the_way_ends_with_2(gif: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line names it."""
    shutil.copy(gif, "line-still.png")
    assert main(["embed", "line.gif", "--for", "html"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        "sgdviz: line-still.png exists already and was not made by sgdviz embed, so it is not replaced"
    )
