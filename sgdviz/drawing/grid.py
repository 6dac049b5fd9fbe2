"""The grid of a comparison's runs: its columns and rows, and the size of a picture in which they can be read."""

from __future__ import annotations

from typing import NamedTuple

REFERENCE_HEIGHT = 400.0
"""The height for which the sizes of type and marks are given; panels give their own reference width."""

STRIP, LEGEND = 44.0, 28.0
"""The height of the strip above all runs, and the addition for a legend, in reference pixels."""


WIDE = 700.0
"""The reference width from which on single panels stand below each other."""


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
    return (800 if columns == 2 else 960), 40 + rows * (360 if rows == 1 else 320)
