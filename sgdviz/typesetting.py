"""Type: characters rasterised once each, lines of text put together from them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

FIGURE_SPACE = "\u2007"
MINUS = "\u2212"
_WORDS = re.compile(f"([ {FIGURE_SPACE}]+)")
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

    @cache  # noqa: B019 - a face lives as long as the process
    def cell(self, character: str) -> float:
        """Return the width that `character` takes in tabular text."""
        if character in _DIGITS:
            return max(self.glyph(digit).advance for digit in "0123456789")
        if character in _SIGNS:
            return max(self.glyph(sign).advance for sign in _SIGNS)
        return self.glyph(character).advance

    @lru_cache(maxsize=1024)  # noqa: B019 - a face lives as long as the process
    def line(self, text: str) -> Inked:
        """Return a line of text with its pairs kerned."""
        if all(self._has(character) for character in text):
            return _ink(self._font, text)
        return _together(text, [self.glyph(character).advance for character in text], self.glyph)

    def cells(self, text: str) -> Iterator[tuple[float, Inked]]:
        """Yield each word of `text` in tabular setting, and how far from the start it stands."""
        pen = 0.0
        for part in _WORDS.split(text):
            if part.strip(" " + FIGURE_SPACE):
                word = self._word(part)
                yield pen, word
                pen += word.advance
            else:
                pen += sum(map(self.cell, part))

    def width(self, text: str, *, tabular: bool = False) -> float:
        """Return how far `text` reaches."""
        if tabular:
            return sum(map(self.cell, text))
        if all(self._has(character) for character in text):
            return self._font.getlength(text)
        return sum(self.glyph(character).advance for character in text)

    @lru_cache(maxsize=1024)  # noqa: B019 - numbers come again, and the words around them always do
    def _word(self, text: str) -> Inked:
        return _together(text, [self.cell(character) for character in text], self.glyph)

    @cache  # noqa: B019 - a face lives as long as the process
    def _has(self, character: str) -> bool:
        return character in _EVERYDAY or ord(character) in _characters(self._path)


@cache
def face(size: float, *, bold: bool = False) -> Face:
    """Return the face of sgdviz at `size` pixels."""
    return Face(size, bold=bold)


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return `text`, cut and ended with an ellipsis where it is wider than `room` pixels."""
    type_face = face(size, bold=bold)
    if type_face.width(text) <= room:
        return text
    fits = bisect_right(range(len(text)), room, key=lambda kept: type_face.width(text[:kept].rstrip() + "…")) - 1
    return text[:fits].rstrip() + "…" if fits > 0 else ""


def wrap(text: str, size: float, room: float, *, most: int, bold: bool = False) -> list[str]:
    """Return `text` in at most `most` lines no wider than `room` pixels, as even as they can be.

    What is left over after the last line, or of a word that is wider than a line, ends in an ellipsis.
    """
    type_face = face(size, bold=bold)
    lines = _filled(text, type_face, room)
    if len(lines) > most:
        *kept, last = lines[:most]
        while " " in last and type_face.width(f"{last} …") > room:
            last = last.rpartition(" ")[0]
        return [shorten(line, size, room, bold=bold) for line in (*kept, f"{last} …")]
    # The narrowest column that takes no line more: no word stands alone in the last one.
    widest = max(map(type_face.width, text.split()), default=0.0)
    low, high = 0, int(room)
    while low < high:
        middle = (low + high) // 2
        if len(_filled(text, type_face, middle)) > len(lines) or widest > middle:
            low = middle + 1
        else:
            high = middle
    return [shorten(line, size, room, bold=bold) for line in _filled(text, type_face, high)]


def _filled(text: str, type_face: Face, room: float) -> list[str]:
    """Return `text` in lines, each with as many words as `room` holds, and at least one."""
    lines: list[str] = []
    for word in text.split():
        if lines and type_face.width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _together(text: str, widths: list[float], glyph_of: Callable[[str], Inked]) -> Inked:
    """Return the glyphs of `text` side by side, each in the middle of a cell as wide as `widths` says."""
    glyphs = [glyph_of(character) for character in text]
    starts = [0.0, *accumulate(widths)]
    lefts = [
        round(start + (width - glyph.advance) / 2) + glyph.left
        for start, width, glyph in zip(starts, widths, glyphs, strict=False)
    ]
    left = min(lefts, default=0)
    right = max((x + glyph.coverage.shape[1] for x, glyph in zip(lefts, glyphs, strict=True)), default=0)
    top = min((glyph.top for glyph in glyphs), default=0)
    bottom = max((glyph.top + glyph.coverage.shape[0] for glyph in glyphs), default=0)
    coverage = np.zeros((bottom - top, right - left), dtype=np.uint8)
    for x, glyph in zip(lefts, glyphs, strict=True):
        rows, columns = glyph.coverage.shape
        part = coverage[glyph.top - top : glyph.top - top + rows, x - left : x - left + columns]
        np.maximum(part, glyph.coverage, out=part)
    return Inked(coverage, left, top, starts[-1])


def _ink(font: ImageFont.FreeTypeFont, text: str) -> Inked:
    mask, (left, top) = font.getmask2(text, mode="L", anchor="ls")
    columns, rows = mask.size
    coverage = np.array(mask, dtype=np.uint8).reshape(rows, columns)
    coverage.flags.writeable = False
    return Inked(coverage, int(left), int(top), font.getlength(text))


@cache
def _fallback(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Return Matplotlib's own face, which has many more characters: of mathematics, and of most alphabets."""
    import matplotlib

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name
    return ImageFont.truetype(path, max(size, 1.0), layout_engine=ImageFont.Layout.BASIC)


@cache
def _characters(path: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(path)).get_charmap())
