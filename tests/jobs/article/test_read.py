"""Reading articles: blocks, images with their options, and notebooks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from article_helpers import article, fenced

from sgdviz import InputError
from sgdviz.jobs.article import read_article

if TYPE_CHECKING:
    from pathlib import Path


def test_the_program_has_the_lines_of_the_article(tmp_path: Path) -> None:
    """Each line of code is that of the file; all others are empty."""
    path = article(tmp_path / "a.md", "text", fenced("x = 1\n"), "```bash\nls\n```", fenced("y = 2\n"))
    found = read_article(path)
    lines, own = found.program().text.splitlines(), path.read_text(encoding="utf-8").splitlines()
    assert found.program().name == str(path)
    assert len(lines) == len(own)
    assert {number: line for number, line in enumerate(lines) if line} == {3: "x = 1", 11: "y = 2"}
    assert all(own[number] == line for number, line in enumerate(lines) if line)


def test_the_code_of_a_picture_does_not_depend_on_the_words_around_it(tmp_path: Path) -> None:
    """Only on the blocks before it."""
    short = read_article(article(tmp_path / "a.md", fenced("x = 1\n"), fenced("y = 2\n"), fenced("z = 3\n")))
    long = read_article(article(tmp_path / "b.md", fenced("x = 1\n"), "more\n\nwords", fenced("y = 2\n")))
    assert short.code_before(9) == long.code_before(99) == "x = 1\n\ny = 2\n"


def test_a_comment_sets_options_of_the_next_image(tmp_path: Path) -> None:
    """Several add up, those for others are left alone, and code may stand between."""
    path = article(
        tmp_path / "a.md",
        '<!-- sgdviz: panels=fit title="Two words" -->',
        "<!-- a note -->",
        fenced("x = 1\n"),
        "<!-- sgdviz: fps=25 -->",
        "![](a.gif)",
        "![](b.gif)",
    )
    first, second = read_article(path).images
    assert first.options == (1, ("panels=fit", "title=Two words", "fps=25"))
    assert second.options is None


def test_what_is_to_be_skipped_is_left_out(tmp_path: Path) -> None:
    """The next block, or the next image."""
    skip = "<!-- sgdviz: skip -->"
    path = article(tmp_path / "a.md", skip, fenced("broken(\n"), fenced("x = 1\n"), skip, "![](a.gif)", "![](b.gif)")
    found = read_article(path)
    assert [block.code for block in found.blocks] == ["x = 1"]
    assert [image.destination for image in found.images] == ["b.gif"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["text"], "has no block of Python; begin one with ```python"),
        (["```js\nx\n```"], "has no block of Python"),
        ([fenced("x = 1\n"), "<!-- sgdviz: fps=5 -->"], "a.md:5: no image follows this comment"),
        ([fenced("x = 1\n"), '<!-- sgdviz: title="a -->', "![](a.gif)"], "a.md:5: the options cannot be read"),
    ],
)
def test_an_article_without_what_is_needed_is_one_line(parts: list[str], said: str, tmp_path: Path) -> None:
    """The error names the file, and the line where there is one."""
    with pytest.raises(InputError) as caught:
        read_article(article(tmp_path / "a.md", *parts))
    assert said in str(caught.value)


def test_another_file_is_no_article(tmp_path: Path) -> None:
    """It is known by its suffix."""
    with pytest.raises(InputError, match=r"unknown suffix of .*'\.py'; "):
        read_article(tmp_path / "a.py")


def test_a_notebook_is_an_article(tmp_path: Path) -> None:
    """Its code cells are the blocks; images and comments stand in its text cells, whose code is only shown."""
    cells = [
        ("markdown", "# A line\n\n```python\nnot run\n```"),
        ("code", "%matplotlib inline\nx = 1\n"),
        ("markdown", "<!-- sgdviz: fps=5 -->\n\n![alt text](a.gif)"),
        ("code", "  "),
    ]
    notebook = {"nbformat": 4, "cells": [{"cell_type": kind, "source": source} for kind, source in cells]}
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    found = read_article(path)
    assert [(block.line, block.code) for block in found.blocks] == [(8, "pass\nx = 1")]
    (image,) = found.images
    assert (image.line, image.destination, image.alt_place) == (13, "a.gif", None)
    assert image.options == (11, ("fps=5",))
    assert found.program().text.count("\n") + 1 == found.length == 15
