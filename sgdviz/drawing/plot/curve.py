"""Curves that grow with the run, cut into pieces: a finished piece is added once, and only the last one is redrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

PIECE_LENGTH = 6.0
"""Reference pixels of a piece: short enough to draw quickly, too long for its joints to be seen."""

MOST_ROWS = 2000
"""The largest number of rows of a piece, however short: the piece that grows is drawn again in every frame."""


def joined(points: NDArray[np.float64], recorded: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (T, 2) `points` with those that are not `recorded` moved onto the straight lines between those that are.

    On an axis that is not linear, values interpolated from step to step lie off these lines.
    """
    heights = np.interp(points[:, 0], points[recorded, 0], points[recorded, 1])
    return np.column_stack([points[:, 0], np.where(recorded, points[:, 1], heights)])


class Curve:
    """A curve through (T, 2) `points`, one a row of the recording, in pieces at least `piece_length` pixels wide.

    Where rows are very close, pieces are shorter.
    """

    def __init__(self, points: NDArray[np.float64], piece_length: float) -> None:
        self.points = points
        self._starts = _piece_starts(points[:, 0], piece_length)

    def start(self, row: int) -> int:
        """Return the first row of the piece that ends at `row`, unfinished where a later row goes on with it."""
        return int(self._starts[row])

    def finished(self, row: int) -> Iterable[NDArray[np.float64]]:
        """Yield the (K, 2) points of the piece that was finished when `row` began another; at most one."""
        if row and self._starts[row] > self._starts[row - 1]:
            yield self.points[self._starts[row - 1] : row]

    def unfinished(self, row: int) -> NDArray[np.float64]:
        """Return the (K, 2) points from the start of the last piece to `row`."""
        return self.points[self._starts[row] : row + 1]


def _piece_starts(x: NDArray[np.float64], length: float) -> NDArray[np.int64]:
    """Return, for every row, the row at which its piece starts."""
    starts = np.zeros(len(x), dtype=np.int64)
    start = 0
    for row in range(1, len(x)):
        starts[row] = start
        if x[row] - x[start] >= length or row - start >= MOST_ROWS:
            start = row
    return starts
