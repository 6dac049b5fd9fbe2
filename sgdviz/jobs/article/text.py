"""The text of an article: its characters, its lines, and edits that change nothing else of the file."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgdviz.inputs import bounded_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST_BYTES = 1 << 26
"""Bytes of the longest article; a notebook holds its pictures."""

LINE_END = re.compile(r"\r\n?|\n")
"""The ends of lines, as Markdown knows them."""

MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""Encodings by the mark at the beginning of a file."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The characters of an article, without the `mark` at its beginning, and the encoding to write it again.

    `starts` are the offsets at which the lines begin, and `lines` the lines without their ends.
    """

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    starts: tuple[int, ...] = field(init=False)
    lines: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        ends = list(LINE_END.finditer(self.text))
        starts = (0, *(end.end() for end in ends))
        stops = (*(end.start() for end in ends), len(self.text))
        object.__setattr__(self, "starts", starts)
        object.__setattr__(self, "lines", tuple(self.text[a:b] for a, b in zip(starts, stops, strict=True)))

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """Return the bytes of the file with `edits`, which do not overlap.

        A character that the encoding lacks becomes a character reference, which Markdown and HTML know.
        """
        text = self.text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return self.mark + text.encode(self.encoding, "xmlcharrefreplace")


def read_text(path: Path) -> ArticleText:
    """Return the text of the file at `path`: UTF-16 by its mark, else UTF-8, else Latin-1. Raises `InputError`."""
    data = bounded_bytes(path, MOST_BYTES, "give an article")
    return decoded(data)


def decoded(data: bytes) -> ArticleText:
    """Return the text in the bytes of an article."""
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    for encoding in (MARKS.get(mark, "utf-8"), "latin-1"):
        try:
            return ArticleText(data[len(mark) :].decode(encoding), encoding, mark)
        except UnicodeDecodeError:
            mark = b""
    raise AssertionError("Latin-1 has a character for every byte")
