"""Contours of values on a grid, as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from contourpy import FillType, LineType, contour_generator

from sgdviz.marks import Area, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.marks import Mark
    from sgdviz.panels.plot import Plot

    _OuterCode = tuple[list[NDArray[np.float64]], list[NDArray[np.uint8]]]


OUTERMOST = 1e301
"""A level beyond all values: these are drawn as if none were past a tenth of it."""


class Contours:
    """Values over a grid, (n * m,) with the first of the (n * m, 2) coordinates of `grid` varying fastest."""

    def __init__(self, plot: Plot, grid: NDArray[np.float64]) -> None:
        columns = int(np.argmax(grid[:, 1] != grid[0, 1]))
        self._shape = (-1, columns)
        places = plot.place(grid[:, 0], grid[:, 1])
        self._x, self._y = places[:columns, 0], places[::columns, 1]
        self._clip = plot.area

    def areas(self, values: NDArray[np.float64], levels: Sequence[float], colors: Sequence[str]) -> Iterable[Mark]:
        """Yield what lies between each of `levels` and the next, in `colors`, one fewer than the levels."""
        generator = contour_generator(
            self._x, self._y, self._field(values), name="serial", fill_type=FillType.OuterCode
        )
        for low, high, color in zip(levels[:-1], levels[1:], colors, strict=True):
            polygons, codes = cast("_OuterCode", generator.filled(low, high))
            for points, kinds in zip(polygons, codes, strict=True):
                yield Area(points, kinds, color, self._clip)

    def lines(self, values: NDArray[np.float64], level: float, color: str, width: float) -> Iterable[Mark]:
        """Yield the lines along which the value is `level`."""
        generator = contour_generator(self._x, self._y, self._field(values), name="serial", line_type=LineType.Separate)
        for points in generator.lines(level):
            yield Stroke(np.asarray(points), color, width, self._clip)

    def _field(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.nan_to_num(values.reshape(self._shape), nan=0.0, posinf=OUTERMOST / 10, neginf=-OUTERMOST / 10)
