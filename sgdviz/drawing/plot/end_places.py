"""Places for the names of curves at their ends: one below the other, near their curves, and steady."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.spread import rising

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEADY = 0.3
"""The distance that a name may be off its place before it moves, as a share of its height."""


def end_places(ends: NDArray[np.float64], height: float, low: float, high: float) -> NDArray[np.float64]:
    """Return the (T, R) heights of R names of one `height` at (T, R) `ends` of curves, at T rows; all in pixels.

    The names of a row are at least a `height` apart, in the order of their ends, as near to them as can be, and between
    `low` and `high`, where these leave room. Two names change places only when their ends are a height apart in the
    other order, and a name moves only when it is far enough off. The places of all rows are found at once, so they
    depend on the row alone. An end that is not a number keeps its place of the row before.
    """
    rows, count = ends.shape
    found = np.empty((rows, count))
    last = np.clip(np.nan_to_num(ends[0], nan=(low + high) / 2), low, high)
    order, shown = np.argsort(last, kind="stable"), np.full(count, np.inf)
    steps = np.arange(count) * height
    for row in range(rows):
        last = np.clip(np.where(np.isnan(ends[row]), last, ends[row]), low, high)
        order = _reordered(order, last, height)
        places = np.empty(count)
        places[order] = np.clip(rising(last[order] - steps), low, max(high - steps[-1], low)) + steps
        if np.abs(places - shown).max() > STEADY * height:
            shown = places
        found[row] = shown
    return found


def _reordered(order: NDArray[np.intp], ends: NDArray[np.float64], height: float) -> NDArray[np.intp]:
    """Return `order` with neighbours exchanged while the upper end of two lies a `height` below the other."""
    names = order.tolist()
    for _ in names:
        for at in range(len(names) - 1):
            if ends[names[at]] > ends[names[at + 1]] + height:
                names[at], names[at + 1] = names[at + 1], names[at]
    return np.array(names)
