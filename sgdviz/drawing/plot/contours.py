"""Contours of values on a grid, as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from contourpy import FillType, LineType, contour_generator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Stroke
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.plot import Plot

    _Filled = tuple[list[NDArray[np.float64]], list[NDArray[np.uint32]]]


OUTERMOST = 1e301
"""A level beyond all values, which are clipped to a tenth of it."""


class Contours:
    """Values over a grid, (n * m,) with the first of the (n * m, 2) coordinates of `grid` varying fastest."""

    def __init__(self, plot: Plot, grid: NDArray[np.float64]) -> None:
        columns = int(np.argmax(grid[:, 1] != grid[0, 1]))
        self._shape = (-1, columns)
        places = plot.place(grid[:, 0], grid[:, 1])
        self._x, self._y = places[:columns, 0], places[::columns, 1]
        self._clip = plot.area

    def areas(self, values: NDArray[np.float64], levels: Sequence[float], pens: Sequence[Pen]) -> Iterable[Mark]:
        """Yield the areas between each of `levels` and the next; there is one pen fewer than levels."""
        generator = contour_generator(
            self._x, self._y, self._field(values), name="serial", fill_type=FillType.OuterOffset
        )
        for low, high, pen in zip(levels[:-1], levels[1:], pens, strict=True):
            polygons, offsets = cast("_Filled", generator.filled(low, high))
            for points, starts in zip(polygons, offsets, strict=True):
                yield pen.area(points, starts, self._clip)

    def lines(self, values: NDArray[np.float64], level: float, pen: Pen, width: float) -> Iterable[Stroke]:
        """Yield the lines of the value `level`."""
        generator = contour_generator(self._x, self._y, self._field(values), name="serial", line_type=LineType.Separate)
        for points in generator.lines(level):
            yield pen.stroke(np.asarray(points), width, self._clip)

    def _field(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.nan_to_num(values.reshape(self._shape), nan=0.0, posinf=OUTERMOST / 10, neginf=-OUTERMOST / 10)
