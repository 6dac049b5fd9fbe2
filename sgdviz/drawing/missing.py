"""Characters of a picture that no font has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.marks import Text
from sgdviz.drawing.text.placement import face_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.layout import Layout
    from sgdviz.pacing import Phase

MOST_NAMED = 12
"""The largest number of characters that a sentence names."""


def missing_from(shots: Iterable[tuple[Layout, int, Phase | None]]) -> str:
    """Return the characters of the texts of pictures that no font has; each is a layout at a row, or in a phase."""
    marks = (mark for layout, row, phase in shots for mark in bottom_to_top(layers_at(layout, row, phase)))
    return "".join(dict.fromkeys(character for mark in marks if isinstance(mark, Text) for character in _missing(mark)))


def sentence_on(missing: str) -> str:
    """Return a sentence that names characters, says what is drawn in their place, and which font would have them."""
    shown = "".join(character for character in missing[:MOST_NAMED] if character.isprintable())
    codes = ", ".join(f"U+{ord(character):04X}" for character in missing[:MOST_NAMED])
    more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    named = f"{shown} ({codes}{more})" if shown else codes + more
    return f"no installed font has an outline of {named}; a box stands for it, or nothing; {_remedy(missing)}"


def _missing(mark: Text) -> str:
    return face_of(mark).missing(mark.text)


def _remedy(missing: str) -> str:
    """Return what to do about the first of the characters."""
    if unicodedata.category(missing[0]) in ("Cc", "Cs", "Co"):
        return "leave out control and private characters"
    if unicodedata.category(missing[0]) == "Cn":
        return "install a font that has it, or leave it out"
    if unicodedata.east_asian_width(missing[0]) in "WF" and unicodedata.category(missing[0]) == "Lo":
        return "install a font such as Noto Sans CJK"
    if unicodedata.category(missing[0]) in ("So", "Sk"):
        return "install a font without colours, such as Noto Emoji or Symbola"
    return "install a Noto font of that script"
