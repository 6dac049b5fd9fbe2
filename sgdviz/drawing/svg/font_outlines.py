"""Glyph outlines drawn by fontTools: of characters in font files, and of shaped glyphs."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from sgdviz.drawing.svg.numbers import joined
from sgdviz.drawing.svg.outline import EM, Outline
from sgdviz.drawing.text.shaping import CLOSE
from sgdviz.drawing.text.shaping import EM as SHAPED_EM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sgdviz.drawing.text.shaping import Glyph

_METHODS = {1: "moveTo", 2: "lineTo", 3: "qCurveTo", 4: "curveTo", CLOSE: "closePath"}
_STEPS = {1: 1, 2: 1, 3: 2, 4: 3, CLOSE: 1}
"""The pen method of each code of Matplotlib's paths, and the number of its points."""


def outline_in(path: Path, character: str) -> Outline:
    """Return the outline of `character` in the font file `path`; of the missing-glyph sign where the font lacks it."""
    font = _opened(path)
    glyphs = font.getGlyphSet()
    glyph = glyphs[font.getBestCmap().get(ord(character), ".notdef")]
    return _outline(glyph.draw, glyphs, EM / font["head"].unitsPerEm)


def outline_of_shaped(glyph: Glyph) -> Outline:
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
        self._command = ""
        self._values: list[int] = []
        self._mirrored: tuple[int, int] | None = None  # the control point that a curve from here would imply

    @property
    def data(self) -> str:
        """The path data so far."""
        self._end_of_command()
        return "".join(self._parts)

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._write("m", pt)
        self._start = self._at

    def _lineTo(self, pt: tuple[float, float]) -> None:
        (x, y), (left, top) = self._rounded(pt), self._at
        self._mirrored = None
        if (x, y) == (left, top):
            return
        if x == left or y == top:
            self._end_of_command()
            self._parts.append(f"v{y - top}" if x == left else f"h{x - left}")
            self._at = (x, y)
        else:
            self._write("l", pt)

    def _qCurveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float]) -> None:
        """Append a curve; where it goes on from the one before as outlines mostly do, its control point is implied."""
        control, end = self._rounded(pt1), self._rounded(pt2)
        if self._mirrored is not None and max(abs(a - b) for a, b in zip(control, self._mirrored, strict=True)) <= 1:
            control = self._mirrored
            self._write("t", pt2)
        else:
            self._write("q", pt1, pt2)
        self._mirrored = (2 * end[0] - control[0], 2 * end[1] - control[1])

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._write("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._end_of_command()
        self._parts.append("z")
        self._at = self._start

    def _rounded(self, point: tuple[float, float]) -> tuple[int, int]:
        return round(point[0] * self._scale), round(-point[1] * self._scale)

    def _write(self, command: str, *points: tuple[float, float]) -> None:
        """Append points, all relative to where the pen was; a command that repeats is not written again."""
        if command != self._command:
            self._end_of_command()
            self._command = command
        self._mirrored = None
        x, y = self._at
        places = list(map(self._rounded, points))
        self._values += [value for place in places for value in (place[0] - x, place[1] - y)]
        self._at = places[-1]

    def _end_of_command(self) -> None:
        if self._values:
            self._parts.append(self._command + joined(self._values))
        self._command, self._values = "", []
