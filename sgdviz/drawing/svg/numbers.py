"""Numbers in SVG: whole ones, in tenths of a pixel, written as briefly as path data allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

UNITS = 10
"""Units of the drawing a pixel."""


def units(pixels: float) -> int:
    """Return a length in pixels as a whole number of units."""
    return round(pixels * UNITS)


def joined(values: Iterable[int]) -> str:
    """Return whole numbers one after the other; a minus sign separates as well as a space."""
    text = ""
    for value in values:
        text += f" {value}" if text and value >= 0 else str(value)
    return text


def polyline(points: NDArray[np.float64], *, closed: bool = False) -> str:
    """Return path data through (K, 2) points in pixels, none of them NaN: one absolute move, then relative lines."""
    whole = (points * UNITS).round().astype(int).tolist()
    x, y = whole[0]
    parts = [f"M{joined((x, y))}l"]
    steps: list[int] = []
    for next_x, next_y in whole[1:]:
        if (next_x, next_y) != (x, y):
            steps += (next_x - x, next_y - y)
        x, y = next_x, next_y
    if not steps:
        steps = [0, 0]
    return "".join(parts) + joined(steps) + ("z" if closed else "")


def points_path(centers: NDArray[np.float64]) -> str:
    """Return path data of a point at each of (K, 2) `centers` in pixels, none of them NaN."""
    return "".join(f"M{joined((units(x), units(y)))}h0" for x, y in centers.tolist())
