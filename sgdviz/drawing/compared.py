"""The arrangement of a comparison: a strip, and below it a grid of runs, or all runs in the same panels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.arrangement import in_rows, places_of, rows_of, side_by_side, strip_height, title_fits, total_width
from sgdviz.drawing.cells import cells_of
from sgdviz.drawing.grid import best_grid
from sgdviz.drawing.marks import Rect, Text
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
        return [strip, *in_rows(rows_of(scene, kinds), kinds, comparison.leader, below)]
    grid = grid_of(scene, kinds, len(comparison), settings.area.height)
    cells = cells_of(grid.columns, grid.rows, len(comparison), (len(kinds), 1), below, outer=outer)
    cells = [replace(cell, role_prefix=f"run{number}.") for number, cell in enumerate(cells, start=1)]
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


def _titles(kinds: Kinds, cells: list[PanelSettings], comparison: Comparison) -> tuple[str, ...]:
    """Return the title of each run: all labels whole, or, where one of them has no room, all of them short."""
    for run, cell, label in zip(comparison.recordings, cells, comparison.labels, strict=True):
        if not title_fits(kinds[0], run, replace(places_of(kinds, cell)[0], title=label)):
            return comparison.short_labels[1]
    return comparison.labels
