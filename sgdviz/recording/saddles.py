"""Saddles of a recorded landscape: where the slope of the cost vanishes, but the cost falls to two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.landscape import landscape_axes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

LEAST_FALL = 0.05
"""The least curvature down one way, as a share of that up the other: less may be a level valley between grid points."""


def saddles_of(recording: Recording) -> NDArray[np.float64]:
    """Return the (K, 2) parameters of the saddles between the grid points of a landscape over two parameters.

    A saddle lies within half a grid point of one where a Newton step leads to it, along slopes and curvatures by
    differences.
    """
    first, second = landscape_axes(recording)
    costs = recording.landscape_cost.reshape(len(second), len(first))
    with np.errstate(all="ignore"):
        by_second, by_first = np.gradient(costs, second, first)
        cross, across = np.gradient(by_first, second, first)
        along = np.gradient(by_second, second, axis=0)
        determinant = across * along - cross**2
        to_first = (cross * by_second - along * by_first) / determinant
        to_second = (cross * by_first - across * by_second) / determinant
        steepest = np.abs(across + along) / 2 + np.hypot((across - along) / 2, cross)
        is_saddle = -determinant >= LEAST_FALL * steepest**2
        near = (np.abs(to_first) <= 0.5 * np.gradient(first)) & (
            np.abs(to_second) <= 0.5 * np.gradient(second)[:, None]
        )
    inner = np.zeros_like(near)
    inner[2:-2, 2:-2] = True  # differences at the edge are one-sided
    rows, columns = np.nonzero(near & is_saddle & inner)
    moves = np.column_stack([to_first[rows, columns], to_second[rows, columns]])
    places: NDArray[np.float64] = np.column_stack([first[columns], second[rows]]) + moves
    return places[_firsts(places, float(np.gradient(first).min()))]


def _firsts(places: NDArray[np.float64], apart: float) -> list[int]:
    """Return the numbers of `places` that are not within `apart` of an earlier one."""
    kept: list[int] = []
    for number, place in enumerate(places):
        if all(np.abs(place - places[other]).max() > apart for other in kept):
            kept.append(number)
    return kept
