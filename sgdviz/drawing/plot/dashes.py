"""Dashed lines: gaps cut into the points of a stroke, so that every backend can draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.theme import Dash

PATTERNS: dict[Dash, tuple[float, float]] = {"dashed": (9.0, 4.5), "dotted": (2.6, 3.4)}
"""The lengths of a dash and of the gap after it, in reference pixels."""

LONGEST = 20_000.0
"""Pixels; a longer line leaves the picture by far, and its gaps would be without number."""


class Dashes:
    """The dashes along the (K, 2) points of a whole curve.

    Pieces of the curve have their gaps where the whole one has them, however it is cut.
    """

    def __init__(self, curve: NDArray[np.float64], dash: Dash, unit: float) -> None:
        self._pattern = tuple(length * unit for length in PATTERNS.get(dash, ()))
        if self._pattern:
            self._curve, self._lengths = curve, _lengths(curve)

    def cut(self, points: NDArray[np.float64], first: int | None = None) -> NDArray[np.float64]:
        """Return the (K, 2) `points` of a piece of the curve, interrupted by NaN at each gap.

        The piece begins at the point number `first` of the curve; a curve that runs from left to right needs none.
        """
        if not self._pattern or len(points) < 2:
            return points
        begins = np.interp(points[0, 0], self._curve[:, 0], self._lengths) if first is None else self._lengths[first]
        along = float(begins) + _lengths(points)
        if along[-1] > LONGEST:
            return points
        on, off = self._pattern
        starts = np.arange(along[0] // (on + off), along[-1] / (on + off) + 1) * (on + off)
        ends = np.concatenate([starts, starts + on])
        places = np.unique(np.concatenate([along, ends[(ends > along[0]) & (ends < along[-1])]]))
        cut = np.stack([np.interp(places, along, column) for column in points.T], axis=1)
        gaps = np.flatnonzero((places[1:] + places[:-1]) / 2 % (on + off) >= on)
        return np.insert(cut, gaps + 1, np.nan, axis=0)


def _lengths(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (K,) lengths of the way to each of (K, 2) `points`; a point that is not a number adds nothing."""
    ways = np.nan_to_num(np.hypot(*np.diff(points, axis=0).T), nan=0.0)
    return np.concatenate([[0.0], np.cumsum(ways)])
