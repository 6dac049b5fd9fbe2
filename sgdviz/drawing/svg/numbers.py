"""Numbers in SVG: whole ones, in tenths of a pixel, written as briefly as path data allow."""

from __future__ import annotations

from itertools import pairwise
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
    parts = [f"M{joined((x, y))}"]
    run: list[int] = []  # of one command
    for next_x, next_y in whole[1:]:
        step = (next_x - x, next_y - y)
        x, y = next_x, next_y
        if step == (0, 0):
            continue
        if 0 in step:
            parts += [lines(run), f"h{step[0]}" if step[0] else f"v{step[1]}"]
            run = []
        else:
            run += step
    parts.append(lines(run))
    return ("".join(parts) if len(parts) > 2 or run else parts[0] + "h0") + ("z" if closed else "")


def lines(steps: list[int]) -> str:
    """Return the command of relative lines; nothing without any."""
    return f"l{joined(steps)}" if steps else ""


def points_path(centers: NDArray[np.float64]) -> str:
    """Return path data of a point at each of (K, 2) `centers` in pixels, none of them NaN: one absolute move first."""
    whole = (centers * UNITS).round().astype(int).tolist()
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(whole)]
    return f"M{joined(whole[0])}h0" + "".join(f"m{joined(step)}h0" for step in steps) if whole else ""
