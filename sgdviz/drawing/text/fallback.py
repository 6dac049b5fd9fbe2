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
    pieces = clusters(unicodedata.normalize("NFC", text.translate(NOT_DRAWN)))
    fonts = list(bundled)
    if any(len(_visible(piece)) > 1 and draws(bundled[0], _visible(piece)) for piece in pieces):
        fonts.reverse()  # Inter has accents, and few letters on which it places them
    choice = _Choice(fonts, _tongue(text), bold=bold)
    drawn = "".join(map(choice.drawn, pieces))
    return Chosen(drawn, tuple(choice.fonts), "".join(dict.fromkeys(choice.missing)))


class _Choice:
    """The fonts and the missing characters of a text, as far as its clusters have been looked at."""

    def __init__(self, fonts: list[FontFile], tongue: str, *, bold: bool) -> None:
        self.fonts = fonts
        self.missing: list[str] = []
        self._tongue = tongue
        self._bold = bold

    def drawn(self, cluster: str) -> str:
        """Return what is drawn for `cluster`: the whole of it by one font, as much as the font has, or a box."""
        visible = _visible(cluster)
        if self._font_of(visible) is not None:
            return cluster
        parts = cluster.split(JOINER)
        if len(parts) > 1 and all(unicodedata.category(part[:1] or " ") == "So" for part in parts):
            return "".join(map(self.drawn, parts))  # emoji that no font joins stand side by side
        font = self._font_of(visible[0])
        if font is None:
            self.missing.extend(character for character in visible if self._font_of(character) is None)
            return BOX
        lacking = [character for character in visible if not draws(font, character)]
        self.missing.extend(lacking)
        return "".join(character for character in visible if character not in lacking)

    def _font_of(self, characters: str) -> FontFile | None:
        """Return the first font that has all of `characters`: one of the text so far, or else an installed one."""
        able = [own for own in self.fonts if draws(own, characters)]
        if able:
            return able[0]
        names = frozenset(opened(own).postscript_name for own in self.fonts)  # by which glyphs are told apart
        font = font_with(characters, self._tongue, bold=self._bold, besides=names)
        if font is not None:
            self.fonts.append(font)
        return font


def _visible(cluster: str) -> str:
    return "".join(character for character in cluster if not is_invisible(character))


def _tongue(text: str) -> str:
    """Return the ending of the fonts for Chinese characters: other scripts beside them tell it, or the locale."""
    for tongue, first, last in (("jp", "ぁ", "ヿ"), ("kr", "가", "힣"), ("tc", "\u3105", "\u312f")):
        if any(first <= character <= last for character in text):
            return tongue
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    return next((tongue for begin, tongue in LOCALES.items() if locale.startswith(begin)), "sc")
