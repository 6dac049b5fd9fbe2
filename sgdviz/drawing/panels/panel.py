"""The Panel base class: the marks of one panel, layer by layer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.marks import colors_of
from sgdviz.drawing.panels.header import Header
from sgdviz.drawing.panels.margins import plot_area
from sgdviz.drawing.panels.verdict import verdict_on
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.plot import FramePens
from sgdviz.recording.update import update_at
from sgdviz.recording.weights import input_weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Rect, Text
    from sgdviz.drawing.panels.header import Aside
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording
    from sgdviz.recording.update import Update

MOST_RINGS = 12
"""The largest number of samples of a batch that are ringed."""


class Panel(ABC):
    """A panel of a scene.

    A panel draws nothing: it returns marks, each from the row alone, so that any frame can be drawn by itself and in
    any order. Its limits come from the whole recording when it is made, so that axes stand still. It makes every mark
    with a pen (see `pen`), so that the scene's colours are known.

    A subclass sets `name`, `heading` and `width`, and defines `static` and `moving`.
    """

    name: ClassVar[str]
    """The panel's name, and the first part of the roles of its marks."""

    heading: ClassVar[str]
    """The text over the panel, unless the scene has a title for it."""

    width: ClassVar[float]
    """The width of the panel beside others, in reference pixels."""

    least: ClassVar[tuple[float, float]] = (160.0, 190.0)
    """The least width and height of the panel in reference pixels: below, its texts have no room."""

    aside: ClassVar[Aside] = "step"
    """The text beside the heading."""

    shows_step: ClassVar[bool] = False
    """Whether the panel shows the step, and with it that its run has ended."""

    tells_backward: ClassVar[bool] = False
    """Whether the panel shows the backward pass of models that are no straight line."""

    fills_margins: ClassVar[bool] = False
    """Whether the panel draws more in the margins around its plot than the labels of axes."""

    needs_landscape: ClassVar[bool] = False
    """Whether the panel draws the landscape of a run."""

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        self.recording = recording
        self.theme = settings.theme
        self.words = settings.words
        self.unit = settings.unit
        self.area = settings.area
        self.plot_area: Rect = plot_area(settings.area, settings.unit, settings.margin)
        """The area of the plot: the panel's area less its header, labels and margins."""
        self.shown_rows = recording.shown_rows
        """The number of rows that can be shown; rows after a divergence do not stretch the axes."""
        self.comparison = settings.comparison
        self.runs = (recording,) if self.comparison is None else self.comparison.recordings
        """All recordings of the scene."""
        self.axis_runs = (recording,) if self.comparison is None else self.comparison.axis_runs
        """The recordings that set the limits of the axes, which are the same for every run."""
        self.header = Header(recording, settings, name=self.name, heading=self.heading)
        self._shows_step = settings.shows_step
        self._is_in_strip = settings.moment is not None
        self.explains = settings.explains
        """Whether the phases of steps are shown."""
        self._role = settings.role_prefix + self.name
        self._pens: list[Pen] = []
        self._static_pens: list[Pen] = []
        theme = self.theme
        self.label_pen = Pen(f"{self._role}.label", theme.muted)
        self.frame_pens = FramePens(
            Pen(f"{self._role}.grid", theme.grid),
            Pen(f"{self._role}.axis", theme.axis),
            self.label_pen,
            self.words,
            settings.labelled,
        )

    @property
    def step_plots(self) -> tuple[Plot, ...]:
        """The plots over the steps of the run, in which a reader can point at a step; by default none."""
        return ()

    @classmethod
    def form_for(cls, recording: Recording, settings: PanelSettings) -> type[Panel]:  # noqa: ARG003 - for panels with forms
        """Return the class that shows `recording` as this panel: by default this class."""
        return cls

    def pen(self, role: str, color: str, *, static: bool = False) -> Pen:
        """Return a pen for marks of `role`, such as "line"; `static` where it makes static marks only."""
        pen = Pen(f"{self._role}.{role}", color)
        (self._static_pens if static else self._pens).append(pen)
        return pen

    @property
    def colors(self) -> tuple[str, ...]:
        """The colours of all marks that are added, held or moving, in the order of their pens."""
        return tuple(dict.fromkeys(pen.color for pen in self._pens))

    @property
    def static_colors(self) -> tuple[str, ...]:
        """The colours of the static marks, and of the labels at the first and at the last row."""
        grid, axis, label = self.frame_pens[:3]
        pens = (*self._static_pens, self.header.title_pen, label, grid, axis)
        if self.explains:
            pens = (*pens, self.header.part_pen)
        labels = (text for row in (0, self.shown_rows - 1) for text in self.labels(row))
        return tuple(
            dict.fromkeys((*(pen.color for pen in pens), *(color for text in labels for color in colors_of(text))))
        )

    @abstractmethod
    def static(self) -> Iterable[Mark]:
        """Return the marks that never change."""

    def added(self, first: int, last: int) -> Iterable[Mark]:  # noqa: ARG002 - for panels that add marks
        """Return the marks that rows `first` to `last` (not included) add for good, in the order of the rows.

        The marks of two consecutive ranges of rows must be those of both ranges together.
        """
        return ()

    def held(self, row: int) -> tuple[Mark, ...]:  # noqa: ARG002 - for panels that hold marks
        """Return the marks that stay for some rows around `row`, below everything that moves.

        As long as they are the same, the very same tuple must be returned: a renderer compares identities.
        """
        return ()

    @abstractmethod
    def moving(self, row: int) -> Iterable[Mark]:
        """Return the marks of `row` only, bottom to top; a mark that never changes is the same object at every row."""

    def labels(self, row: int) -> Iterable[Text]:  # noqa: ARG002 - for panels that have texts
        """Return the texts of `row`, which stand on the background over everything else."""
        return ()

    def readout(self, row: int, text: str) -> Iterable[Text]:
        """Yield the line below the heading, and beside it, at the last row of a run with steps, the verdict on it."""
        yield self.header.readout(text)
        if self.gives_verdict(row) and self._shows_step:
            yield from self.header.verdict(text, verdict_on(self.recording, self.words))

    def gives_verdict(self, row: int) -> bool:
        """Return whether `row` is the last shown of a run with steps; the panels of a strip have no room for one."""
        if self._is_in_strip:
            return False
        return row == self.shown_rows - 1 > 0 and bool(np.isfinite(self.recording.loss).any())

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:  # noqa: ARG002 - for panels that explain steps
        """Return the marks in place of those of `moving` while a step is told; by default they are the same.

        In the forward and the backward pass `row` is the row before the step (see `told_row`).
        """
        return self.moving(row)

    def labels_in(self, row: int, phase: Phase) -> Iterable[Text]:
        """Return the texts in place of those of `labels` while a step is told: the header names its part."""
        step = self.header.step(row)
        for text in self.labels(row):
            if text == step:
                yield from self.header.told(self.told_row(row, phase), phase.part)
            else:
                yield text

    def update_told(self, row: int, phase: Phase) -> Update | None:
        """Return the update that is told at `row`, or None where the state before it was not recorded."""
        return update_at(self.recording, self.told_row(row, phase))

    def told_row(self, row: int, phase: Phase) -> int:
        """Return the row after the step that is told at `row`: in an update the next recorded row or `row` itself."""
        recorded = np.flatnonzero(self.recording.recorded[: self.shown_rows])
        place = int(np.searchsorted(recorded, row, side="left" if phase.part == "update" else "right"))
        return int(recorded[min(place, len(recorded) - 1)])

    def param_name(self, name: str) -> str:
        """Return the name of a parameter as a reader knows it: a weight of an input has the name of that input.

        Units in brackets are left out where the names differ without them.
        """
        return input_weights(self.recording).get(name, name)

    def param_label(self, name: str) -> str:
        """Return the label of an axis of the parameter `name`."""
        return self.words.standardized_axis.format(name=name) if self.recording.standardized else name
