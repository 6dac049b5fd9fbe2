"""Lines with fewer points that look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE = 0.06
"""Pixels by which a line may miss one of its points: about half a unit of the drawing."""


def simplified(points: NDArray[np.float64], tolerance: float = TOLERANCE) -> NDArray[np.float64]:
    """Return those of (K, 2) finite `points` whose line passes all others within `tolerance` pixels.

    The method is that of Douglas and Peucker, *Algorithms for the reduction of the number of points required to
    represent a digitized line or its caricature*, 1973. The first and the last point stay.
    """
    if len(points) <= 2:
        return points
    kept = np.zeros(len(points), dtype=np.bool_)
    kept[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        place = (
            first + 1 + int(np.argmax(distances := _distances(points[first + 1 : last], points[first], points[last])))
        )
        if distances[place - first - 1] > tolerance:
            kept[place] = True
            spans += [(first, place), (place, last)]
    return points[kept]


def _distances(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the distance of each of (K, 2) `points` from the segment from `start` to `end`."""
    way = end - start
    length = float(way @ way)
    offsets = points - start
    share = np.clip(offsets @ way / length, 0.0, 1.0) if length else np.zeros(len(points))
    missed = offsets - share[:, None] * way
    distances: NDArray[np.float64] = np.hypot(missed[:, 0], missed[:, 1])
    return distances
