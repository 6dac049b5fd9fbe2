"""A plot: two axes over an area of the scene, and the quiet frame around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face, fitting_size, shorten
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from sgdviz.drawing.marks import Mark, Rect, Text
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.drawing.words import Words

LABEL_ROOM = 37.0
"""Reference pixels to the left of a plot that a label may take."""

TICK_ROOM = 40.0
"""Reference pixels beside a plot that the label of a tick may take; larger labels have smaller type."""

LEAST_TICKS = 0.8
"""The least share of their size to which tick labels shrink before their unit moves to the label of the axis."""

FAR = 1e9
"""Pixels; places further out are moved here, so that they stay finite."""


class FramePens(NamedTuple):
    """The pens of a frame: grid lines, lines through zero, and labels; and the words that write its numbers."""

    grid: Pen
    axis: Pen
    label: Pen
    words: Words = ENGLISH


@dataclass(frozen=True, slots=True)
class Plot:
    """Two axes over an area of the scene."""

    area: Rect
    x: Axis
    y: Axis

    def place(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Return the (K, 2) pixels of values `x` and `y`; NaN stays NaN and infinity is far away."""
        points = np.empty((np.size(x), 2))
        points[:, 0] = np.clip(self.area.left + self.x.share(x) * self.area.width, -FAR, FAR)
        points[:, 1] = self.heights(y)
        return points

    def heights(self, y: ArrayLike) -> NDArray[np.float64]:
        """Return the pixels, downwards, of values `y`."""
        return np.clip(self.area.bottom - self.y.share(y) * self.area.height, -FAR, FAR)

    def shows_height(self, y: float) -> bool:
        """Return whether a height in pixels lies inside the area, to half a pixel."""
        return bool(self.area.top - 0.5 <= y <= self.area.bottom + 0.5)

    def contains(self, point: NDArray[np.float64]) -> bool:
        """Return whether a (2,) point in pixels lies inside the area."""
        area = self.area
        return bool(area.left <= point[0] <= area.right and area.top <= point[1] <= area.bottom)

    def frame(
        self, pens: FramePens, unit: float, *, x_label: str, y_label: str = "", zero: bool = False, lines: bool = True
    ) -> Iterable[Mark]:
        """Return grid lines, tick labels and axis labels; `zero` makes the lines through zero stronger.

        Without `lines` there is no grid: the panel shows in another way where the plot is.
        """
        area, size = self.area, SIZES.label * unit
        for axis, upright in ((self.x, True), (self.y, False)):
            strong = [tick for tick in axis.ticks if zero and tick == 0]
            for tick in () if not lines else [*(tick for tick in axis.ticks if tick not in strong), *strong]:
                pen = pens.axis if tick in strong else pens.grid
                yield pen.stroke(self._across(tick, upright=upright), SIZES.hairline * unit, cap="butt", crisp=True)
        for tick in self.x.ticks:
            x = self.place(tick, 1.0)[0, 0]
            yield pens.label.text(
                pens.words.number(self.x.label(tick)), x, area.bottom + 20 * unit, size, anchor="middle"
            )
        y_label, labels = self._y_labels(y_label, unit, pens.words)
        own = fitting_size(labels, size, TICK_ROOM * unit)
        for tick, label in zip(self.y.ticks, labels, strict=True):
            y = self.place(1.0, tick)[0, 1]
            yield pens.label.text(label, area.left - 9 * unit, y + 0.36 * own, own, anchor="right")
        x_label = shorten(x_label, size, area.width)
        yield pens.label.text(x_label, area.left + area.width / 2, area.bottom + 41 * unit, size, anchor="middle")
        if y_label:
            yield self._y_label(y_label, size, unit, pens.label)

    def _y_labels(self, label: str, unit: float, words: Words) -> tuple[str, list[str]]:
        """Return the label of the y axis and those of its ticks; a unit for which the ticks have no room moves."""
        ticks, size = [self.y.label(tick) for tick in self.y.ticks], SIZES.label * unit
        written = [words.number(tick) for tick in ticks]
        units = {tick[-1] for tick in ticks if tick != "0"}
        fits = fitting_size(written, size, TICK_ROOM * unit) >= LEAST_TICKS * size
        if fits or not label or units not in ({"k"}, {"M"}):
            return label, written
        longer = (words.in_thousands if units == {"k"} else words.in_millions).format(name=label)
        if face(size).width(longer) > self.area.width:
            return label, written
        return longer, [words.number(tick.rstrip("kM")) for tick in ticks]

    def _y_label(self, label: str, size: float, unit: float, pen: Pen) -> Text:
        """Return the label of the y axis: beside the axis, or over the plot where it is too long for that."""
        area = self.area
        if face(size).width(label) <= LABEL_ROOM * unit:
            return pen.text(label, area.left - 9 * unit, area.top - 12 * unit, size, anchor="right")
        return pen.text(shorten(label, size, area.width), area.left, area.top - 8 * unit, size)

    def _across(self, tick: float, *, upright: bool) -> NDArray[np.float64]:
        if upright:
            return self.place([tick, tick], [self.y.low, self.y.high])
        return self.place([self.x.low, self.x.high], [tick, tick])
