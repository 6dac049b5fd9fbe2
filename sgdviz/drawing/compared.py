"""The arrangement of a comparison: a strip, and below it a grid of runs, or all runs in the same panels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.arrangement import in_rows, places_of, side_by_side, strip_height, title_fits, total_width
from sgdviz.drawing.grid import best_grid
from sgdviz.drawing.marks import Rect, Text
from sgdviz.drawing.panels.margins import INNER
from sgdviz.drawing.panels.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.arrangement import Kinds
    from sgdviz.drawing.grid import Grid
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.scene import Scene
    from sgdviz.recording import Comparison


def compared(
    scene: Scene, kinds: Kinds, comparison: Comparison, settings: PanelSettings, *, outer: bool
) -> list[Panel]:
    """Return the strip, and below it the panels of each run in a grid, or the panels of all runs at once.

    With `outer`, only the axes at the left and the lower side of a grid have labels.
    """
    left, top, right, bottom = settings.area
    middle = round(top + min(strip_height(scene) * settings.unit, settings.area.height / 2))
    below = replace(settings, area=Rect(left, middle, right, bottom), title=None)
    strip = Strip(
        comparison.leader,
        replace(settings, area=Rect(left, top, right, middle)),
        legend=scene.overlay,
        endings=not scene.overlay and not any(kind.shows_step for kind in kinds),
    )
    if scene.overlay:
        return [strip, *in_rows(scene, kinds, comparison.leader, below)]
    grid = grid_of(scene, kinds, len(comparison), settings.area.height)
    cells = _cells(grid, len(comparison), len(kinds), below, outer=outer)
    titles = _titles(kinds, cells, comparison)
    panels: list[Panel] = [strip]
    for run, cell, title in zip(comparison.recordings, cells, titles, strict=True):
        panels += side_by_side(kinds, run, replace(cell, title=title))
    return panels


def grid_of(scene: Scene, kinds: Kinds, runs: int, height: float) -> Grid:
    """Return the grid of `runs` runs where the panels have `height` pixels."""
    width = scene.pixel_size[0] / scene.scale
    return best_grid(runs, total_width(kinds), width, height / scene.scale, strip_height(scene))


def same_axes(panels: Sequence[Panel], kinds: Kinds) -> bool:
    """Return whether the `panels` of all runs, one run after the other, have the same labels at their axes."""
    written = [
        [mark.text for mark in panel.static() if isinstance(mark, Text) and mark.role.endswith(f"{panel.name}.label")]
        for panel in panels
    ]
    return all(written[number] == written[number % len(kinds)] for number in range(len(written)))


def _cells(grid: Grid, runs: int, panels: int, settings: PanelSettings, *, outer: bool) -> list[PanelSettings]:
    """Return the settings of the cell of each run, whose plots are equally large."""
    left, top, right, bottom = settings.area
    outer = outer and runs == grid.columns * grid.rows
    # Cells without labels have smaller margins.
    margin = settings.margin._replace(left=INNER.left, bottom=INNER.bottom) if outer else settings.margin
    wider = panels * (settings.margin.left - margin.left) * settings.unit
    higher = (settings.margin.bottom - margin.bottom) * settings.unit
    across, down = (right - left - wider) / grid.columns, (bottom - top - higher) / grid.rows
    cells = []
    for number in range(runs):
        row, column = divmod(number, grid.columns)
        is_left, is_low = column == 0, row == grid.rows - 1
        x, y = left + column * across + wider * (not is_left), top + row * down
        cells.append(
            replace(
                settings,
                area=Rect(x, y, x + across + wider * is_left, y + down + higher * is_low),
                margin=settings.margin._replace(
                    left=settings.margin.left if is_left else margin.left,
                    bottom=settings.margin.bottom if is_low else margin.bottom,
                ),
                labelled=(is_low or not outer, is_left or not outer),
                role_prefix=f"run{number + 1}.",
            )
        )
    return cells


def _titles(kinds: Kinds, cells: list[PanelSettings], comparison: Comparison) -> tuple[str, ...]:
    """Return the title of each run: all labels whole, or, where one of them has no room, all of them short."""
    for run, cell, label in zip(comparison.recordings, cells, comparison.labels, strict=True):
        if not title_fits(kinds[0], run, replace(places_of(kinds, cell)[0], title=label)):
            return comparison.short_labels[1]
    return comparison.labels
