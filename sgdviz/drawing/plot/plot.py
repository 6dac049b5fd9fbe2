"""A plot: two axes over an area of the scene, and the quiet frame around it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face, shorten
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from sgdviz.drawing.marks import Mark, Rect, Text
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.drawing.words import Words

LABEL_ROOM = 37.0
"""Reference pixels to the left of a plot that a label may take."""

BETWEEN = 5.0
"""The least distance in reference pixels between the labels of two ticks."""

TICK_ROOM = 50.0
"""Reference pixels of the widest label of a tick; the unit of wider ones moves to the label of the axis."""

FAR = 1e9
"""Pixels; places further out are moved here, so that they stay finite."""


class FramePens(NamedTuple):
    """The pens of a frame: grid lines, lines through zero, and labels; and the words that write its numbers.

    `labelled` are the x axis and the y axis.
    """

    grid: Pen
    axis: Pen
    label: Pen
    words: Words = ENGLISH
    labelled: tuple[bool, bool] = (True, True)


@dataclass(frozen=True, slots=True)
class Plot:
    """Two axes over an area of the scene."""

    area: Rect
    x: Axis
    y: Axis

    def place(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Return the (K, 2) pixels of values `x` and `y`; NaN stays NaN and infinity is far away."""
        points = np.empty((np.size(x), 2))
        with np.errstate(over="ignore"):  # what is far away overflows to infinity, and is cut
            points[:, 0] = np.clip(self.area.left + self.x.share(x) * self.area.width, -FAR, FAR)
        points[:, 1] = self.heights(y)
        return points

    def heights(self, y: ArrayLike) -> NDArray[np.float64]:
        """Return the pixels, downwards, of values `y`."""
        with np.errstate(over="ignore"):
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

        Without `lines` there is no grid: the panel shows in another way where the plot is. Where the labels of all
        ticks have no room beside each other, only every second tick or fewer are drawn.
        """
        area, size = self.area, SIZES.label * unit
        widths = [face(size).width(self.x.text(tick, pens.words)) for tick in self.x.ticks]
        across, up = (
            _apart(self.x, area.width, widths, BETWEEN * unit),
            _apart(self.y, area.height, [size] * len(self.y.ticks), BETWEEN * unit),
        )
        for axis, ticks, upright in ((self.x, across, True), (self.y, up, False)):
            strong = [tick for tick in ticks if zero and tick == 0 and not axis.names]
            for tick in () if not lines else [*(tick for tick in ticks if tick not in strong), *strong]:
                pen = pens.axis if tick in strong else pens.grid
                yield pen.stroke(self._across(tick, upright=upright), SIZES.hairline * unit, cap="butt", crisp=True)
        for tick in across if pens.labelled[0] else ():
            x = self.place(tick, 1.0)[0, 0]
            yield pens.label.text(self.x.text(tick, pens.words), x, area.bottom + 20 * unit, size, anchor="middle")
        y_label, labels = self._y_labels(y_label, unit, pens.words)
        for tick, label in zip(self.y.ticks, labels, strict=True) if pens.labelled[1] else ():
            if tick in up:
                y = self.place(1.0, tick)[0, 1]
                yield pens.label.text(label, area.left - 9 * unit, y + 0.36 * size, size, anchor="right")
        if pens.labelled[0]:
            x_label = shorten(x_label, size, area.width)
            yield pens.label.text(x_label, area.left + area.width / 2, area.bottom + 41 * unit, size, anchor="middle")
        if y_label and pens.labelled[1]:
            yield self._y_label(y_label, size, unit, pens.label)

    def _y_labels(self, label: str, unit: float, words: Words) -> tuple[str, list[str]]:
        """Return the label of the y axis and those of its ticks; a unit for which the ticks have no room moves."""
        ticks, size = [self.y.label(tick) for tick in self.y.ticks], SIZES.label * unit
        written = [self.y.text(tick, words) for tick in self.y.ticks]
        units = {tick[-1] for tick in ticks if tick != "0"}
        fits = max(map(face(size).width, written), default=0.0) <= TICK_ROOM * unit
        if fits or not label or self.y.names or units not in ({"k"}, {"M"}):
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


def _apart(axis: Axis, length: float, sizes: Sequence[float], between: float) -> tuple[float, ...]:
    """Return every tick of `axis`, every second or fewer: those whose labels are `between` pixels apart or more.

    The axis is `length` pixels long, and `sizes` are those of the labels along it. A tick at zero stays.
    """
    ticks = axis.ticks
    places = axis.share(ticks) * length
    zero = ticks.index(0.0) if 0.0 in ticks else 0
    for stride in range(1, len(ticks) + 1):
        kept = range(zero % stride, len(ticks), stride)
        if all(
            abs(places[after] - places[before]) - (sizes[before] + sizes[after]) / 2 >= between
            for before, after in pairwise(kept)
        ):
            return tuple(ticks[number] for number in kept)
    return ticks[:1]
