"""The settings that a layout passes to a panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sgdviz.drawing.panels.margins import MARGIN
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Rect
    from sgdviz.drawing.theme import Theme
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Comparison

LossScale = Literal["log", "linear"]
LOSS_SCALES: tuple[LossScale, ...] = get_args(LossScale)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSettings:
    """The settings of one panel of a scene.

    `area` is the panel's place in pixels and `unit` the size of a reference pixel; `margin` is the room around its plot
    in reference pixels, and `labelled` says whether the x axis and the y axis have labels. `title` replaces the panel's
    own heading. `moment` is written in place of the step in a strip. `comparison` holds all runs of the scene where
    there are several. Of the panels of a run that show its step, `shows_step` is true for one. With `explains`, the
    phases of steps are shown, and with `squares` those of the residuals. `role_prefix` begins the roles of the panel's
    marks, such as "run2.". `words` are those that the panel draws.
    """

    theme: Theme
    area: Rect
    unit: float = 1.0
    margin: Rect = MARGIN
    labelled: tuple[bool, bool] = (True, True)
    title: str | None = None
    moment: str | None = None
    loss_scale: LossScale = "log"
    comparison: Comparison | None = None
    shows_step: bool = True
    explains: bool = False
    squares: bool = False
    role_prefix: str = ""
    words: Words = ENGLISH
