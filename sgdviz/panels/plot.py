"""A plot: two axes, where a value lies between them, and the quiet frame around it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.marks import Rect, Stroke, Text
from sgdviz.panels.numerals import plain
from sgdviz.theme import SIZES
from sgdviz.typesetting import face, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from sgdviz.marks import Mark
    from sgdviz.theme import Theme

LABEL_ROOM = 37.0
"""Reference pixels to the left of a plot that a label may take."""

MANY = 1e4
"""From here to its square, numbers on an axis are counted in thousands, as in 200k: more digits have no room."""

FAR = 1e9
"""Pixels; what lies further out is drawn as if it lay here, which on a screen is the same direction."""


STRETCH = 6.0
"""Reference pixels of the curve set down at once: short enough to draw quickly, too long for joints to be seen."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows: from `low` to `high`, with a grid line and a label at each of `ticks`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False

    def label(self, tick: float) -> str:
        """Return what stands at `tick`, with as many digits as it takes to tell it from the next."""
        apart = min((high - low for low, high in pairwise(self.ticks)), default=0.0)
        largest = max(abs(self.ticks[0]), abs(self.ticks[-1]))
        if self.log:
            return plain(tick / 1000) + "k" if MANY <= tick < 100 * MANY else plain(tick, digits=4)
        digits = math.ceil(math.log10(largest / apart)) + 1 if apart > 0 else 1
        if MANY <= largest < MANY**2 and apart % 100 == 0:
            return plain(tick / 1000, digits=15) + ("k" if tick else "")
        return plain(tick, digits=min(max(digits, 6), 15))

    def share(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return how far along the axis each of `values` lies, 0 at the low end and 1 at the high one."""
        numbers = np.asarray(values, dtype=np.float64)
        with np.errstate(all="ignore"):
            if self.log:
                low, high = math.log10(self.low), math.log10(self.high)
                share: NDArray[np.float64] = (np.log10(numbers) - low) / (high - low)
            else:
                share = (numbers - self.low) / (self.high - self.low)
        return share


NEAR = 0.05
"""An end of an axis that is this share of its length away from the next tick reaches out to it."""


def linear_axis(low: float, high: float, *, most: int = 5, reach: bool = True, least_step: float = 0.0) -> Axis:
    """Return an axis around `low` and `high` with ticks 1, 2 or 5 times a power of ten apart, at most `most` of them.

    Without `reach` it ends at `low` and `high` themselves, however near the next tick may be. Ticks are at least
    `least_step` apart: 1 for an axis that counts.
    """
    if not high > low:
        low, high = low - 0.5, high + 0.5
    near = (NEAR if reach else 1e-9) * (high - low)
    power = 10.0 ** math.floor(math.log10(max((high - low) / most, least_step)))
    for step in (power * factor for factor in (1, 2, 5, 10, 20)):
        first, last = math.ceil((low - near) / step), math.floor((high + near) / step)
        if last - first < most and step >= least_step:
            break
    ticks = tuple(n * step for n in range(first, last + 1))
    return Axis(min(low, *ticks) if reach else low, max(high, *ticks) if reach else high, ticks)


def log_axis(low: float, high: float, *, most: int = 5) -> Axis:
    """Return an axis over the whole powers of ten around `low` and `high`, labelled at no more than `most` of them."""
    bottom, top = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    top = max(top, bottom + 1)
    stride = math.ceil((top - bottom) / (most - 1))
    return Axis(10.0**bottom, 10.0**top, tuple(10.0**n for n in range(bottom, top + 1, stride)), log=True)


@dataclass(frozen=True, slots=True)
class Plot:
    """Two axes over an area of the scene."""

    area: Rect
    x: Axis
    y: Axis

    def place(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Return the (K, 2) pixels at which values `x` and `y` lie; NaN stays NaN and infinity is far away."""
        points = np.empty((np.size(x), 2))
        points[:, 0] = np.clip(self.area.left + self.x.share(x) * self.area.width, -FAR, FAR)
        points[:, 1] = self.heights(y)
        return points

    def heights(self, y: ArrayLike) -> NDArray[np.float64]:
        """Return the pixels, downwards, at which values `y` lie."""
        return np.clip(self.area.bottom - self.y.share(y) * self.area.height, -FAR, FAR)

    def frame(
        self, theme: Theme, unit: float, *, x_label: str, y_label: str = "", zero: bool = False, lines: bool = True
    ) -> Iterable[Mark]:
        """Return grid lines, tick labels and axis labels; `zero` makes the lines through zero stronger.

        Without `lines` there are none: something else shows where the plot is.
        """
        area, size = self.area, SIZES.label * unit
        crisp = math.floor
        hairline = max(round(SIZES.hairline * unit), 1)
        for axis, upright in ((self.x, True), (self.y, False)):
            strong = [tick for tick in axis.ticks if zero and tick == 0]
            for tick in () if not lines else [*(tick for tick in axis.ticks if tick not in strong), *strong]:
                ends = self._across(tick, upright=upright)
                ends[:, 0 if upright else 1] = crisp(ends[0, 0 if upright else 1]) + hairline % 2 / 2
                yield Stroke(ends, theme.axis if tick in strong else theme.grid, hairline, cap="butt")
        for tick in self.x.ticks:
            x = self.place(tick, 1.0)[0, 0]
            yield Text(self.x.label(tick), x, area.bottom + 20 * unit, size, theme.muted, anchor="middle")
        for tick in self.y.ticks:
            y = self.place(1.0, tick)[0, 1]
            yield Text(self.y.label(tick), area.left - 9 * unit, y + 0.36 * size, size, theme.muted, anchor="right")
        x_label = shorten(x_label, size, area.width)
        yield Text(x_label, area.left + area.width / 2, area.bottom + 41 * unit, size, theme.muted, anchor="middle")
        if y_label:
            yield self._y_label(y_label, size, unit, theme)

    def _y_label(self, label: str, size: float, unit: float, theme: Theme) -> Text:
        """Return what stands over the y axis: beside it, or where it is too long for that, over the plot."""
        area = self.area
        if face(size).width(label) <= LABEL_ROOM * unit:
            return Text(label, area.left - 9 * unit, area.top - 12 * unit, size, theme.muted, anchor="right")
        text = shorten(label, size, area.width)
        return Text(text, area.left, area.top - 8 * unit, size, theme.muted)

    def _across(self, tick: float, *, upright: bool) -> NDArray[np.float64]:
        if upright:
            return self.place([tick, tick], [self.y.low, self.y.high])
        return self.place([self.x.low, self.x.high], [tick, tick])


def stretches(x: NDArray[np.float64], length: float) -> NDArray[np.int64]:
    """Return, for every row, the row at which the stretch of the curve that ends there begins."""
    begins = np.zeros(len(x), dtype=np.int64)
    begin = 0
    for row in range(1, len(x)):
        begins[row] = begin
        if x[row] - x[begin] >= length:
            begin = row
    return begins
