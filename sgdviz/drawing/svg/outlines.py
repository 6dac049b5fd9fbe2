"""Glyph outlines as SVG path data, read from the font files."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from sgdviz.drawing.svg.numbers import joined
from sgdviz.drawing.text.shaping import CLOSE
from sgdviz.drawing.text.shaping import EM as SHAPED_EM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sgdviz.drawing.text.shaping import Glyph

EM = 200
"""Units of an outline a size of type: whole numbers then place every point to a tenth of a pixel at 20 pixels."""

_METHODS = {1: "moveTo", 2: "lineTo", 3: "qCurveTo", 4: "curveTo", CLOSE: "closePath"}
_STEPS = {1: 1, 2: 1, 3: 2, 4: 3, CLOSE: 1}
"""The pen method of each code of Matplotlib's paths, and the number of its points."""


class Outline(NamedTuple):
    """A glyph: path data in units of 1/`EM` of the type size, y downwards, and its box (left, top, right, bottom)."""

    data: str
    box: tuple[float, float, float, float]


@cache
def outline(path: Path, character: str) -> Outline:
    """Return the outline of `character` in the font file `path`; of the missing-glyph sign where the font lacks it."""
    font = _opened(path)
    glyphs = font.getGlyphSet()
    glyph = glyphs[font.getBestCmap().get(ord(character), ".notdef")]
    return _outline(glyph.draw, glyphs, EM / font["head"].unitsPerEm)


def shaped_outline(glyph: Glyph) -> Outline:
    """Return the outline of a shaped glyph."""
    return _outline(lambda pen: _draw(glyph, pen), None, EM / SHAPED_EM)


def _outline(draw: Callable[[BasePen], None], glyphs: object, scale: float) -> Outline:
    pen, bounds = _RelativePen(glyphs, scale), BoundsPen(glyphs)
    draw(pen)
    draw(bounds)
    left, bottom, right, top = bounds.bounds or (0, 0, 0, 0)
    return Outline(pen.data, (left * scale, -top * scale, right * scale, -bottom * scale))


def _draw(glyph: Glyph, pen: BasePen) -> None:
    """Draw a shaped glyph with a pen of fontTools; its codes repeat that of a curve at each point of it."""
    points, codes = glyph.points.tolist(), glyph.codes.tolist()
    place = 0
    while place < len(codes):
        code = codes[place]
        steps = _STEPS[code]
        getattr(pen, _METHODS[code])(*points[place : place + steps] if code != CLOSE else ())
        place += steps


@cache
def _opened(path: Path) -> TTFont:
    return TTFont(io.BytesIO(path.read_bytes()), lazy=True)  # in memory, so that no file stays open


class _RelativePen(BasePen):  # type: ignore[misc] # fontTools carries no types
    """Writes path data with relative commands and whole numbers."""

    def __init__(self, glyphs: object, scale: float) -> None:
        super().__init__(glyphs)
        self._scale = scale
        self._at = self._start = (0, 0)
        self._parts: list[str] = []

    @property
    def data(self) -> str:
        """The path data so far."""
        return "".join(self._parts)

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._write("m", pt)
        self._start = self._at

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._write("l", pt)

    def _qCurveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float]) -> None:
        self._write("q", pt1, pt2)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._write("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._parts.append("z")
        self._at = self._start

    def _write(self, command: str, *points: tuple[float, float]) -> None:
        """Append one command; all its points are relative to where the pen was."""
        places = [(round(x * self._scale), round(-y * self._scale)) for x, y in points]
        x, y = self._at
        self._parts.append(command + joined(value for place in places for value in (place[0] - x, place[1] - y)))
        self._at = places[-1]
