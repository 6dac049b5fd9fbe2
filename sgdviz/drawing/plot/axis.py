"""Axes: limits, ticks and labels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import MANY, MILLION, plain, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from sgdviz.drawing.words import Words


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high`, with a grid line and a label at each of `ticks`.

    `log` is logarithmic. Any other axis is spaced by the `power` of the distance from `low`: 0.5 is the square root.
    `written` are the labels, where they are not those of the ticks, and `names` those of them that are words or dates,
    which are the same with the marks of any language.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False
    power: float = 1.0
    written: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def label(self, tick: float) -> str:
        """Return the label of `tick`, with enough digits to tell it from its neighbours."""
        if self.written:
            return self.written[self.ticks.index(tick)]
        if self.power != 1:
            return whole(tick)
        apart = min((high - low for low, high in pairwise(self.ticks)), default=0.0)
        largest = max(abs(self.ticks[0]), abs(self.ticks[-1]))
        if self.log:
            return plain(tick / 1000) + "k" if MANY <= tick < 100 * MANY else plain(tick, digits=4)
        digits = math.ceil(math.log10(largest / apart)) + 1 if apart > 0 else 1
        if MILLION <= largest < MANY**2 and apart % (MILLION / 10) == 0:
            return plain(tick / MILLION, digits=15) + ("M" if tick else "")
        if MANY <= largest < MANY**2 and apart % 100 == 0:
            return plain(tick / 1000, digits=15) + ("k" if tick else "")
        return plain(tick, digits=min(max(digits, 6), 15))

    def text(self, tick: float, words: Words) -> str:
        """Return the label of `tick` as `words` write it."""
        label = self.label(tick)
        return label if label in self.names else words.number(label)

    def share(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the position of `values` along the axis: 0 at the low end, 1 at the high end."""
        numbers = np.asarray(values, dtype=np.float64)
        with np.errstate(all="ignore"):
            if self.log:
                low, high = math.log10(self.low), math.log10(self.high)
                share: NDArray[np.float64] = (np.log10(numbers) - low) / (high - low)
            else:
                share = (numbers - self.low) / (self.high - self.low)
                if self.power != 1:
                    share = np.copysign(np.abs(share) ** self.power, share)
        return share


def root_axis(low: float, high: float, *, apart: float, most: int = 6) -> Axis:
    """Return a linear axis of squares from `low` to `high` whose labels are their roots: 0, 1, 2 at 0, 1, 4.

    Labels are at least `apart` apart, as a share of the axis, and at most `most`; they begin with 0.
    """
    roots = linear_axis(0.0, math.sqrt(high), most=most, reach=False)
    kept: list[float] = []
    for root in (0.0, *reversed([tick for tick in roots.ticks if tick > 0])):
        if all(abs(root**2 - other**2) >= apart * (high - low) for other in kept):
            kept.append(root)
    kept.sort()
    return Axis(low, high, tuple(root**2 for root in kept), written=tuple(map(roots.label, kept)))


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


LOG_ROOM = 0.06
"""The distance that a log axis reaches past its values on each side, as a share of their span."""

LEAST_RATIO = 4.0
"""The smallest ratio of the ends of a log axis: a smaller change of the values is not blown up to its full length."""


FARTHEST = 300
"""The largest power of ten at the end of a log axis, and the negative of the smallest: floats end soon after."""


def log_axis(low: float, high: float, *, most: int = 5, apart: float = 0.0, is_cut: bool = False) -> Axis:
    """Return an axis that reaches a little past `low` and `high`, labelled at no more than `most` powers of ten.

    Where fewer than two powers lie inside, the labels are 1, 2 and 5 times a power of ten, or also 3 and 7 times. Ticks
    are at least a share `apart` of the length from each other. An axis that `is_cut` ends at a power of ten near `low`,
    whose label says that smaller values are there as well.
    """
    first, last = math.log10(low), math.log10(high)
    room = max(LOG_ROOM * (last - first), (math.log10(LEAST_RATIO) - (last - first)) / 2)
    first, last = max(first - room, -FARTHEST), min(last + room, FARTHEST)
    if is_cut:
        return _cut_axis(math.floor(first), last, most, apart)
    powers = range(math.ceil(first), math.floor(last) + 1)
    found: tuple[float, ...] = ()
    if len(powers) > 1:
        stride = max(math.ceil((len(powers) - 1) / (most - 1)), math.ceil(apart * (last - first)))
        found = tuple(10.0**n for n in powers if n % stride == 0)
    for factors in ((1, 2, 5), (1, 2, 3, 5, 7), (1, 3), (1,), (2,), (5,)):
        if len(found) > 1:
            break
        inside = tuple(tick for tick in _multiples(factors, powers) if first <= math.log10(tick) <= last)
        steps = (math.log10(after / before) for before, after in pairwise(inside))
        if len(inside) > len(found) and min(steps, default=math.inf) >= apart * (last - first):
            found = inside
    return Axis(10.0**first, 10.0**last, found, log=True)


def _cut_axis(first: int, last: float, most: int, apart: float) -> Axis:
    """Return the log axis from the power of ten `first` on, whose label there has a sign for smaller values."""
    powers = math.floor(last) - first
    stride = max(math.ceil(powers / (most - 1)), math.ceil(apart * (last - first)), 1)
    ticks = tuple(10.0**n for n in range(first, first + powers + 1, stride))
    axis = Axis(10.0**first, 10.0**last, ticks, log=True)
    lowest, *others = map(axis.label, ticks)
    return replace(axis, written=(f"\N{LESS-THAN OR EQUAL TO} {lowest}", *others))


def _multiples(factors: Iterable[int], powers: range) -> Iterable[float]:
    """Return each of `factors` times each power of ten from the one below `powers` to the one above them."""
    return (float(f"{factor}e{n}") for n in range(powers.start - 1, powers.stop + 1) for factor in factors)
