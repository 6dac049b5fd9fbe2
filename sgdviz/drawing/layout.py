"""The layout of a scene, computed once: its panels in their places, and the title and caption around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.drawing.arrangement import compared, grid_of, in_rows, rows_of, title_fits, total_width
from sgdviz.drawing.captions import lay_caption, lay_title
from sgdviz.drawing.grid import panel_unit
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.margins import GUTTER, MARGIN
from sgdviz.drawing.panels.settings import PanelSettings
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.errors import InputError
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sgdviz.drawing.arrangement import Kinds
    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.scene import Scene
    from sgdviz.recording import Recording

SHRINK = 0.7
"""Type and marks shrink by this power of a smaller scene's size, so that a small picture can still be read."""

COMPARED_SHRINK = 0.4
"""The same for a scene of several runs, whose cells are smaller."""

LONG_STEP, LONG_PASS = 1000, 100
"""A title that leaves room for this step and pass beside it fits over the first panel."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The panels of a scene, left to right and top to bottom, and the texts around them.

    `unit` is the size of a reference pixel. `panel_rows` has for each panel the (T,) rows of its own recording at the
    rows of the scene's. With `explains`, steps are told in phases. Between processes a layout travels as its scene and
    its recording.
    """

    scene: Scene
    recording: Recording | Comparison
    panels: tuple[Panel, ...]
    around: tuple[Text, ...]
    unit: float
    panel_rows: tuple[NDArray[np.int64], ...]
    explains: bool = False

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

    def with_scene(self, scene: Scene) -> Layout:
        """Return the layout of another scene for the same recording."""
        return lay_out(scene, self.recording, explains=self.explains)

    def __reduce__(self) -> tuple[Callable[..., Layout], tuple[Any, ...]]:
        return partial(lay_out, explains=self.explains), (self.scene, self.recording)


def lay_out(scene: Scene, recording: Recording | Comparison, *, explains: bool = False) -> Layout:
    """Return the layout of `scene` for `recording`; with `explains` its panels can show the phases of a step.

    Raises `InputError` where a panel cannot show the data.
    """
    kinds = tuple(find_panel(panel, overlaid=scene.overlay) for panel in scene.panels)
    width, height = scene.pixel_size
    unit = _unit(scene, kinds, recording)
    above = scene.title if scene.title and not _title_has_room(scene, kinds, recording, unit) else None
    title = lay_title(above or "", scene.theme, unit, width)
    caption = lay_caption(scene.caption or "", scene.theme, unit, width, height)
    bottom = max(height - caption.height, 1.0)
    settings = PanelSettings(
        theme=scene.theme,
        area=Rect(0.0, min(title.height, bottom - 1), width, bottom),
        unit=unit,
        title=None if title.marks else scene.title,
        loss_scale=scene.loss_scale,
        comparison=recording if isinstance(recording, Comparison) else None,
        explains=explains,
        squares=scene.squares,
        words=scene.words,
    )
    if isinstance(recording, Comparison):
        panels = compared(scene, kinds, recording, settings)
        rows = tuple(recording.rows(panel.recording) for panel in panels)
    elif scene.overlay:
        raise InputError("one run cannot be overlaid; give several recordings, or leave overlay out")
    else:
        panels = in_rows(scene, kinds, recording, settings)
        rows = (np.arange(len(recording)),) * len(panels)
    return Layout(scene, recording, tuple(panels), (*title.marks, *caption.marks), unit, rows, explains)


def _unit(scene: Scene, kinds: Kinds, recording: Recording | Comparison) -> float:
    """Return the number of pixels of a reference pixel."""
    if isinstance(recording, Comparison):
        unit = grid_of(scene, kinds, len(recording), scene.pixel_size[1]).unit
        return scene.scale * (unit if unit > 1 else unit**COMPARED_SHRINK)
    widths = [kind.width for kind in kinds]
    unit = panel_unit(rows_of(scene, kinds), widths, *scene.size)
    return scene.scale * (unit if unit > 1 else unit**SHRINK)


def _title_has_room(scene: Scene, kinds: Kinds, recording: Recording | Comparison, unit: float) -> bool:
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
