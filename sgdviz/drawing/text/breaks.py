"""Line breaks: a text in the parts that a line may end after: words, and in Chinese and Japanese characters."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import NamedTuple

from sgdviz.drawing.text.clusters import clusters

NOT_FIRST = frozenset("、。，．・：；？！!?,.:;々〻ゝゞヽヾー～〜‐–…‥%％℃°｡､･ｰ￠"  # noqa: RUF001 - full-width forms are meant
                      "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")  # fmt: skip
"""Characters that no line begins with, beside closing brackets and quotes."""

NOT_LAST = frozenset("￥＄￡$")  # noqa: RUF001 - full-width forms are meant
"""Characters that no line ends with, beside opening brackets and quotes."""


class Part(NamedTuple):
    """Characters between which no line breaks, and what stands before them where they begin no line."""

    glue: str
    text: str


def parts_of(text: str) -> list[Part]:
    """Return `text` in parts. Korean has blanks between its words and breaks there only."""
    return [part for word in text.split() for part in _parts_of_word(word)]


def joined(parts: list[Part]) -> str:
    """Return the text of a line."""
    return "".join(part.glue + part.text if number else part.text for number, part in enumerate(parts))


def _parts_of_word(word: str) -> list[Part]:
    if word.isascii():
        return [Part(" ", word)]
    pieces = clusters(word)
    parts = [Part(" ", pieces[0])]
    for before, after in pairwise(pieces):
        if _may_break(before, after):
            parts.append(Part("", after))
        else:
            parts[-1] = Part(parts[-1].glue, parts[-1].text + after)
    return parts


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two clusters of one word."""
    if not (_is_ideograph(before[0]) or _is_ideograph(after[0])):
        return False
    closes = after[0] in NOT_FIRST or unicodedata.category(after[0]) in ("Pe", "Pf")
    opens = before[-1] in NOT_LAST or unicodedata.category(before[-1]) in ("Ps", "Pi")
    return not (closes or opens)


def _is_ideograph(character: str) -> bool:
    """Return whether lines may break beside `character`: it is wide, and no syllable of Korean."""
    return unicodedata.east_asian_width(character) in "WF" and not (
        "가" <= character <= "힣" or "\u1100" <= character <= "\u11ff"
    )
