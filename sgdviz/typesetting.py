"""Type: characters rasterised once each, lines of text put together from them."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import ImageFont

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIGURE_SPACE = "\u2007"
MINUS = "\u2212"
_DIGITS = frozenset("0123456789" + FIGURE_SPACE)
_SIGNS = frozenset("+" + MINUS)
_EVERYDAY = frozenset(map(chr, range(0x20, 0x149))) | frozenset("\u2007\u2212\u2013\u2014\u2022\u2026")
"""Characters that the font is known to have (a test holds it to that), so that its table need not be read for them."""


class Inked(NamedTuple):
    """How much of each pixel a text covers.

    `coverage` is (h, w) u1. `left` and `top` place its corner relative to the start of the baseline; `advance` leads
    to the next text.
    """

    coverage: NDArray[np.uint8]
    left: int
    top: int
    advance: float


class Face:
    """One font at one size in pixels."""

    def __init__(self, size: float, *, bold: bool) -> None:
        name = "Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf"
        path = Path(__file__).with_name("fonts") / name
        # Basic layout: the same glyphs in the same places whether or not the machine has a text-shaping library.
        self._font = ImageFont.truetype(path, max(size, 1.0), layout_engine=ImageFont.Layout.BASIC)
        self._size = size
        self._bold = bold
        self._path = path

    @cache  # noqa: B019 - a face lives as long as the process, and so may its glyphs
    def glyph(self, character: str) -> Inked:
        """Return one character."""
        font = self._font if self._has(character) else _fallback(self._size, bold=self._bold)
        return _ink(font, character)

    @cache  # noqa: B019
    def cell(self, character: str) -> float:
        """Return the width that `character` takes in tabular text."""
        if character in _DIGITS:
            return max(self.glyph(digit).advance for digit in "0123456789")
        if character in _SIGNS:
            return max(self.glyph(sign).advance for sign in _SIGNS)
        return self.glyph(character).advance

    @lru_cache(maxsize=512)  # noqa: B019
    def line(self, text: str, *, tabular: bool = False) -> Inked:
        """Return a line of text; pairs are kerned unless it is tabular."""
        if not tabular and all(self._has(character) for character in text):
            return _ink(self._font, text)
        placed: list[tuple[int, Inked]] = []
        pen = 0.0
        for character in text:
            glyph, width = self.glyph(character), self.cell(character) if tabular else self.glyph(character).advance
            if character != FIGURE_SPACE:
                placed.append((round(pen + (width - glyph.advance) / 2) + glyph.left, glyph))
            pen += width
        left = min((x for x, _ in placed), default=0)
        right = max((x + glyph.coverage.shape[1] for x, glyph in placed), default=0)
        top = min((glyph.top for _, glyph in placed), default=0)
        bottom = max((glyph.top + glyph.coverage.shape[0] for _, glyph in placed), default=0)
        coverage = np.zeros((bottom - top, right - left), dtype=np.uint8)
        for x, glyph in placed:
            height, width_px = glyph.coverage.shape
            part = coverage[glyph.top - top : glyph.top - top + height, x - left : x - left + width_px]
            np.maximum(part, glyph.coverage, out=part)
        return Inked(coverage, left, top, pen)

    @cache  # noqa: B019
    def _has(self, character: str) -> bool:
        return character in _EVERYDAY or ord(character) in _characters(self._path)


@cache
def face(size: float, *, bold: bool = False) -> Face:
    """Return the face of sgdviz at `size` pixels."""
    return Face(size, bold=bold)


def width(text: str, size: float, *, bold: bool = False, tabular: bool = False) -> float:
    """Return how wide `text` is set, in pixels."""
    return face(size, bold=bold).line(text, tabular=tabular).advance


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return `text`, cut and ended with an ellipsis where it is wider than `room` pixels."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip() + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept else ""


def _ink(font: ImageFont.FreeTypeFont, text: str) -> Inked:
    mask, (left, top) = font.getmask2(text, mode="L", anchor="ls")
    columns, rows = mask.size
    coverage = np.array(mask, dtype=np.uint8).reshape(rows, columns)
    coverage.flags.writeable = False
    return Inked(coverage, int(left), int(top), font.getlength(text))


@cache
def _fallback(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Return Matplotlib's own face, which has the characters of most scripts."""
    import matplotlib

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name
    return ImageFont.truetype(path, max(size, 1.0), layout_engine=ImageFont.Layout.BASIC)


@cache
def _characters(path: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(path)).get_charmap())
