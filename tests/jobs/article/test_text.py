"""The text of an article: encodings, lines, and edits that change nothing else."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from sgdviz import InputError
from sgdviz.jobs.article.text import ArticleText, Edit, decoded, read_text

if TYPE_CHECKING:
    from pathlib import Path

BYTES = {
    "utf-8": "Größe\n".encode(),
    "with a mark": codecs.BOM_UTF8 + "Größe\r\n".encode(),
    "utf-16-le": codecs.BOM_UTF16_LE + "Größe\r\n".encode("utf-16-le"),
    "utf-16-be": codecs.BOM_UTF16_BE + "Größe\n".encode("utf-16-be"),
    "latin-1": "Größe\r".encode("latin-1"),
}


@pytest.mark.parametrize("name", BYTES)
def test_every_byte_is_written_again(name: str) -> None:
    """In each encoding, with its mark and its ends of lines."""
    text = decoded(BYTES[name])
    assert text.lines == ("Größe", "")
    assert text.edited([]) == BYTES[name]


def test_lines_end_as_in_markdown() -> None:
    """Other characters at which Python may break lines are part of a line."""
    text = ArticleText("a\r\nb\rc\nd\x0ce\u2028f")
    assert text.lines == ("a", "b", "c", "d\x0ce\u2028f")
    assert [text.text[start] for start in text.starts] == ["a", "b", "c", "d"]


def test_edits_replace_their_own_characters() -> None:
    """In any order; what the encoding lacks is a character reference."""
    text = decoded(b"\xff one two\r\n")
    assert text.edited([Edit(2, 5, "1"), Edit(6, 9, "2 \u2212")]) == b"\xff 1 2 &#8722;\r\n"


def test_files_that_cannot_be_read_are_one_line(tmp_path: Path) -> None:
    """One that is missing, and a folder."""
    with pytest.raises(InputError, match=r"cannot read .*: No such file"):
        read_text(tmp_path / "none.md")
    with pytest.raises(InputError, match="it is a folder"):
        read_text(tmp_path)
