"""The arrangement of panels: side by side for one run, in a grid of runs for a comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.defaults import in_default_size
from sgdviz.drawing.grid import LEGEND, STRIP, best_grid, panel_rows
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import panel_label
from sgdviz.drawing.panels.header import Header
from sgdviz.drawing.panels.margins import plot_area
from sgdviz.drawing.panels.strip import Strip
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from sgdviz.drawing.grid import Grid
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.scene import Scene
    from sgdviz.recording import Comparison, Recording

    Kinds = tuple[type[Panel], ...]
    """The panel classes of a scene, from left to right."""

LEAST_PLOT = (80.0, 45.0)
"""The least size of a plot of a comparison in reference pixels, so that its labels do not run into each other."""


def side_by_side(kinds: Kinds, recording: Recording, settings: PanelSettings) -> list[Panel]:
    """Return the panels of one run, side by side in the area of `settings`; its title goes to the first."""
    places = _places(kinds, settings)
    return [kind(recording, place) for kind, place in zip(kinds, places, strict=True)]


def in_rows(scene: Scene, kinds: Kinds, recording: Recording, settings: PanelSettings) -> list[Panel]:
    """Return the panels of one run in the rows in which they are largest; the title goes to the first."""
    counts = rows_of(scene, kinds)
    left, top, right, bottom = settings.area
    height = (bottom - top) / len(counts)
    panels: list[Panel] = []
    shown = False
    for number, count in enumerate(counts):
        own = kinds[len(panels) : len(panels) + count]
        area = Rect(left, top + number * height, right, top + (number + 1) * height)
        place = replace(settings, area=area, shows_step=not shown, title=settings.title if number == 0 else None)
        shown = shown or any(kind.shows_step for kind in own)
        panels += side_by_side(own, recording, place)
    return panels


def rows_of(scene: Scene, kinds: Kinds) -> list[int]:
    """Return the numbers of panels of one run in each row."""
    return panel_rows([kind.width for kind in kinds], *scene.size)


def compared(scene: Scene, kinds: Kinds, comparison: Comparison, settings: PanelSettings) -> list[Panel]:
    """Return the strip, and below it the panels of each run in a grid, or the panels of all runs at once.

    Raises `InputError` for a picture that is too small.
    """
    left, top, right, bottom = settings.area
    runs = (comparison.leader,) if scene.overlay else comparison.recordings
    grid = grid_of(scene, kinds, len(comparison), settings.area.height)
    middle = round(top + min(_strip_height(scene) * settings.unit, settings.area.height / 2))
    across, down = settings.area.width / grid.columns, (bottom - middle) / grid.rows
    cells = []
    for number in range(len(runs)):
        row, column = divmod(number, grid.columns)
        area = Rect(column * across, middle + row * down, (column + 1) * across, middle + (row + 1) * down)
        prefix = "" if scene.overlay else f"run{number + 1}."
        cells.append(replace(settings, area=area, title=None, role_prefix=prefix))
    _check_room(scene, kinds, cells[0], len(comparison))
    if not scene.overlay:
        titles = _titles(kinds, cells, comparison)
        cells = [replace(cell, title=title) for cell, title in zip(cells, titles, strict=True)]
    step_is_hidden = not scene.overlay and not any(kind.shows_step for kind in kinds)
    strip = Strip(
        comparison.leader,
        replace(settings, area=Rect(left, top, right, middle)),
        legend=scene.overlay,
        endings=step_is_hidden,
    )
    panels = [side_by_side(kinds, run, cell) for run, cell in zip(runs, cells, strict=True)]
    return [strip, *(panel for panels_of_run in panels for panel in panels_of_run)]


def total_width(kinds: Kinds) -> float:
    """Return the width of all panels in reference pixels."""
    return sum(kind.width for kind in kinds)


def grid_of(scene: Scene, kinds: Kinds, runs: int, height: float) -> Grid:
    """Return the grid of `runs` runs where the panels have `height` pixels."""
    width = scene.pixel_size[0] / scene.scale
    cells = 1 if scene.overlay else runs
    return best_grid(cells, total_width(kinds), width, height / scene.scale, _strip_height(scene))


def title_fits(kind: type[Panel], recording: Recording, settings: PanelSettings) -> bool:
    """Return whether the title in `settings` has room over a panel of `kind`."""
    return Header(recording, settings, name=kind.name, heading=kind.heading).fits(kind.aside)


def _strip_height(scene: Scene) -> float:
    """Return the height of the strip over a comparison in reference pixels."""
    return STRIP + LEGEND * scene.overlay


def _places(kinds: Kinds, settings: PanelSettings) -> list[PanelSettings]:
    """Return the settings of each panel: its area, whether it shows the step, and for the first one the title."""
    step_panel = next((number for number, kind in enumerate(kinds) if kind.shows_step), 0)
    places = []
    left, top, _, bottom = settings.area
    for number, kind in enumerate(kinds):
        right = left + settings.area.width * kind.width / total_width(kinds)
        shows_step = settings.shows_step and number == step_panel
        place = replace(settings, area=Rect(left, top, right, bottom), shows_step=shows_step)
        places.append(place if number == 0 else replace(place, title=None))
        left = right
    return places


def _titles(kinds: Kinds, cells: list[PanelSettings], comparison: Comparison) -> tuple[str, ...]:
    """Return the title of each run: all labels whole, or, where one of them has no room, all of them short."""
    for run, cell, label in zip(comparison.recordings, cells, comparison.labels, strict=True):
        if not title_fits(kinds[0], run, replace(_places(kinds, cell)[0], title=label)):
            return comparison.short_labels[1]
    return comparison.labels


def _check_room(scene: Scene, kinds: Kinds, cell: PanelSettings, runs: int) -> None:
    """Raise `InputError` for a cell of a comparison that is too small for its plots."""
    unit = cell.unit
    plot = plot_area(_places(kinds, cell)[0].area, unit)
    if plot.width < LEAST_PLOT[0] * unit or plot.height < LEAST_PLOT[1] * unit:
        size = "x".join(map(str, scene.size))
        wide, high = in_default_size(scene, runs).size
        what = f"a picture of {size} is too small for {runs} runs with {', '.join(map(panel_label, scene.panels))}"
        raise InputError(f"{what}; give it {wide}x{high} or so")
