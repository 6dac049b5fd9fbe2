"""Direction: which texts read from right to left, and which characters depend on their neighbours."""

from __future__ import annotations

import unicodedata

RIGHT_TO_LEFT = frozenset(("R", "AL"))
"""Bidirectional classes of letters that are read from right to left."""

REORDERED = RIGHT_TO_LEFT | {"AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}
"""Bidirectional classes of characters whose order, or that of their neighbours, is not that of the text."""

MARKS = {False: "\u200e", True: "\u200f"}
"""Invisible characters that set the direction of the line that they begin: from the left, and from the right."""


def needs_shaping(character: str) -> bool:
    """Return whether the place or the shape of `character` depends on its neighbours."""
    kind = unicodedata.category(character)
    return kind in ("Mn", "Mc", "Me", "Cf") or unicodedata.bidirectional(character) in REORDERED


def reads_right_to_left(text: str) -> bool:
    """Return whether the first letter of `text` that has a direction is read from right to left."""
    if text.isascii():
        return False
    classes = map(unicodedata.bidirectional, text)
    return next((own != "L" for own in classes if own == "L" or own in RIGHT_TO_LEFT), False)


def directed(line: str, *, right_to_left: bool) -> str:
    """Return a line of a paragraph, with a mark of direction where its own letters would give it another one."""
    return line if reads_right_to_left(line) == right_to_left else MARKS[right_to_left] + line
