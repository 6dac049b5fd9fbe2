"""The sheet of a strip: its columns and rows of cells, and the size of a picture in which they can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.grid import panel_rows, panel_unit, rows_size

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 800
"""The width in pixels of a strip of one or two columns by default, which is that of any picture."""

MOST_COLUMNS, COLUMN, NARROW_COLUMN = 4, 300, 240
"""The most columns by default, and the pixels of each of three and of each of four."""

PANEL = 280
"""The height in pixels of a row of panels by default."""

APART = 24.0
"""The distance in reference pixels between rows of moments whose panels stand below each other."""

COMFORT = 0.95
"""The unit, in pixels, for which a column by default has room."""

IN_ONE_ROW, WITH_GAPS = 1.25, 0.75
"""How much more all moments in one row count, and how much less a sheet whose last row is not full."""


class Sheet(NamedTuple):
    """Columns and rows of cells, the numbers of panels in each row of a cell, and the pixels of a reference pixel."""

    columns: int
    rows: int
    counts: tuple[int, ...]
    unit: float

    @property
    def apart(self) -> float:
        """The distance in reference pixels between rows of cells, more than between the panels of one."""
        return APART if len(self.counts) > 1 else 0.0


def best_sheet(moments: int, rows: int, widths: Sequence[float], width: float, height: float) -> Sheet:
    """Return the sheet in which the panels of `moments` moments are largest.

    One run may stand in any number of columns. Several `rows` of runs stand below each other, a column for each moment,
    or beside each other, a row for each moment. All moments in one row are preferred where panels are nearly as large
    so, and a sheet without gaps to one with them. `widths` are those of the panels of a cell in reference pixels.
    """
    sheets = {}
    cells = moments * rows
    for across in range(1, moments + 1) if rows == 1 else {moments, rows}:
        down = -(-cells // across)
        counts = panel_rows(widths, width / across, height / down)
        unit = panel_unit(counts, widths, width / across, height / down)
        liked = (IN_ONE_ROW if across == moments else 1.0) * (WITH_GAPS if across * down > cells else 1.0)
        sheets[Sheet(across, down, tuple(counts), unit)] = unit * liked
    return max(sheets, key=sheets.__getitem__)


def sheet_size(
    moments: int, rows: int, widths: Sequence[float], least: Sequence[tuple[float, float]]
) -> tuple[int, int]:
    """Return the size in pixels of a strip of so many moments, by default, without title and caption.

    `widths` are those of the panels of a cell in reference pixels, and `least` their least widths and heights. Panels
    stand below each other; those that are too wide to stand beside another moment stand as they do in any picture.
    """
    widest = max(width for width, _ in least)
    most = min(MOST_COLUMNS, max(int(MOST_COLUMNS * NARROW_COLUMN / (COMFORT * widest)), 1))
    if rows > 1:
        columns, down = (moments, rows) if moments <= most else (rows, moments)
    else:
        columns = _columns(moments, most)
        down = -(-moments // columns)
    if columns == 1:
        width, height = rows_size(widths)
        return width, down * height
    column = NARROW_COLUMN if columns > 3 else COLUMN
    height = down * sum(max(PANEL, round(COMFORT * height)) for _, height in least)
    apart = round((down - 1) * COMFORT * APART) if len(least) > 1 else 0
    return max(WIDTH, columns * column, round(columns * COMFORT * widest)), height + apart


def _columns(moments: int, most: int) -> int:
    """Return the number of columns of a strip of one run: at best one that leaves no gap in the last row."""
    full = next(columns for columns in range(min(most, moments), 0, -1) if moments % columns == 0)
    return full if 2 * full >= min(most, moments) else -(-moments // -(-moments // most))
