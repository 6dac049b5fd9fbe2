"""Glyphs as pixels: each character rasterised once, and lines of text put together from them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.text.faces import FIGURE_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PIL import ImageFont

    from sgdviz.drawing.text.faces import Face

_WORDS = re.compile(f"([ {FIGURE_SPACE}]+)")


class Coverage(NamedTuple):
    """How much of each pixel a text covers.

    `pixels` is (h, w) u1. `left` and `top` place its corner relative to the start of the baseline; `advance` is the
    distance to the next text.
    """

    pixels: NDArray[np.uint8]
    left: int
    top: int
    advance: float


class Typesetter:
    """Sets text in one face; text that was set before comes from a cache, as the very same array."""

    def __init__(self, type_face: Face) -> None:
        self.face = type_face

    @cache  # noqa: B019 - a typesetter lives as long as the process
    def glyph(self, character: str) -> Coverage:
        """Return one character."""
        return _rasterised(self.face.font_of(character), character)

    @lru_cache(maxsize=1024)  # noqa: B019 - a typesetter lives as long as the process
    def line(self, text: str) -> Coverage:
        """Return a line of text, kerned."""
        if self.face.has_all(text):
            return _rasterised(self.face.font, text)
        return self._together(text, list(map(self.face.advance, text)))

    def cells(self, text: str) -> Iterator[tuple[float, Coverage]]:
        """Yield each word of `text` in tabular setting, with its distance from the start."""
        pen = 0.0
        for part in _WORDS.split(text):
            if part.strip(" " + FIGURE_SPACE):
                word = self._word(part)
                yield pen, word
                pen += word.advance
            else:
                pen += sum(map(self.face.cell, part))

    @lru_cache(maxsize=1024)  # noqa: B019 - numbers come again, and the words around them always do
    def _word(self, text: str) -> Coverage:
        return self._together(text, list(map(self.face.cell, text)))

    def _together(self, text: str, widths: list[float]) -> Coverage:
        """Return the glyphs of `text` side by side, each in the middle of a cell of its width."""
        glyphs = list(map(self.glyph, text))
        starts = [0.0, *accumulate(widths)]
        lefts = [
            round(start + (width - glyph.advance) / 2) + glyph.left
            for start, width, glyph in zip(starts, widths, glyphs, strict=False)
        ]
        left = min(lefts, default=0)
        right = max((x + glyph.pixels.shape[1] for x, glyph in zip(lefts, glyphs, strict=True)), default=0)
        top = min((glyph.top for glyph in glyphs), default=0)
        bottom = max((glyph.top + glyph.pixels.shape[0] for glyph in glyphs), default=0)
        pixels = np.zeros((bottom - top, right - left), dtype=np.uint8)
        for x, glyph in zip(lefts, glyphs, strict=True):
            rows, columns = glyph.pixels.shape
            part = pixels[glyph.top - top : glyph.top - top + rows, x - left : x - left + columns]
            np.maximum(part, glyph.pixels, out=part)
        return Coverage(pixels, left, top, starts[-1])


@cache
def typesetter(type_face: Face) -> Typesetter:
    """Return the typesetter of a face."""
    return Typesetter(type_face)


def _rasterised(font: ImageFont.FreeTypeFont, text: str) -> Coverage:
    mask, (left, top) = font.getmask2(text, mode="L", anchor="ls")
    columns, rows = mask.size
    pixels = np.array(mask, dtype=np.uint8).reshape(rows, columns)
    pixels.flags.writeable = False
    return Coverage(pixels, int(left), int(top), font.getlength(text))
