"""Squares on the residuals of a fit, and beside them one of their mean area: the squared error as something seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Anchor, Mark, Text
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording

OPACITY, MEAN_OPACITY = 0.16, 0.3

MOST_MEASURED = 40
"""The number of rows whose labels are measured."""

INSET = 8.0
"""Reference pixels from the mean square to the edges of the plot."""

APART = 8.0
"""The largest distance in reference pixels of the points that stand for a taken place."""


class Squares:
    """The square of every point's residual, and one of the mean area in the corner that the data leave free.

    A square is one on the screen: its side is the residual in pixels of the y axis.
    """

    def __init__(
        self,
        recording: Recording,
        plot: Plot,
        centers: NDArray[np.float64],
        pen: Pen,
        unit: float,
        words: Words = ENGLISH,
    ) -> None:
        self._recording, self._plot, self._centers, self._pen, self._unit = recording, plot, centers, pen, unit
        self._words = words
        self._word = pen._replace(role=pen.role + ".mean")
        area = plot.area
        lower = centers[:, 1] > (area.top + area.bottom) / 2
        right = centers[:, 0] > (area.left + area.right) / 2
        corners = [(False, True), (False, False), (True, True), (True, False)]  # lower, right
        self._lower, self._right = min(
            corners, key=lambda corner: int(((lower == corner[0]) & (right == corner[1])).sum())
        )

    def marks(self, row: int) -> Iterable[Mark]:
        """Yield the squares at `row`, one above or below the other on the line's side of each point, and their mean."""
        heights = self._plot.heights(self._recording.predictions[row])
        area = self._plot.area
        sides = heights - self._centers[:, 1]
        points, offsets = [], [0]
        for (x, y), side in zip(self._centers, sides, strict=True):
            if not np.isfinite(side) or side == 0:
                continue
            away = abs(side) if area.right - x >= abs(side) or area.right - x >= x - area.left else -abs(side)
            # All run the same way round: overlapping squares are no holes.
            corners = [(x, y), (x + away, y), (x + away, y + side), (x, y + side), (x, y)]
            points += corners if away * side > 0 else corners[::-1]
            offsets.append(len(points))
        if points:
            yield self._pen.area(np.array(points), np.array(offsets), area, opacity=OPACITY)
        mean = self._mean_corners(sides)
        yield self._word.area(mean, np.array([0, len(mean)]), area, opacity=MEAN_OPACITY)

    def label(self, row: int) -> Text:
        """Return the mean of the squared residuals in figures, beside the square of that area."""
        with np.errstate(all="ignore"):
            residuals = self._recording.predictions[row] - self._recording.dataset.y
            mean = float(np.mean(residuals**2))
        area, size, inset = self._plot.area, SIZES.label * self._unit, INSET * self._unit
        x = area.right - inset if self._right else area.left + inset
        y = area.bottom - inset if self._lower else area.top + inset + size * 0.8
        anchor: Anchor = "right" if self._right else "left"
        text = self._words.mean_square.format(number=self._words.number(significant(mean)))
        return self._word.text(text, x, y, size, bold=True, anchor=anchor)

    @property
    def written(self) -> NDArray[np.float64]:
        """Points over the label of the mean square, close enough for no words to slip between them."""
        rows = np.unique(np.linspace(0, self._recording.rows_before_divergence - 1, MOST_MEASURED).astype(int))
        label = self.label(0)
        width = max(face(label.size, bold=True).width(self.label(int(row)).text) for row in rows)
        left = label.x - width if self._right else label.x
        return self._grid(np.array([left, left + width]), np.array([label.y - 0.8 * label.size, label.y]))

    @property
    def covered(self) -> NDArray[np.float64]:
        """Points over the largest mean square."""
        sides = self._plot.heights(self._recording.predictions[: self._recording.rows_before_divergence])
        squares = (self._mean_corners(own - self._centers[:, 1]) for own in sides)
        return self._grid(*max(squares, key=lambda corners: float(np.ptp(corners[:, 0]))).T)

    def _grid(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points of the plot over the rectangle around all of `xs` and `ys`, and on its edges."""
        area = self._plot.area
        xs, ys = np.clip(xs, area.left, area.right), np.clip(ys, area.top, area.bottom)
        counts = [int(np.ptp(values) / (APART * self._unit)) + 2 for values in (xs, ys)]
        across, down = (
            np.linspace(values.min(), values.max(), count) for values, count in zip((xs, ys), counts, strict=True)
        )
        return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)

    def _mean_corners(self, sides: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the corners of the square of the mean area, closed; its label stands in the corner of the plot."""
        area, inset = self._plot.area, INSET * self._unit
        with np.errstate(all="ignore"):
            side = float(np.nan_to_num(np.sqrt(np.mean(sides**2)), posinf=2 * area.height))
        x = area.right - inset if self._right else area.left + inset
        shift = inset + SIZES.label * self._unit * 1.5
        y = area.bottom - shift if self._lower else area.top + shift
        along, down = (-side if self._right else side), (-side if self._lower else side)
        return np.array([[x, y], [x + along, y], [x + along, y + down], [x, y + down], [x, y]])
