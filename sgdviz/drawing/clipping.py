"""Lines and polygons within reach: without NaN, and cut where they leave the range of vector renderers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

REACH = 1e5
"""Pixels from the top left corner in each direction; renderers lose precision further out."""


def lines_within_reach(points: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """Yield the parts of a line through (K, 2) points that lie within reach, each of at least two points.

    A segment that leaves the range is cut where it leaves it (Liang and Barsky, *A new concept and method for line
    clipping*, 1984), so that its direction stays. NaN interrupts the line.
    """
    if np.isfinite(points).all() and np.abs(points).max(initial=0.0) <= REACH:
        if len(points) > 1:
            yield points
        return
    part: list[list[float]] = []
    for start, end in pairwise(points.tolist()):
        cut = _cut(start, end)
        if cut is None or (part and part[-1] != cut[0]):
            yield from _finished(part)
            part = []
        if cut is not None:
            part = [*(part or [cut[0]]), cut[1]]
    yield from _finished(part)


def polygon_within_reach(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a closed polygon of (K, 2) points without its NaNs, with points too far away moved to the limit."""
    finite = points[~np.isnan(points).any(axis=1)]
    return np.clip(finite, -REACH, REACH)


def _cut(start: list[float], end: list[float]) -> tuple[list[float], list[float]] | None:
    """Return the part of a segment that lies within reach; None where there is none, or an end is not finite."""
    if not np.isfinite([*start, *end]).all():
        return None
    enter, leave = 0.0, 1.0
    for a, b in zip(start, end, strict=True):
        if a == b:
            if abs(a) > REACH:
                return None
            continue
        low, high = sorted(((-REACH - a) / (b - a), (REACH - a) / (b - a)))
        enter, leave = max(enter, low), min(leave, high)
    if enter >= leave and start != end:
        return None
    first, last = ([a + share * (b - a) for a, b in zip(start, end, strict=True)] for share in (enter, leave))
    return (start if enter == 0 else first), (end if leave == 1 else last)


def _finished(part: list[list[float]]) -> Iterator[NDArray[np.float64]]:
    if len(part) > 1:
        yield np.array(part)
