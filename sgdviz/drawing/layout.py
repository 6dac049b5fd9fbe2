"""The layout of a scene, computed once: its panels in their places, and the title and caption around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.drawing.arrangement import in_rows, rows_of
from sgdviz.drawing.captions import lay_caption, lay_title
from sgdviz.drawing.compared import compared, same_axes
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.margins import MARGIN, measured
from sgdviz.drawing.panels.settings import PanelSettings
from sgdviz.drawing.room import title_has_room, unit_of
from sgdviz.drawing.strip_room import strip_unit
from sgdviz.drawing.strips import strip_of
from sgdviz.errors import InputError
from sgdviz.recording import Comparison
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.arrangement import Kinds
    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.scene import Scene
    from sgdviz.pacing import Cue, Phase
    from sgdviz.recording import Recording


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Layout:
    """The panels of a scene, left to right and top to bottom, and the texts around them.

    `unit` is the size of a reference pixel. `panel_rows` has for each panel the (T,) rows of its own recording at the
    rows of the scene's. With `explains`, steps are told in phases. The layout of a strip has `moments`: each panel
    shows one of them, whatever the row, and `panel_phases` has the phase of each panel. Between processes a layout
    travels as its scene and its recording.
    """

    scene: Scene
    recording: Recording | Comparison
    panels: tuple[Panel, ...]
    around: tuple[Text, ...]
    unit: float
    panel_rows: tuple[NDArray[np.int64], ...]
    explains: bool = False
    moments: tuple[Cue, ...] = ()
    panel_phases: tuple[Phase | None, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """The width and height of the picture in pixels."""
        return self.scene.pixel_size

    @property
    def background(self) -> str:
        """The colour of the background."""
        return self.scene.theme.background

    @property
    def colors(self) -> tuple[str, ...]:
        """The colours of all marks, each once, those of moving marks first."""
        moving = [color for panel in self.panels for color in panel.colors]
        static = [color for panel in self.panels for color in panel.static_colors]
        return tuple(dict.fromkeys((*moving, *static, *(text.color for text in self.around))))

    def rows_at(self, row: int) -> list[int]:
        """Return the row of its own recording that each panel shows at `row` of the scene's."""
        return [int(rows[row]) for rows in self.panel_rows]

    def phases_at(self, phase: Phase | None) -> tuple[Phase | None, ...]:
        """Return the phase of a step that each panel shows in `phase` of the scene's."""
        return self.panel_phases or (phase,) * len(self.panels)

    def with_scene(self, scene: Scene) -> Layout:
        """Return the layout of another scene for the same recording."""
        if self.moments:
            return lay_out_strip(scene, self.recording, self.moments)
        return lay_out(scene, self.recording, explains=self.explains)

    def __reduce__(self) -> tuple[Callable[..., Layout], tuple[Any, ...]]:
        if self.moments:
            return lay_out_strip, (self.scene, self.recording, self.moments)
        return partial(lay_out, explains=self.explains), (self.scene, self.recording)


def lay_out(scene: Scene, recording: Recording | Comparison, *, explains: bool = False) -> Layout:
    """Return the layout of `scene` for `recording`; with `explains` its panels can show the phases of a step.

    Raises `InputError` where a panel cannot show the data, and for a picture that is too small for its panels.
    """
    if scene.overlay and not isinstance(recording, Comparison):
        raise InputError("one run cannot be overlaid; give several recordings, or leave overlay out")
    kinds = tuple(find_panel(panel, overlaid=scene.overlay) for panel in scene.panels)
    runs = len(recording) if isinstance(recording, Comparison) else 1
    build = partial(_built, scene, kinds, recording, unit_of(scene, kinds, recording, explains=explains), explains)
    layout = build(MARGIN, outer=False)
    # Labels are known once the panels are made; where they need more room, or less, the panels are made again.
    panels = layout.panels[1:] if runs > 1 else layout.panels
    margin = measured(panels, layout.unit)
    outer = runs > 1 and not scene.overlay and same_axes(panels, kinds)
    return layout if (margin, outer) == (MARGIN, False) else build(margin, outer=outer)


def lay_out_strip(scene: Scene, recording: Recording | Comparison, moments: Sequence[Cue]) -> Layout:
    """Return the layout of a strip: `recording` at several moments in one picture; raises `InputError`."""
    kinds = tuple(find_panel(panel, overlaid=scene.overlay) for panel in scene.panels)
    runs = len(recording) if isinstance(recording, Comparison) else 1
    build = partial(_strip, scene, kinds, recording, strip_unit(scene, kinds, runs, len(moments)), tuple(moments))
    layout = build(MARGIN, outer=False)
    panels = layout.panels[1:] if scene.overlay else layout.panels
    margin, outer = measured(panels, layout.unit), same_axes(panels, kinds)
    return layout if (margin, outer) == (MARGIN, False) else build(margin, outer=outer)


def _strip(
    scene: Scene,
    kinds: Kinds,
    recording: Recording | Comparison,
    unit: float,
    moments: tuple[Cue, ...],
    margin: Rect,
    *,
    outer: bool,
) -> Layout:
    """Return the layout of a strip with a `margin` around plots; with `outer`, only the outer axes have labels."""
    settings, around = _framed(scene, recording, unit, margin, above=scene.title)
    settings = replace(settings, title=None, explains=any(moment.phase is not None for moment in moments))
    placed = strip_of(scene, kinds, recording, settings, moments, outer=outer)
    panels, times = tuple(own.panel for own in placed), len(leader_of(recording))
    return Layout(
        scene,
        recording,
        panels,
        around,
        unit,
        tuple(np.full(times, own.row) for own in placed),
        settings.explains,
        moments,
        tuple(own.phase for own in placed),
    )


def _built(
    scene: Scene,
    kinds: Kinds,
    recording: Recording | Comparison,
    unit: float,
    explains: bool,  # noqa: FBT001 - given by position above
    margin: Rect,
    *,
    outer: bool,
) -> Layout:
    """Return the layout with a `margin` around plots; with `outer`, only the outer axes of a grid have labels."""
    alone = None if isinstance(recording, Comparison) else recording
    has_room = title_has_room(scene, kinds, alone, unit, explains=explains, margin=margin)
    settings, around = _framed(scene, recording, unit, margin, above=None if has_room else scene.title)
    settings = replace(settings, explains=explains)
    if isinstance(recording, Comparison):
        panels = compared(scene, kinds, recording, settings, outer=outer)
        rows = tuple(recording.rows(panel.recording) for panel in panels)
    else:
        panels = in_rows(rows_of(scene, kinds), kinds, recording, settings)
        rows = (np.arange(len(recording)),) * len(panels)
    return Layout(scene, recording, tuple(panels), around, unit, rows, explains)


def _framed(
    scene: Scene, recording: Recording | Comparison, unit: float, margin: Rect, *, above: str | None
) -> tuple[PanelSettings, tuple[Text, ...]]:
    """Return the settings of all panels, between the title `above` them, if any, and the caption, and these texts."""
    width, height = scene.pixel_size
    title = lay_title(above or "", scene.theme, unit, width, margin)
    caption = lay_caption(scene.caption or "", scene.theme, unit, width, height, margin)
    bottom = max(height - caption.height, 1.0)
    settings = PanelSettings(
        theme=scene.theme,
        area=Rect(0.0, min(title.height, bottom - 1), width, bottom),
        unit=unit,
        margin=margin,
        title=None if title.marks else scene.title,
        loss_scale=scene.loss_scale,
        comparison=recording if isinstance(recording, Comparison) else None,
        squares=scene.squares,
        words=scene.words,
    )
    return settings, (*title.marks, *caption.marks)
