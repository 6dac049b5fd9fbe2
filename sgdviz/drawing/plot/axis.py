"""Axes: limits, ticks and labels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import plain

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MANY = 1e4
"""From here to its square, tick labels count in thousands, as in 200k: more digits have no room."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high`, with a grid line and a label at each of `ticks`; `log` is logarithmic."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False

    def label(self, tick: float) -> str:
        """Return the label of `tick`, with enough digits to tell it from its neighbours."""
        apart = min((high - low for low, high in pairwise(self.ticks)), default=0.0)
        largest = max(abs(self.ticks[0]), abs(self.ticks[-1]))
        if self.log:
            return plain(tick / 1000) + "k" if MANY <= tick < 100 * MANY else plain(tick, digits=4)
        digits = math.ceil(math.log10(largest / apart)) + 1 if apart > 0 else 1
        if MANY <= largest < MANY**2 and apart % 100 == 0:
            return plain(tick / 1000, digits=15) + ("k" if tick else "")
        return plain(tick, digits=min(max(digits, 6), 15))

    def share(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the position of `values` along the axis: 0 at the low end, 1 at the high end."""
        numbers = np.asarray(values, dtype=np.float64)
        with np.errstate(all="ignore"):
            if self.log:
                low, high = math.log10(self.low), math.log10(self.high)
                share: NDArray[np.float64] = (np.log10(numbers) - low) / (high - low)
            else:
                share = (numbers - self.low) / (self.high - self.low)
        return share


NEAR = 0.05
"""An end of an axis within this share of its length of the next tick is extended to that tick."""


def linear_axis(low: float, high: float, *, most: int = 5, reach: bool = True, least_step: float = 0.0) -> Axis:
    """Return an axis around `low` and `high` with ticks 1, 2 or 5 times a power of ten apart, at most `most` of them.

    Without `reach` the axis ends exactly at `low` and `high`. Ticks are at least `least_step` apart: 1 for an axis of
    whole numbers.
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
