"""Fallback: for each character the first font that has it: the face's own, DejaVu Sans, then installed fonts."""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from sgdviz.drawing.text.clusters import JOINER, SKIN_TONES, clusters, is_invisible
from sgdviz.drawing.text.font_list import FontFile, opened
from sgdviz.drawing.text.installed import draws, font_with

LOCALES = {"ja": "jp", "ko": "kr", "zh_TW": "tc", "zh_HK": "hk"}
"""The beginnings of locales whose readers write other Chinese characters than the default."""

BOX = "□"
"""The sign for a cluster that no font has; DejaVu Sans has it."""

NOT_DRAWN = dict.fromkeys(SKIN_TONES, "") | dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
"""What is drawn for characters without an outline: nothing for the colour of skin, a blank for what parts words."""


class Chosen(NamedTuple):
    """A text with boxes in place of missing clusters, the fonts that draw it, and the characters of none of them."""

    text: str
    fonts: tuple[FontFile, ...]
    missing: str


@lru_cache(maxsize=4096)
def chosen(text: str, bundled: tuple[FontFile, ...], *, bold: bool) -> Chosen:
    """Return the fonts for `text`, first those `bundled` and then installed ones, each as soon as it is needed."""
    tongue, pieces = _tongue(text), clusters(unicodedata.normalize("NFC", text.translate(NOT_DRAWN)))
    fonts, missing = list(bundled), list[str]()
    if any(len(_visible(piece)) > 1 and draws(bundled[0], _visible(piece)) for piece in pieces):
        fonts.reverse()  # Inter has accents, and few letters on which it places them

    def font_of(characters: str) -> FontFile | None:
        able = [own for own in fonts if draws(own, characters)]
        if able:
            return able[0]
        names = frozenset(opened(own).postscript_name for own in fonts)  # by which glyphs are told apart
        font = font_with(characters, tongue, bold=bold, besides=names)
        if font is not None:
            fonts.append(font)
        return font

    def draw(cluster: str) -> str:
        visible = _visible(cluster)
        if font_of(visible) is not None:
            return cluster
        parts = cluster.split(JOINER)
        if len(parts) > 1 and all(unicodedata.category(part[:1] or " ") == "So" for part in parts):
            return "".join(map(draw, parts))  # emoji that no font joins stand side by side
        font = font_of(visible[0])
        if font is None:
            missing.extend(character for character in visible if font_of(character) is None)
            return BOX
        lacking = [character for character in visible if not draws(font, character)]
        missing.extend(lacking)
        return "".join(character for character in visible if character not in lacking)

    drawn = "".join(map(draw, pieces))
    return Chosen(drawn, tuple(fonts), "".join(dict.fromkeys(missing)))


def _visible(cluster: str) -> str:
    return "".join(character for character in cluster if not is_invisible(character))


def _tongue(text: str) -> str:
    """Return the ending of the fonts for Chinese characters: other scripts beside them tell it, or the locale."""
    for tongue, first, last in (("jp", "ぁ", "ヿ"), ("kr", "가", "힣"), ("tc", "\u3105", "\u312f")):
        if any(first <= character <= last for character in text):
            return tongue
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    return next((tongue for begin, tongue in LOCALES.items() if locale.startswith(begin)), "sc")
