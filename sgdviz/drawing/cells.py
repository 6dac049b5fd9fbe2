"""The cells of a grid of panels, whose plots are equally large whether or not their axes have labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.margins import INNER

if TYPE_CHECKING:
    from sgdviz.drawing.panels.settings import PanelSettings


def cells_of(
    columns: int,
    rows: int,
    count: int,
    panels: tuple[int, int],
    settings: PanelSettings,
    *,
    outer: bool,
    inner: Rect = INNER,
    apart: float = 0.0,
) -> list[PanelSettings]:
    """Return the settings of the first `count` cells of a grid, each with so many `panels` across and down.

    With `outer`, only the axes at the left and the lower side of a grid without gaps have labels; the others have the
    left and the lower margin of `inner`. Rows of cells are `apart` by more than their margins, in reference pixels.
    """
    left, top, right, bottom = settings.area
    outer = outer and count == columns * rows
    margin = settings.margin._replace(left=inner.left, bottom=inner.bottom) if outer else settings.margin
    wider = panels[0] * (settings.margin.left - margin.left) * settings.unit
    higher = panels[1] * (settings.margin.bottom - margin.bottom) * settings.unit
    gap = apart * settings.unit
    across, down = (right - left - wider) / columns, (bottom - top - higher + gap) / rows - gap
    cells = []
    for number in range(count):
        row, column = divmod(number, columns)
        is_left, is_low = column == 0, row == rows - 1
        x, y = left + column * across + wider * (not is_left), top + row * (down + gap)
        cells.append(
            replace(
                settings,
                area=Rect(x, y, x + across + wider * is_left, y + down + higher * is_low),
                margin=settings.margin._replace(
                    left=settings.margin.left if is_left else margin.left,
                    bottom=settings.margin.bottom if is_low else margin.bottom,
                ),
                labelled=(is_low or not outer, is_left or not outer),
            )
        )
    return cells
