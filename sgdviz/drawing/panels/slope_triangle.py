"""The triangle of rise over nudge beside a lens, with a horizontal axis of its own: the parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Stroke, Text
    from sgdviz.drawing.panels.nudge import Nudge
    from sgdviz.drawing.pens import Pen

APART, TICK, AFTER = 8.0, 6.0, 7.0
"""Reference pixels from the triangle to the bracket, of the bracket's ends, and from there to its text."""

TEXT_ROOM = APART + TICK + AFTER
"""Reference pixels from the triangle to the text at its bracket."""


class TrianglePens(NamedTuple):
    """The pens of a triangle: its inside, the nudge, the rise and its bracket, the slope, rules, and the names."""

    inside: Pen
    nudge: Pen
    rise: Pen
    slope: Pen
    rule: Pen
    name: Pen


class SlopeTriangle:
    """The triangle with its left end at `x`; y is at the pixel `low` before the nudge and at `high` after it.

    `leg` is the length in pixels of the nudge. `bottom` is the pixel of the axis of the parameter.
    """

    def __init__(self, nudge: Nudge, x: float, low: float, high: float, leg: float, bottom: float, unit: float) -> None:
        self._nudge, self._unit = nudge, unit
        self._x, self._right, self._low, self._high, self._bottom = x, x + leg, low, high, bottom

    def marks(self, pens: TrianglePens) -> Iterable[Mark]:
        """Yield the triangle, the bracket at the rise, and the values of the parameter before and after the nudge."""
        unit = self._unit
        start, corner, end = (self._x, self._low), (self._right, self._low), (self._right, self._high)
        yield pens.inside.area(np.array([start, corner, end, start]), np.array([0, 4]))
        for x, y in (start, end):
            yield self._stroke(pens.rule, SIZES.hairline, (x, y), (x, self._bottom))
        yield self._stroke(pens.nudge, SIZES.residual, start, corner)
        yield self._stroke(pens.rise, SIZES.residual, corner, end)
        yield self._stroke(pens.slope, SIZES.line, start, end)
        inner, outer = self._right + APART * unit, self._right + (APART + TICK) * unit
        bracket = ((inner, self._low), (outer, self._low), (outer, self._high), (inner, self._high))
        yield self._stroke(pens.rise, SIZES.trail, *bracket)
        name, size = self._nudge.parameter, SIZES.status * unit
        half = face(size).width(name) / 2
        for x, text in ((self._x, name), (self._right, f"{name} + h")):  # the names stand under the ends
            yield pens.name.text(text, x - half, self._bottom + 20 * unit, size)

    def texts(self, rise: str, nudge: str, pen: Pen) -> Iterable[Text]:
        """Yield the texts at the bracket and below the nudge."""
        unit, size = self._unit, SIZES.status * self._unit
        middle = (self._low + self._high) / 2 + 0.36 * size
        yield pen.text(rise, self._right + TEXT_ROOM * unit, middle, size, tabular=True)
        yield pen.text(nudge, self._x, self._bottom + 41 * unit, size, tabular=True)

    def _stroke(self, pen: Pen, width: float, *points: tuple[float, float]) -> Stroke:
        return pen.stroke(np.array(points), width * self._unit)
