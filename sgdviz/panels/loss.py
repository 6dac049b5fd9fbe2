"""The loss: what each sample was off by, and the cost over all of them, growing with the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.marks import Dots, Stroke, Text
from sgdviz.panels.base import ABBREVIATED, GUTTER, READOUT_BASELINE, Panel, PanelSettings
from sgdviz.panels.numerals import significant
from sgdviz.panels.plot import STRETCH, Axis, Plot, linear_axis, log_axis, stretches
from sgdviz.theme import SIZES
from sgdviz.typesetting import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

DEEPEST = 1e-9
"""A log axis goes no further down than this share of its top: past it a cost is zero for every reader."""


MOST_DOTS = 1500
"""Single samples' losses that are shown: of a longer run, so many drawn by lot."""


class LossPanel(Panel):
    """Single samples' losses as quiet dots, the cost as a strong curve, a marker at now, and the cost in numbers."""

    share: ClassVar[float] = 320.0
    heading: ClassVar[str] = "Loss"

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        shown = slice(0, self.shown_rows)
        cost, losses, steps = recording.cost[shown], recording.sample_loss[shown], recording.moment[shown]
        self._plot = Plot(self.plot_area, self.step_axis(), _loss_axis(self.peers, settings.loss_scale))
        low = self._plot.y.low if self._plot.y.log else -np.inf  # a cost of zero runs along the foot of a log axis
        self._curve = self._plot.place(steps, np.maximum(cost, low))
        recorded = recording.recorded[shown]  # whatever the axis, a blended row lies on the curve between those
        self._curve[~recorded, 1] = np.interp(steps[~recorded], steps[recorded], self._curve[recorded, 1])
        self._dots = self._plot.place(steps, losses)
        # Dots share the axis: large where there are few, never so small that they fade.
        apart = self._plot.area.width / self.unit / max(int(run.recorded[: run.shown_rows].sum()) for run in self.runs)
        self._dot_radius = SIZES.sample * self.unit * min(max(apart / 4, 1.0), 2.0)
        self._dotted = np.isfinite(losses)
        if self._dotted.sum() > MOST_DOTS:
            self._dotted &= np.random.default_rng(0).random(len(losses)) < MOST_DOTS / self._dotted.sum()
        self._begins = stretches(self._curve[:, 0], STRETCH * self.unit)

    @property
    def inks(self) -> tuple[str, ...]:
        """The curve and the dots."""
        return self.theme.line, self.theme.sample

    @property
    def least_aside(self) -> Text:
        """The name of the cost, in short."""
        return self.aside_text(ABBREVIATED.get(self.recording.cost_kind, self.recording.cost_kind))

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading, the axes, and what the dots are."""
        theme, unit = self.theme, self.unit
        aside = self.cost_text()
        yield self.title_text(aside)
        yield aside
        yield from self.frame()
        if np.isfinite(self.recording.loss).any():
            size = SIZES.label * unit
            y = self.area.top + READOUT_BASELINE * unit
            dots = "one sample" if (self.recording.sample >= 0).any() else "each step"
            legend = Text(dots, self._plot.area.right, y, size, theme.muted, anchor="right")
            dot = np.array([[legend.x - face(size).width(legend.text) - 9 * unit, y - 0.36 * size]])
            if dot[0, 0] - GUTTER * unit >= self._plot.area.left + self._readout_width():
                yield legend
                yield Dots(dot, 2 * SIZES.sample * unit, theme.sample)

    def frame(self) -> Iterable[Mark]:
        """Return the axes and their labels."""
        return self._plot.frame(self.theme, self.unit, x_label="step")

    def deposits(self, first: int, last: int) -> Iterable[Mark]:
        """Return the dots of these rows, and each stretch of the curve that was complete when the next began."""
        clip = self._plot.area
        for row in range(first, min(last, self.shown_rows)):
            if self._dotted[row]:
                yield Dots(self._dots[row : row + 1], self._dot_radius, self.theme.sample, clip=clip)
            if row and self._begins[row] > self._begins[row - 1]:
                yield self._stroke(int(self._begins[row - 1]), row - 1)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the stretch of the curve that is not complete, the marker at now and the cost."""
        theme, unit = self.theme, self.unit
        yield self._stroke(int(self._begins[row]), row)
        now = self._curve[row : row + 1]
        if self._plot.area.top - 0.5 <= now[0, 1] <= self._plot.area.bottom + 0.5:
            yield Dots(now, SIZES.now * unit, theme.line, theme.background, SIZES.halo * unit)
        alone = self._says_step and self.comparison is None  # of several runs the strip says it
        ended = self._diverged_row if alone else None
        cost = significant(float(self.recording.cost[row]))
        yield self.readout(f"diverged at step {self.recording.step[row]}" if row == ended else cost)

    def _readout_width(self) -> float:
        """Return how wide the readout is with the smallest and with the largest cost, whichever is wider."""
        cost = self.recording.cost[: self.shown_rows]
        finite = cost[np.isfinite(cost)]
        ends = (float(finite.min(initial=1.0)), float(finite.max(initial=1.0)))
        return max(face(SIZES.readout * self.unit, bold=True).width(significant(value), tabular=True) for value in ends)

    def _stroke(self, first: int, last: int) -> Stroke:
        return Stroke(self._curve[first : last + 1], self.theme.line, SIZES.curve * self.unit, self._plot.area)


def _loss_axis(recordings: tuple[Recording, ...], scale: str) -> Axis:
    """Return the axis for all costs and losses; the smallest cost sets the foot of a log axis, not a lucky sample."""
    cost = np.concatenate([recording.cost[: recording.rows_before_divergence] for recording in recordings])
    losses = np.concatenate([recording.sample_loss[: recording.rows_before_divergence] for recording in recordings])
    values = np.concatenate([cost, losses])
    top = float(values[np.isfinite(values)].max(initial=0.0)) or 1.0
    if scale == "linear" or not (cost > 0).any():
        return linear_axis(0.0, top * 1.05)
    above_zero = cost[(cost > 0) & np.isfinite(cost)]
    return log_axis(max(float(above_zero.min(initial=top)), top * DEEPEST), top)
