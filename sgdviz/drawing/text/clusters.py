"""Clusters: the characters of a text that a reader sees as one, such as a letter with its accents or a joined emoji."""

from __future__ import annotations

import unicodedata
from functools import cache

JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
TAGS = range(0xE0020, 0xE0080)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
JAMO = range(0x1100, 0x1200)
INNER_JAMO = range(0x1160, 0x1200)
"""Hangul letters, and those that continue a syllable."""

INVISIBLE = (
    range(0x034F, 0x0350), range(0x061C, 0x061D), range(0x115F, 0x1161), range(0x17B4, 0x17B6), range(0x180B, 0x1810),
    range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0x3164, 0x3165), range(0xFE00, 0xFE10),
    range(0xFEFF, 0xFF00), range(0xFFA0, 0xFFA1), range(0xE0000, 0xE1000),
)  # fmt: skip
"""Code points that have no glyph of their own and need no font: joiners, marks of direction, variation selectors."""

VIRAMA = 9
"""The combining class of the signs that join the consonant before to the one after."""


def clusters(text: str) -> list[str]:
    """Return the clusters of `text`, in order: those of Unicode Annex 29, as far as pictures have a use for them."""
    found: list[str] = []
    for character in text:
        if found and _continues(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


@cache
def is_invisible(character: str) -> bool:
    """Return whether `character` needs no glyph."""
    return any(ord(character) in codes for codes in INVISIBLE)


def _continues(before: str, character: str) -> bool:
    """Return whether `character` belongs to the cluster `before`, which it follows."""
    code, last = ord(character), before[-1]
    if unicodedata.category(character)[0] == "M" or code in SKIN_TONES or code in TAGS or character in "\u200c\u200d":
        return True
    if last == JOINER and unicodedata.category(character) == "So":
        return True
    if unicodedata.combining(last) == VIRAMA or (last == JOINER and len(before) > 1):
        return character.isalpha()
    if code in FLAG_LETTERS:
        return len(before) == 1 and ord(last) in FLAG_LETTERS
    return code in INNER_JAMO and (ord(last) in JAMO or "가" <= last <= "힣")
