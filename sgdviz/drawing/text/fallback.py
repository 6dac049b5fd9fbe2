"""Fallback: for each character the first font that has it: the face's own, DejaVu Sans, then installed fonts."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from sgdviz.drawing.text.clusters import SKIN_TONES, clusters, is_invisible
from sgdviz.drawing.text.font_list import FontFile, opened
from sgdviz.drawing.text.installed import draws, font_with

BOX = "□"
"""The sign for a cluster that no font has; DejaVu Sans has it."""

RIGHT_TO_LEFT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"))
"""Bidirectional classes of characters whose order, and that of their neighbours, is not that of the text."""

NOT_DRAWN = dict.fromkeys(SKIN_TONES, "") | dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
"""What is drawn for characters without an outline: nothing for the colour of skin, a blank for what parts words."""


class Chosen(NamedTuple):
    """A text with boxes in place of missing clusters, the fonts that draw it, and the characters of none of them."""

    text: str
    fonts: tuple[FontFile, ...]
    missing: str


def needs_shaping(character: str) -> bool:
    """Return whether the place or the shape of `character` depends on its neighbours."""
    kind = unicodedata.category(character)
    return kind in ("Mn", "Mc", "Me", "Cf") or unicodedata.bidirectional(character) in RIGHT_TO_LEFT


@lru_cache(maxsize=4096)
def chosen(text: str, bundled: tuple[FontFile, ...], *, bold: bool) -> Chosen:
    """Return the fonts for `text`, first those `bundled` and then installed ones, each as soon as it is needed."""
    tongue = _tongue(text)
    fonts, drawn, missing = list(bundled), [], []

    def is_found(characters: str) -> bool:
        if any(draws(font, characters) for font in fonts):
            return True
        names = frozenset(opened(own).postscript_name for own in fonts)  # by which glyphs are told apart
        font = font_with(characters, tongue, bold=bold, besides=names)
        if font is not None:
            fonts.append(font)
        return font is not None

    for cluster in clusters(text.translate(NOT_DRAWN)):
        visible = "".join(character for character in cluster if not is_invisible(character))
        if is_found(visible):
            drawn.append(cluster)
            continue
        lacking = [character for character in visible if not is_found(character)]
        missing += lacking
        drawn.append(BOX if visible[0] in lacking else "".join(c for c in cluster if c not in lacking))
    return Chosen("".join(drawn), tuple(fonts), "".join(dict.fromkeys(missing)))


def _tongue(text: str) -> str:
    """Return the ending of the fonts for the Chinese characters of `text`, which other scripts beside them tell."""
    for tongue, first, last in (("jp", "ぁ", "ヿ"), ("kr", "가", "힣"), ("tc", "\u3105", "\u312f")):
        if any(first <= character <= last for character in text):
            return tongue
    return "sc"
