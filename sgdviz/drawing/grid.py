"""The grid of a comparison's runs: its columns and rows, and the size of a picture in which they can be read."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

REFERENCE_HEIGHT = 400.0
"""The height for which the sizes of type and marks are given; panels give their own reference width."""

STRIP, LEGEND = 44.0, 28.0
"""The height of the strip above all runs, and the addition for a legend, in reference pixels."""


WIDE = 700.0
"""The reference width from which on single panels stand below each other."""

MOST_BESIDE = 960.0
"""The largest width in reference pixels of panels that stand beside each other by default; others get rows."""

STACKED = 1.2
"""A picture narrower than this share of its height is tall or square."""


class Grid(NamedTuple):
    """Columns and rows of cells, and the number of pixels of a reference pixel in each."""

    columns: int
    rows: int
    unit: float


def best_grid(count: int, panel_width: float, width: float, height: float, strip: float) -> Grid:
    """Return the grid in which `count` cells of the reference width `panel_width` are largest.

    `width` and `height` are the picture's, and `strip` is the height above the grid in reference pixels.
    """
    grids = []
    for columns in range(1, count + 1):
        rows = -(-count // columns)
        unit = min(width / columns / panel_width, height / (rows * REFERENCE_HEIGHT + strip))
        grids.append(Grid(columns, rows, unit))
    return max(grids, key=lambda grid: grid.unit)


def panel_rows(widths: Sequence[float], width: float, height: float, strip: float = 0.0) -> list[int]:
    """Return the numbers of panels in each row, from the top, at which they are largest in `width` by `height`.

    `widths` are those of the panels in reference pixels, in their order, and `strip` is the height above them. Among
    equally large arrangements the one with the most rows is returned. In a picture that is tall or square, panels are
    never all in one row.
    """
    best, largest = [len(widths)], 0.0
    for breaks in product((False, True), repeat=len(widths) - 1):
        counts = [1]
        for broken in breaks:
            counts += [1] if broken else []
            counts[-1] += not broken
        if len(counts) == 1 < len(widths) and width < STACKED * height:
            continue
        unit = panel_unit(counts, widths, width, height, strip)
        if unit > largest or (unit == largest and len(counts) > len(best)):
            best, largest = counts, unit
    return best


def panel_unit(
    counts: Sequence[int], widths: Sequence[float], width: float, height: float, strip: float = 0.0
) -> float:
    """Return the number of pixels of a reference pixel where `counts` panels stand in each row, below the strip."""
    return min(width / _widest(counts, widths), height / (len(counts) * REFERENCE_HEIGHT + strip))


def rows_size(widths: Sequence[float]) -> tuple[int, int]:
    """Return the size in pixels at which the panels of one run can be read in a picture shown 640 pixels wide."""
    if sum(widths) <= MOST_BESIDE:
        return 800, 400
    counts = [0]
    filled = 0.0
    for own in widths:
        if filled and filled + own > MOST_BESIDE:
            counts.append(0)
            filled = 0.0
        counts[-1] += 1
        filled += own
    return round(max(_widest(counts, widths), 800)), round(REFERENCE_HEIGHT) * len(counts)


def _widest(counts: Sequence[int], widths: Sequence[float]) -> float:
    """Return the width of the widest row."""
    left = iter(widths)
    return max(sum(next(left) for _ in range(count)) for count in counts)


def comfortable_size(count: int, widths: tuple[float, ...], *, overlay: bool) -> tuple[int, int]:
    """Return the size in pixels at which `count` runs can be read in a picture shown 640 pixels wide.

    `widths` are the reference widths of the panels of each run. Several panels a run make wide cells: up to three
    stand below each other, more in two columns. Single panels stand beside each other, more than three in two rows;
    those that are `WIDE` stand below each other.
    """
    wide = max(sum(widths) / 800, 1.0)
    if len(widths) == 1 and widths[0] >= WIDE and not overlay and count > 1:
        return round(800 * wide), 40 + count * 340
    if overlay or count == 1:
        return round(800 * wide), 440
    if len(widths) > 1:
        columns = 1 if count <= 3 else 2
        rows = -(-count // columns)
        width, height = (800, 290) if columns == 1 else (900, 300)
        return round(width * wide), 40 + rows * height
    columns = count if count <= 3 else -(-count // 2)
    rows = -(-count // columns)
    return 800, 40 + rows * (360 if rows == 1 else 320)
