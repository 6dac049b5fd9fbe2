"""The arrangement of the panels of one run, or of all runs at once, in rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.grid import LEGEND, STRIP, panel_rows
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.header import Header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.scene import Scene
    from sgdviz.recording import Recording

    Kinds = tuple[type[Panel], ...]
    """The panel classes of a scene, from left to right."""


def side_by_side(kinds: Kinds, recording: Recording, settings: PanelSettings) -> list[Panel]:
    """Return the panels of one run, side by side in the area of `settings`; its title goes to the first."""
    places = zip(kinds, places_of(kinds, settings), strict=True)
    return [kind.form_for(recording, place)(recording, place) for kind, place in places]


def in_rows(counts: Sequence[int], kinds: Kinds, recording: Recording, settings: PanelSettings) -> list[Panel]:
    """Return the panels of one run, with so many in each row; the title goes to the first."""
    left, top, right, bottom = settings.area
    height = (bottom - top) / len(counts)
    panels: list[Panel] = []
    shown = False
    for number, count in enumerate(counts):
        own = kinds[len(panels) : len(panels) + count]
        area = Rect(left, top + number * height, right, top + (number + 1) * height)
        title = settings.title if number == 0 else None
        place = replace(settings, area=area, shows_step=settings.shows_step and not shown, title=title)
        shown = shown or any(kind.shows_step for kind in own)
        panels += side_by_side(own, recording, place)
    return panels


def rows_of(scene: Scene, kinds: Kinds) -> list[int]:
    """Return the numbers of panels in each row, of one run or of all runs at once."""
    return panel_rows([kind.width for kind in kinds], *scene.size, strip_height(scene) if scene.overlay else 0.0)


def total_width(kinds: Kinds) -> float:
    """Return the width of all panels in reference pixels."""
    return sum(kind.width for kind in kinds)


def strip_height(scene: Scene) -> float:
    """Return the height of the strip over a comparison in reference pixels."""
    return STRIP + LEGEND * scene.overlay


def title_fits(kind: type[Panel], recording: Recording, settings: PanelSettings) -> bool:
    """Return whether the title in `settings` has room over a panel of `kind`."""
    return Header(recording, settings, name=kind.name, heading=kind.heading).fits(kind.aside)


def places_of(kinds: Kinds, settings: PanelSettings) -> list[PanelSettings]:
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
