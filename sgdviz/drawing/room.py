"""The room that panels have in a picture, and so how large its type is, or what size it needs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sgdviz.drawing.arrangement import rows_of, strip_height, title_fits, total_width
from sgdviz.drawing.captions import lay_caption, lay_title
from sgdviz.drawing.compared import grid_of
from sgdviz.drawing.grid import panel_unit
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import panel_label
from sgdviz.drawing.panels.margins import GUTTER, MARGIN
from sgdviz.drawing.panels.settings import PanelSettings
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.type_size import larger_size, readable_unit
from sgdviz.errors import InputError
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz.drawing.arrangement import Kinds
    from sgdviz.drawing.scene import Scene
    from sgdviz.recording import Recording

SHRINK = 0.7
"""Type and marks shrink by this power of a smaller scene's size, so that a small picture can still be read."""

COMPARED_SHRINK = 0.4
"""The same for a scene of several runs, whose cells are smaller."""

LONG_STEP, LONG_PASS = 1000, 100
"""A title that leaves room for this step and pass beside it fits over the first panel."""


def unit_of(scene: Scene, kinds: Kinds, recording: Recording | Comparison) -> float:
    """Return the number of pixels of a reference pixel in a picture of `recording`.

    Raises `InputError` for a picture in which the panels have no room for type that can be read.
    """
    runs = _count(recording)
    natural, room = partial(_natural, kinds=kinds, runs=runs), partial(_has_room, kinds=kinds, recording=recording)
    unit = readable_unit(scene, natural, room)
    if unit is None:
        size, needed = ("x".join(map(str, one)) for one in (scene.size, larger_size(scene, natural, room)))
        panels = ", ".join(map(panel_label, scene.panels))
        what = f"{runs} runs with {panels}" if runs > 1 else panels
        raise InputError(f"a picture of {size} is too small for {what}; give it at least {needed}")
    return unit * scene.scale


def _natural(scene: Scene, kinds: Kinds, runs: int) -> float:
    """Return the unit that suits the size of the panels, in a picture of scale 1."""
    if runs > 1 and not scene.overlay:
        unit = grid_of(scene, kinds, runs, scene.pixel_size[1]).unit
    else:
        strip = strip_height(scene) if scene.overlay else 0.0
        unit = panel_unit(rows_of(scene, kinds), [kind.width for kind in kinds], *scene.size, strip)
    return unit if unit > 1 else unit ** (COMPARED_SHRINK if runs > 1 else SHRINK)


def _count(recording: Recording | Comparison) -> int:
    return len(recording) if isinstance(recording, Comparison) else 1


def _has_room(scene: Scene, unit: float, kinds: Kinds, recording: Recording | Comparison) -> bool:
    """Return whether every panel is as large as its texts need, in a picture of scale 1."""
    runs = _count(recording)
    scene = replace(scene, scale=1.0)
    width, height = scene.size[0], float(scene.size[1])
    height -= lay_caption(scene.caption or "", scene.theme, unit, *scene.size).height
    height -= strip_height(scene) * unit if runs > 1 else 0.0
    if scene.title and not title_has_room(scene, kinds, recording, unit):
        height -= lay_title(scene.title, scene.theme, unit, width).height
    if runs > 1 and not scene.overlay:
        grid = grid_of(scene, kinds, runs, scene.pixel_size[1])
        rows, down, across = [kinds], height / grid.rows, width / grid.columns
    else:
        counts = rows_of(scene, kinds)
        ends = [sum(counts[: number + 1]) for number in range(len(counts))]
        rows = [kinds[end - count : end] for end, count in zip(ends, counts, strict=True)]
        down, across = height / len(counts), width
    return all(
        down >= kind.least[1] * unit and across * kind.width / total_width(own) >= kind.least[0] * unit
        for own in rows
        for kind in own
    )


def title_has_room(scene: Scene, kinds: Kinds, recording: Recording | Comparison, unit: float) -> bool:
    """Return whether the scene's title has room beside the step: over the first panel, or in the strip over all."""
    width = float(scene.pixel_size[0])
    if not isinstance(recording, Comparison):
        width *= kinds[0].width / total_width(kinds[: rows_of(scene, kinds)[0]])
    room = width - (MARGIN.left + MARGIN.right + GUTTER) * unit
    words = scene.words
    step = f"{words.step_number.format(number=LONG_STEP)}  {words.pass_number.format(number=LONG_PASS)}"
    room -= face(SIZES.status * unit).width(step, tabular=True)
    if face(SIZES.heading * unit, bold=True).width(scene.title or "") <= room:
        return True
    if isinstance(recording, Comparison):
        return False
    area = Rect(0.0, 0.0, width, scene.pixel_size[1])
    settings = PanelSettings(theme=scene.theme, area=area, unit=unit, title=scene.title, words=words)
    return title_fits(kinds[0], recording, settings)
