"""The band of a cost that swings within each pass: the lowest and the highest cost of a pass, and the mean between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.panels.cost_curve import cost_points
from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Area
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.recording import Recording

WIDEST_PASS = 12.0
"""The band begins with the first pass that is no wider, in reference pixels; a curve over a wider one can be read."""

LEAST_SWING = SIZES.curve
"""A curve that swings less within a pass, in reference pixels, only looks a little thicker."""

LEAST_LENGTH = 24.0
"""The least length of all passes with such swings, in reference pixels: a few of them are no block."""

OVERLAP = 1.5
"""Pixels by which a piece of the band reaches back under the one before it, so that no seam shows between them."""

FINEST = 0.25
"""Pixels: of several rows within this distance the band is drawn through one."""


class PassBand:
    """The mean of the cost over the last pass at each row, and the band between the lowest and the highest of it.

    `mean`, `low` and `high` are (T, 2) places. From row `first` on they are those of as many recorded rows as the pass
    of the row has: at the last row of a pass those of this pass. At row `first` itself they are the cost, as before it.
    A pass too narrow to be drawn counts together with those just before it.
    """

    def __init__(self, recording: Recording, plot: Plot, first: int) -> None:
        recorded = np.flatnonzero(recording.recorded[: recording.shown_rows])
        cost = recording.cost[recorded]
        begin = int(np.searchsorted(recorded, first))
        last = np.arange(1, len(cost) + 1)
        x = plot.place(recording.moment[recorded], np.ones(len(recorded)))[:, 0]
        near = np.searchsorted(x, x - 2 * FINEST, side="right")  # the rows drawn are less than this apart
        starts = np.maximum(np.minimum(last - _pass_lengths(recording.pass_index[recorded]), near), begin)
        starts[:begin] = np.arange(begin)
        with np.errstate(all="ignore"):
            total = np.concatenate([np.zeros(begin + 1), np.cumsum(cost[begin:])])
            mean = np.where(last - 1 < begin, cost, (total[last] - total[starts]) / (last - starts))
        low, high = _extremes(cost, starts, np.minimum), _extremes(cost, starts, np.maximum)
        # Rounding must not carry a mean out of the band.
        self.mean, self.low, self.high = (
            cost_points(recording, plot, _at_all_rows(recording, values))
            for values in (np.clip(mean, low, high), low, high)
        )
        self.first = first
        self._plot = plot
        cells = np.floor(self.mean[:, 0] / FINEST)
        self._drawn = np.flatnonzero((np.arange(len(cells)) <= first) | (np.diff(cells, prepend=-1) > 0))

    def rows(self, first: int, last: int) -> NDArray[np.int64]:
        """Return the rows that the band is drawn through from row `first` to row `last`, both of them included."""
        begin, end = np.searchsorted(self._drawn, [first + 1, last])
        return np.array([first, *self._drawn[begin:end], *([last] if last > first else [])])

    def area(self, pen: Pen, first: int, last: int) -> Iterable[Area]:
        """Yield the band from row `first` to row `last`, a little longer at its start, unless it begins later."""
        x = self.mean[:, 0]
        start = max(int(np.searchsorted(x, x[first] - OVERLAP, side="right")) - 1, self.first - 1, 0)
        if last > start:
            rows = self.rows(start, last)
            points = np.concatenate([self.high[rows], self.low[rows[::-1]], self.high[rows[:1]]])
            yield pen.area(points, np.array([0, len(points)]), self._plot.area)


def pass_band(recording: Recording, plot: Plot, unit: float) -> PassBand | None:
    """Return the band of a recording whose cost swings within its passes; None where the curve itself can be read."""
    rows = np.flatnonzero(recording.recorded[: recording.shown_rows])
    passes, cost = recording.pass_index[rows], recording.cost[rows]
    if not passes.any() or not np.isfinite(cost[:-1]).all():
        return None
    places = cost_points(recording, plot, recording.cost[: recording.shown_rows])[rows]
    starts = np.r_[0, np.flatnonzero(np.diff(passes)) + 1]
    ends = np.r_[starts[1:], len(rows)] - 1
    before = np.maximum(starts - 1, 0)  # the way to the first row of a pass belongs to the pass
    y = np.clip(places[:, 1], plot.area.top, plot.area.bottom)
    moved = np.add.reduceat(np.abs(np.diff(y, prepend=y[0])), starts)
    spans = np.maximum.reduceat(y, starts) - np.minimum.reduceat(y, starts)
    swings = np.minimum((moved - np.abs(y[ends] - y[before])) / 2, spans)
    widths = places[ends, 0] - places[before, 0]
    wide = np.flatnonzero(widths > WIDEST_PASS * unit)
    narrow = slice(int(wide[-1]) + 1 if wide.size else 1, None)
    swinging = swings[narrow] >= LEAST_SWING * unit
    if widths[narrow][swinging].sum() < LEAST_LENGTH * unit:
        return None
    return PassBand(recording, plot, int(rows[starts[narrow][0]]))


def _pass_lengths(passes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return, for each of the (R,) recorded rows, the number of rows of its pass; a last one cut short counts whole."""
    starts = np.r_[0, np.flatnonzero(np.diff(passes)) + 1]
    lengths = np.diff(np.r_[starts, len(passes)])
    whole = lengths.copy()
    whole[-1] = lengths[-2:].max()
    return np.repeat(whole, lengths)


def _extremes(values: NDArray[np.float64], starts: NDArray[np.int64], best: np.ufunc) -> NDArray[np.float64]:
    """Return, for each of the (R,) rows, the `best` of the values from its row of `starts` to the row itself.

    Each range is covered by two blocks whose length is the same power of two. Source: Bender and Farach-Colton, *The
    LCA problem revisited*, 2000.
    """
    rows = np.arange(len(values))
    powers = np.frexp(rows + 1 - starts)[1] - 1
    result = values.copy()
    blocks = values
    for power in range(1, int(powers.max(initial=0)) + 1):
        half = 1 << power - 1
        blocks = best(blocks[:-half], blocks[half:])
        own = rows[powers == power]
        result[own] = best(blocks[starts[own]], blocks[own + 1 - 2 * half])
    return result


def _at_all_rows(recording: Recording, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `values` of the recorded rows at all shown rows; those between are placed later, on the lines between."""
    recorded = recording.recorded[: recording.shown_rows]
    whole: NDArray[np.float64] = values[np.maximum(np.cumsum(recorded) - 1, 0)]
    return whole
