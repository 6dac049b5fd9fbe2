"""Thinning: which steps of a run whose length is not known are kept, so that memory is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.builder import RecordingBuilder

FIRST = 8
"""Rows at the beginning that always stay: the steps that may be told."""

MOST_COMPARED = 128
"""The largest number of points whose predictions are compared."""

LEAST_CHANGE = 1e-9
"""The smallest change that counts once rows have been left out, as a share of the range of y."""

BEYOND = 1.0
"""How far past the targets a prediction can be seen, as a share of their range: further off is all the same."""


class Thinning:
    """Keeps the rows between which the predictions change by the same amount or more, at most `room` of them.

    All rows are kept while there is room. Then the least change between two kept rows grows, at least to twice what it
    was, so that about half of the rows are left, and later rows are kept where they differ from the last kept row by as
    much. `y` (N,) are the targets,
    whose range is the unit of a change.
    """

    def __init__(self, y: NDArray[np.float64], room: int) -> None:
        low, high = float(y.min()), float(y.max())
        self._scale = (high - low) or max(abs(high), 1.0)
        self._limits = low - BEYOND * self._scale, high + BEYOND * self._scale
        self._every = -(-len(y) // MOST_COMPARED)
        self._room = room
        self._least = 0.0
        self._last = np.empty(0)

    @property
    def has_begun(self) -> bool:
        """Whether rows have been left out, and others may be."""
        return self._least > 0

    def wants(self, predictions: NDArray[np.float64]) -> bool:
        """Return whether a row with (N,) `predictions` of the data differs enough from the last that was kept."""
        seen = self._seen(predictions)
        if self.has_begun and self._change(seen, self._last) < self._least:
            return False
        self._last = seen
        return True

    def kept(self, builder: RecordingBuilder) -> NDArray[np.int64] | None:
        """Return which rows of a growing recording are kept; None while there is room for all."""
        if len(builder) <= self._room:
            return None
        seen = self._seen(builder.predictions)
        way = float(np.abs(np.diff(seen, axis=0)).mean(axis=1).sum()) / self._scale
        # Of rows that are a share of the way apart or more, there are no more than such shares.
        self._least = max(2 * self._least, LEAST_CHANGE, 2 * way / self._room)
        rows = self._apart(seen)
        self._last = seen[rows[-1]]
        return rows

    def _apart(self, seen: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the first rows, and those that differ enough from the row kept before them."""
        rows = list(range(min(FIRST, len(seen))))
        for row in range(len(rows), len(seen)):
            if self._change(seen[row], seen[rows[-1]]) >= self._least:
                rows.append(row)
        return np.array(rows)

    def _seen(self, predictions: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the predictions as far as they can be seen; one that is no number lies below all others."""
        some = predictions[..., :: self._every]
        return np.where(np.isnan(some), self._limits[0], np.clip(some, *self._limits))

    def _change(self, one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
        return float(np.abs(one - other).mean()) / self._scale
