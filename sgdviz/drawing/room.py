"""The room that panels have in a picture, and so how large its type is, or what size it needs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sgdviz.drawing.arrangement import rows_of, strip_height, title_fits, total_width
from sgdviz.drawing.captions import lay_caption, lay_title
from sgdviz.drawing.compared import grid_of
from sgdviz.drawing.grid import comfortable_size, panel_unit, rows_size
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import find_panel, panel_label
from sgdviz.drawing.panels.margins import GUTTER, MARGIN
from sgdviz.drawing.panels.settings import PanelSettings
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.type_size import larger_size, readable_unit
from sgdviz.errors import InputError
from sgdviz.pacing import PARTS
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


def in_default_size(scene: Scene, runs: int) -> Scene:
    """Return `scene` in a size at which `runs` runs can be read."""
    kinds = tuple(find_panel(panel, overlaid=scene.overlay) for panel in scene.panels)
    widths = tuple(kind.width for kind in kinds)
    if runs == 1:
        return replace(scene, size=rows_size(widths))
    scene = replace(scene, size=comfortable_size(runs, widths, overlay=scene.overlay))
    natural, room = partial(_natural, kinds=kinds, runs=runs), partial(_has_room, kinds=kinds, runs=runs)
    if readable_unit(scene, natural, room) is not None:
        return scene
    return replace(scene, size=larger_size(scene, natural, room))


def unit_of(scene: Scene, kinds: Kinds, recording: Recording | Comparison, *, explains: bool) -> float:
    """Return the number of pixels of a reference pixel in a picture of `recording`, whose steps may be told.

    Raises `InputError` for a picture in which the panels have no room for type that can be read.
    """
    runs = len(recording) if isinstance(recording, Comparison) else 1
    alone = None if isinstance(recording, Comparison) else recording
    natural, room = (
        partial(_natural, kinds=kinds, runs=runs),
        partial(_has_room, kinds=kinds, runs=runs, recording=alone, explains=explains),
    )
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


def _has_room(
    scene: Scene, unit: float, kinds: Kinds, runs: int, recording: Recording | None = None, *, explains: bool = False
) -> bool:
    """Return whether every panel is as large as its texts need, in a picture of scale 1.

    `recording` is that of one run, whose title may stand over its first panel.
    """
    scene = replace(scene, scale=1.0)
    width, height = scene.size[0], float(scene.size[1])
    height -= lay_caption(scene.caption or "", scene.theme, unit, *scene.size).height
    if scene.title and not title_has_room(scene, kinds, recording, unit, explains=explains):
        height -= lay_title(scene.title, scene.theme, unit, width).height
    whole = max(height, 1.0)
    height -= strip_height(scene) * unit if runs > 1 else 0.0
    if runs > 1 and not scene.overlay:
        grid = grid_of(scene, kinds, runs, whole)
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


def title_has_room(
    scene: Scene,
    kinds: Kinds,
    recording: Recording | None,
    unit: float,
    *,
    explains: bool,
    margin: Rect = MARGIN,
) -> bool:
    """Return whether the scene's title has room beside the step: over the first panel, or in the strip over all.

    `recording` is that of one run, and None for several. `margin` is the room around plots in reference pixels.
    """
    width = float(scene.pixel_size[0])
    if recording is not None:
        width *= kinds[0].width / total_width(kinds[: rows_of(scene, kinds)[0]])
    words = scene.words
    step = f"{words.step_number.format(number=LONG_STEP)}  {words.pass_number.format(number=LONG_PASS)}"
    beside = [face(SIZES.status * unit).width(step, tabular=True)]
    if explains:
        beside += [face(SIZES.status * unit, bold=True).width(getattr(words, part)) for part in PARTS]
    room = width - (margin.left + margin.right + GUTTER) * unit - max(beside)
    if face(SIZES.heading * unit, bold=True).width(scene.title or "") <= room:
        return True
    if recording is None:
        return False
    area = Rect(0.0, 0.0, width, scene.pixel_size[1])
    settings = PanelSettings(
        theme=scene.theme, area=area, unit=unit, margin=margin, title=scene.title, words=words, explains=explains
    )
    return title_fits(kinds[0], recording, settings)
