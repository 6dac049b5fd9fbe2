"""What every panel is: it says which marks stand still, which stay once they are drawn, and which move."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.marks import Rect, Text
from sgdviz.panels.plot import linear_axis
from sgdviz.theme import SIZES
from sgdviz.typesetting import FIGURE_SPACE, face, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.panels.plot import Axis
    from sgdviz.recording import Recording
    from sgdviz.recording.comparison import Comparison
    from sgdviz.theme import Theme

HEADING_BASELINE, READOUT_BASELINE = 33.0, 61.0
MARGIN = Rect(50.0, 92.0, 26.0, 56.0)
"""What a panel keeps clear around its plot for the header, the labels and air, in reference pixels."""

HEADROOM = 0.15
"""How far an axis of targets reaches past them on each side, as a share of their span."""

GUTTER = 12.0
"""The least distance between two texts in one line, in reference pixels."""

ABBREVIATED = {"mean squared error": "MSE", "mean absolute error": "MAE"}

LEAST_LEFT = 3
"""A heading of which no more than this, with its ellipsis, would be left says nothing and is left out."""


@dataclass(frozen=True, slots=True)
class PanelSettings:
    """What a scene tells each of its panels.

    `unit` is the size of a reference pixel; `title` replaces the panel's own heading. `comparison` holds all runs of
    the scene where there are several. Of the panels of a run that say its step, `says_step` is true for one.
    """

    theme: Theme
    area: Rect
    unit: float = 1.0
    title: str | None = None
    loss_scale: str = "log"
    comparison: Comparison | None = None
    says_step: bool = True


class Panel(ABC):
    """A panel of a scene.

    A panel draws nothing: it returns marks, each from the row alone, so that any frame can be drawn by itself and in
    any order. Its limits come from the whole recording when it is made, so that nothing but the run moves.
    """

    share: ClassVar[float]
    """How many reference pixels wide the panel is beside others, at the reference height."""

    says_ending: ClassVar[bool] = False
    """Whether the panel shows `step_text`, and with it that its run has ended; of several runs somebody must."""

    moves_areas: ClassVar[bool] = False
    """Whether large patches of colour move in the panel."""

    heading: ClassVar[str]
    """What stands over the panel unless the scene has a title for it."""

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        self.recording = recording
        self.theme = settings.theme
        self.unit = settings.unit
        self.area = settings.area
        self.title = self.heading if settings.title is None else settings.title
        self._diverged_row = recording.diverged_row
        self.shown_rows = recording.shown_rows
        """Rows that can be shown: what comes after a divergence is not, and does not stretch the axes."""
        self._says_step = settings.says_step
        passes = recording.pass_index
        self.counts_passes = bool(passes.any() and not np.array_equal(passes, recording.step))
        """Whether the pass stands beside the step."""
        self.comparison = settings.comparison
        self.runs = (recording,) if self.comparison is None else self.comparison.recordings
        """All recordings of the scene."""
        self.peers = (recording,) if self.comparison is None else self.comparison.axis_runs
        """The recordings that the axes must have room for, so that they are the same for every run."""

    @property
    def ground_peers(self) -> tuple[Recording, ...]:
        """The peers whose landscapes are of this run's own cost: the same model on the same data."""
        own = self.recording
        same = [peer for peer in self.peers if peer is own or _same_ground(peer, own)]
        return tuple(same) or (own,)

    @property
    def even_units(self) -> bool:
        """Whether the parameters are for inputs and targets in even units."""
        return bool(self.recording.standardized)

    def param_label(self, name: str) -> str:
        """Return what stands at an axis of the parameter `name`."""
        return f"{name} (in even units)" if self.even_units else name

    @property
    def value_limits(self) -> tuple[float, float]:
        """The limits of an axis of targets and predictions, the same for every run."""
        limits = [_value_limits(peer) for peer in self.peers]
        return min(low for low, _ in limits), max(high for _, high in limits)

    def step_axis(self, *, room: float = 0.0) -> Axis:
        """Return the axis from the first step of all runs to the last that is shown, and a share of `room` beyond."""
        first = min(float(run.step[0]) for run in self.runs)
        last = max(float(run.step[run.shown_rows - 1]) for run in self.runs)
        return linear_axis(first, last + room * max(last - first, 1.0), most=4, reach=False, least_step=1)

    @property
    @abstractmethod
    def inks(self) -> tuple[str, ...]:
        """The colours of all that moves, rests or is left, at any row: a palette is made of them."""

    @property
    def frame_inks(self) -> tuple[str, ...]:
        """The colours of the backdrop that are not among `inks`."""
        return self.theme.ink, self.theme.muted, self.theme.grid, self.theme.axis

    @abstractmethod
    def backdrop(self) -> Iterable[Mark]:
        """Return what never changes."""

    def deposits(self, first: int, last: int) -> Iterable[Mark]:  # noqa: ARG002 - for panels that leave something
        """Return what rows `first` to `last` (not included) leave for good, in the order of the rows.

        The marks for two stretches of rows one after the other must be those for both together.
        """
        return ()

    def resting(self, row: int) -> tuple[Mark, ...]:  # noqa: ARG002 - for panels in which something rests
        """Return what is to be seen at `row` and for some rows around it, below all that moves.

        As long as it is the same, return the very same tuple: that is how the renderer knows.
        """
        return ()

    @abstractmethod
    def moving(self, row: int) -> Iterable[Mark]:
        """Return what is to be seen at `row` only, lowest first."""

    @property
    def plot_area(self) -> Rect:
        """Where the data go: the area less its header, its tick labels and its margins, at least a pixel each way."""
        area, unit = self.area, self.unit
        left, top = area.left + MARGIN.left * unit, area.top + MARGIN.top * unit
        right, bottom = area.right - MARGIN.right * unit, area.bottom - MARGIN.bottom * unit
        return Rect(round(left), round(top), max(round(right), round(left) + 1), max(round(bottom), round(top) + 1))

    def title_text(self, aside: Text) -> Text:
        """Return the panel's heading, shortened to leave room for `aside` to the right of it."""
        size, taken = SIZES.heading * self.unit, face(aside.size).width(aside.text, tabular=aside.tabular)
        plot = self.plot_area
        room = plot.width - taken - GUTTER * self.unit
        text = shorten(self.title, size, room, bold=True)
        if text != self.title and len(text) <= LEAST_LEFT:
            text = ""
        y = self.area.top + HEADING_BASELINE * self.unit
        return Text(text, plot.left, y, size, self.theme.ink, bold=True, on=self.theme.background)

    def aside_text(self, text: str, *, color: str | None = None) -> Text:
        """Return what stands in the heading's line, at the right end."""
        y = self.area.top + HEADING_BASELINE * self.unit
        size, color = SIZES.status * self.unit, color or self.theme.muted
        right, ground = self.plot_area.right, self.theme.background
        return Text(text, right, y, size, color, anchor="right", tabular=True, on=ground)

    @property
    def least_aside(self) -> Text:
        """The least that stands in the heading's line, at its longest."""
        return self.step_text(self.shown_rows - 1)

    def title_fits(self) -> bool:
        """Return whether the heading has room as it is."""
        return self.title_text(self.least_aside).text == self.title

    def cost_text(self) -> Text:
        """Return which cost is shown, in short where the heading leaves no room for more."""
        kind = self.recording.cost_kind
        long = self.aside_text(kind)
        return long if self.title_text(long).text == self.title else self.aside_text(ABBREVIATED.get(kind, kind))

    def readout(self, text: str) -> Text:
        """Return the line under the heading: what the panel has to say in numbers."""
        y = self.area.top + READOUT_BASELINE * self.unit
        size = SIZES.readout * self.unit
        left, ground = self.plot_area.left, self.theme.background
        return Text(text, left, y, size, self.theme.line, bold=True, tabular=True, on=ground)

    def step_text(self, row: int) -> Text:
        """Return the step and the pass of `row` in fixed places, or that the run has diverged there.

        Of several runs in step, each says only where it has ended: the step stands over all of them. Nothing, where
        another panel says it.
        """
        if not self._says_step:
            return self.aside_text("")
        step = self.recording.step[row]
        if row == self._diverged_row:
            return self.aside_text(f"diverged at step {step}", color=self.theme.line)
        if self.comparison is not None:
            ended = row == len(self.recording) - 1 and step < self.comparison.last_step
            return self.aside_text(f"ended at step {step}" if ended else "")
        return self.progress_text(row)

    def progress_text(self, row: int) -> Text:
        """Return the step and the pass of `row` in fixed places."""
        recording = self.recording
        parts = [("step", recording.step)] + [("pass", recording.pass_index)] * self.counts_passes
        return self.aside_text(
            "  ".join(f"{name} {str(values[row]).ljust(len(str(values[-1])), FIGURE_SPACE)}" for name, values in parts)
        )


def _value_limits(recording: Recording) -> tuple[float, float]:
    """Return limits around the targets, and the first and last predictions of them unless those are far off."""
    y = recording.dataset.y
    ends = recording.predictions[[0, -1] if recording.diverged_row is None else [0]]
    low, high = float(y.min()), float(y.max())
    span = high - low or max(abs(low), 1.0)
    room = HEADROOM * span
    near = ends[(ends > low - span) & (ends < high + span)]
    return min(low - room, near.min(initial=low) - room / 3), max(high + room, near.max(initial=high) + room / 3)


def _same_ground(one: Recording, other: Recording) -> bool:
    """Return whether the costs of both are the same function of their parameters, as far as recordings can tell."""
    return (
        one.param_names == other.param_names
        and one.landscape.shape == other.landscape.shape
        and (one.model, one.standardized) == (other.model, other.standardized)
        and np.array_equal(one.dataset.x, other.dataset.x)
        and np.array_equal(one.dataset.y, other.dataset.y)
    )
