"""The room that the panels of a strip have, and so how large its type is, or what size it needs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sgdviz.drawing.arrangement import total_width
from sgdviz.drawing.captions import lay_caption, lay_title
from sgdviz.drawing.grid import LEGEND
from sgdviz.drawing.panels import find_panel, panel_label
from sgdviz.drawing.room import COMPARED_SHRINK
from sgdviz.drawing.sheet import COMFORT, sheet_size
from sgdviz.drawing.strips import sheet_of
from sgdviz.drawing.type_size import larger_size, readable_unit
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from sgdviz.drawing.arrangement import Kinds
    from sgdviz.drawing.scene import Scene


def in_strip_size(scene: Scene, runs: int, moments: int) -> Scene:
    """Return `scene` in a size at which a strip of `moments` moments of `runs` runs can be read."""
    kinds = tuple(find_panel(panel, overlaid=scene.overlay) for panel in scene.panels)
    widths, least = [kind.width for kind in kinds], [kind.least for kind in kinds]
    width, height = sheet_size(moments, 1 if scene.overlay else runs, widths, least)
    scene = replace(scene, size=(width, round(height + _around(replace(scene, size=(width, height)), COMFORT))))
    natural, room = _measures(kinds, runs, moments)
    if readable_unit(scene, natural, room, page=True) is not None:
        return scene
    return replace(scene, size=larger_size(scene, natural, room, page=True))


def strip_unit(scene: Scene, kinds: Kinds, runs: int, moments: int) -> float:
    """Return the number of pixels of a reference pixel in a strip of `moments` moments of `runs` runs.

    Raises `InputError` for a picture in which the panels have no room for type that can be read.
    """
    natural, room = _measures(kinds, runs, moments)
    unit = readable_unit(scene, natural, room, page=True)
    if unit is None:
        size, needed = ("x".join(map(str, one)) for one in (scene.size, larger_size(scene, natural, room, page=True)))
        what = f"a strip of {moments} moments with {', '.join(map(panel_label, scene.panels))}"
        raise InputError(f"a picture of {size} is too small for {what}; give it at least {needed}")
    return unit * scene.scale


def _measures(kinds: Kinds, runs: int, moments: int) -> tuple[partial[float], partial[bool]]:
    """Return the functions by which type is measured, of a scene, and of a scene and a unit."""
    return (
        partial(_natural, kinds=kinds, runs=runs, moments=moments),
        partial(_has_room, kinds=kinds, runs=runs, moments=moments),
    )


def _natural(scene: Scene, kinds: Kinds, runs: int, moments: int) -> float:
    """Return the unit that suits the size of the panels, in a picture of scale 1."""
    unit = sheet_of(scene, kinds, runs, moments, *scene.size).unit
    return unit if unit > 1 else unit**COMPARED_SHRINK


def _has_room(scene: Scene, unit: float, kinds: Kinds, runs: int, moments: int) -> bool:
    """Return whether every panel is as large as its texts need, in a picture of scale 1."""
    width, height = scene.size[0], max(scene.size[1] - _around(scene, unit), 1.0)
    sheet = sheet_of(scene, kinds, runs, moments, width, height)
    height -= (sheet.rows - 1) * sheet.apart * unit
    across, down = width / sheet.columns, height / sheet.rows / len(sheet.counts)
    left = list(kinds)
    for count in sheet.counts:
        row, left = left[:count], left[count:]
        for kind in row:
            if across * kind.width / total_width(tuple(row)) < kind.least[0] * unit or down < kind.least[1] * unit:
                return False
    return True


def _around(scene: Scene, unit: float) -> float:
    """Return the height of the title, the legend and the caption in pixels, in a picture of scale 1."""
    title = lay_title(scene.title or "", scene.theme, unit, scene.size[0]).height
    caption = lay_caption(scene.caption or "", scene.theme, unit, *scene.size).height
    return title + caption + LEGEND * unit * scene.overlay
