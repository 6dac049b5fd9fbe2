"""Alt texts written into an article, which stays as it is but for these."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from article_helpers import fenced, run_at
from markdown_it import MarkdownIt

from sgdviz.jobs.article import Picture, read_article
from sgdviz.jobs.article.fill_alt import filled

if TYPE_CHECKING:
    from sgdviz import Recording

ALT = 'A "line" of m_1 * x <b> & [more] {y}'
PLACE = Path("a.gif")


def fill(path: Path, data: bytes, run: Recording, alt: str = ALT) -> bytes | None:
    """Write an article, and return what it becomes where all of its images show one picture."""
    path.write_bytes(data)
    found = read_article(path)
    return filled(found, [Picture(found.images, PLACE, {}, run_at(path, 1, run))], {PLACE: alt})[0]


@pytest.mark.parametrize(
    ("image", "becomes"),
    [
        ("![](a.gif)", "![NEW](a.gif)"),
        ('![ Alt  text ](a.gif "title")', '![NEW](a.gif "title")'),
        ("![alt text][line]", "![NEW][line]"),
        ("![alt text][]", "![NEW][alt text]"),
        ("![alt text]", "![NEW][alt text]"),
        ('<img src="a.gif">', '<img alt="NEW" src="a.gif">'),
        ("<img alt='' src=a.gif>", '<img alt="NEW" src=a.gif>'),
        ("<p>\n<img alt src=a.gif>\n</p>", '<p>\n<img alt="NEW" src=a.gif>\n</p>'),
        (
            "| a | b |\n|---|---|\n| ![](a.gif) | ![](a.gif) |",
            "| a | b |\n|---|---|\n| ![NEW](a.gif) | ![NEW](a.gif) |",
        ),
        ("> ![](a.gif)\n> ![](a.gif)", "> ![NEW](a.gif)\n> ![NEW](a.gif)"),
        ("`![](a.gif)` ![](a.gif)", "`![](a.gif)` ![NEW](a.gif)"),
    ],
)
def test_an_alt_text_that_says_nothing_is_filled_in(
    image: str, becomes: str, tmp_path: Path, short_run: Recording
) -> None:
    """However it is written, and nothing else is changed."""
    around = fenced("x = 1\n") + "\nwords  \n\n{}\n\n[line]: a.gif\n[alt text]: a.gif\n"
    found = fill(tmp_path / "a.md", around.format(image).encode(), short_run, "NEW")
    assert found == around.format(becomes).encode()


@pytest.mark.parametrize("image", ["![A line](a.gif)", '<img alt="A line" src="a.gif">'])
def test_an_alt_text_of_the_author_stays(image: str, tmp_path: Path, short_run: Recording) -> None:
    """The article is not written at all."""
    assert fill(tmp_path / "a.md", f"{fenced('x = 1')}\n\n{image}".encode(), short_run) is None


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (b"", "latin-1")],
)
def test_ends_of_lines_encoding_and_mark_stay(mark: bytes, encoding: str, tmp_path: Path, short_run: Recording) -> None:
    """Every other byte is as it was; what the encoding lacks is a character reference."""
    text = "Größe\t\r\n\r\n```python\r\nx = 1\r\n```\r\n\r\n![](a.gif)   \r\nlast"
    found = fill(tmp_path / "a.md", mark + text.encode(encoding), short_run, "1 − 2")
    expected = text.replace("![]", "![1 − 2]")
    assert found == mark + expected.encode(encoding, "xmlcharrefreplace")


@pytest.mark.parametrize("image", ["![](a.gif)", '<p><img src="a.gif"></p>'])
def test_characters_with_a_meaning_are_read_as_they_are(image: str, tmp_path: Path, short_run: Recording) -> None:
    """A reader of the page has the text of the picture, and Liquid finds no braces."""
    found = fill(tmp_path / "a.md", f"{fenced('x = 1')}\n\n{image}\n".encode(), short_run)
    assert found is not None
    assert b"{y}" not in found
    html = MarkdownIt("commonmark").render(found.decode())
    wanted = 'alt="A &quot;line&quot; of m_1 * x &lt;b&gt; &amp; [more] {y}"'
    assert wanted in html.replace("&#123;", "{").replace("&#125;", "}")


def test_what_cannot_be_written_is_said(tmp_path: Path, short_run: Recording) -> None:
    """In a notebook, whose text stands inside JSON."""
    path = tmp_path / "a.ipynb"
    path.write_text(
        '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1"},'
        ' {"cell_type": "markdown", "source": "![](a.gif)"}]}',
        encoding="utf-8",
    )
    found = read_article(path)
    picture = Picture(found.images, PLACE, {}, run_at(path, 1, short_run))
    says = f"{path}:4: the alt text is not filled in; write it by hand: NEW"
    assert filled(found, [picture], {PLACE: "NEW"}) == (None, [says])
