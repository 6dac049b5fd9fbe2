"""The About type: what a picture says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sgdviz.checks import NOT_IN_XML
from sgdviz.errors import InputError

MOST_TEXT = 2000
"""Characters of the longest title and alt text; a longer one ends in an ellipsis."""

MOST_BYTES = 4 * MOST_TEXT
"""Bytes of such a text in UTF-8."""

MOST_SOURCE = 24_000_000
"""Characters of the longest source."""

PRINTABLE = re.compile("[\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class About:
    """What a picture says of itself: its `title`, its `alt` text, and the `source` it was made from, empty without one.

    Title and alt text are one line each, without control characters. The source is JSON on one line of printable ASCII;
    it is data that a stranger may have written, and is checked where it is used. Raises `InputError`.
    """

    title: str = ""
    alt: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", line_of(self.title))
        object.__setattr__(self, "alt", line_of(self.alt))
        if len(self.source) > MOST_SOURCE:
            raise InputError(f"the source has {len(self.source):,} characters; a file holds at most {MOST_SOURCE:,}")
        if not PRINTABLE.fullmatch(self.source):
            raise InputError("the source is not one line of printable ASCII; write it as JSON on one line")

    def __bool__(self) -> bool:
        return bool(self.title or self.alt or self.source)


def line_of(text: str) -> str:
    """Return `text` as one line of at most `MOST_TEXT` characters that every format can hold."""
    line = " ".join(NOT_IN_XML.sub("", text).split())
    return line if len(line) <= MOST_TEXT else line[: MOST_TEXT - 1] + "…"
