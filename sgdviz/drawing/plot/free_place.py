"""A free place for a block of text in a plot: where it covers the fewest marks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.marks import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

PLACES = 25
"""The number of places that are tried in each direction."""

SAMPLES_APART = 6.0
"""The distance in pixels of the samples of a line."""


def free_place(
    width: float,
    height: float,
    area: Rect,
    taken: NDArray[np.float64],
    reserved: NDArray[np.float64],
    near: NDArray[np.float64] | None = None,
) -> Rect:
    """Return the place in `area` for a block of `width` by `height` pixels that covers the fewest of `taken`.

    `taken` and `reserved` are (K, 2) points; a reserved one, where other words stand, outweighs all that are taken.
    Among equally free places, the one nearest to the point `near` is returned, or without one the one nearest to a
    corner.
    """
    lefts = np.linspace(area.left, max(area.right - width, area.left), PLACES)
    tops = np.linspace(area.top, max(area.bottom - height, area.top), PLACES)
    if near is None:
        across = np.minimum(lefts - area.left, area.right - width - lefts)
        far = np.minimum(tops - area.top, area.bottom - height - tops)[:, None] + across
    else:
        across = np.maximum(0, np.maximum(lefts - near[0], near[0] - lefts - width))
        far = np.hypot(np.maximum(0, np.maximum(tops - near[1], near[1] - tops - height))[:, None], across)

    def counts(points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the (PLACES, PLACES) numbers of points in each place, from top to bottom and from left to right."""
        beside = (points[:, 0] >= lefts[:, None]) & (points[:, 0] <= lefts[:, None] + width)
        level = (points[:, 1] >= tops[:, None]) & (points[:, 1] <= tops[:, None] + height)
        inside: NDArray[np.int64] = level.astype(np.int64) @ beside.T.astype(np.int64)
        return inside

    best = np.lexsort((far.ravel(), counts(taken).ravel(), counts(reserved).ravel()))[0]
    top, left = float(tops[best // PLACES]), float(lefts[best % PLACES])
    return Rect(left, top, left + width, top + height)


def corner(width: float, height: float, area: Rect, taken: NDArray[np.float64]) -> Rect:
    """Return the corner of `area` that covers the fewest of `taken`, of equally free ones the furthest from them."""
    lefts, tops = (area.right - width, area.left), (area.top, area.bottom - height)
    places = [Rect(left, top, left + width, top + height) for top in tops for left in lefts]

    def apart(place: Rect) -> float:
        """Return the distance to the nearest of `taken`."""
        x, y = taken.T
        across = np.maximum(0, np.maximum(place.left - x, x - place.right))
        down = np.maximum(0, np.maximum(place.top - y, y - place.bottom))
        return float(np.hypot(across, down).min(initial=np.inf))

    return min(places, key=lambda place: (covered(place, taken), -apart(place)))


def around(centers: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Return the (N, 2) `centers` of dots and eight points around each."""
    angles = np.arange(8) * (np.pi / 4)
    rim = radius * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.concatenate([centers, (centers[:, None] + rim).reshape(-1, 2)])


def covered(place: Rect, taken: NDArray[np.float64]) -> int:
    """Return how many of the (K, 2) points `taken` lie inside `place`."""
    x, y = taken.T
    return int(((x >= place.left) & (x <= place.right) & (y >= place.top) & (y <= place.bottom)).sum())


def sampled(lines: Iterable[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return points along `lines`, each (K, 2), close enough for no block of text to slip between two of them."""
    points = [np.empty((0, 2))]
    for line in lines:
        for start, end in pairwise(line):
            if not np.isfinite([start, end]).all():
                continue
            count = int(min(np.hypot(*(end - start)) / SAMPLES_APART, 1000)) + 1
            share = np.linspace(0.0, 1.0, count + 1)[:, None]
            points.append(start + (end - start) * share)
    return np.concatenate(points)
