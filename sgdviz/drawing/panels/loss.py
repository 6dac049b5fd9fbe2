"""The loss panel: the loss of each sample, and the cost over all data, growing with the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.cost_curve import CostCurve, loss_plot
from sgdviz.drawing.panels.margins import GUTTER, READOUT_BASELINE
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.header import Aside
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.recording import Recording

MOST_DOTS = 1500
"""The largest number of single losses shown; of a longer run, a random sample."""


class LossPanel(Panel):
    """The losses of single samples as quiet dots, the cost as a strong curve with a marker, and the cost in numbers."""

    name: ClassVar[str] = "loss"
    heading: ClassVar[str] = "Loss"
    width: ClassVar[float] = 320.0
    aside: ClassVar[Aside] = "cost"

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._line, self._sample = self.pen("line", self.theme.line), self.pen("sample", self.theme.sample)
        self._plot = loss_plot(self.runs, self.axis_runs, settings.loss_scale, self.plot_area, self.unit)
        self._curve = CostCurve(recording, self._plot, self._line, self.theme.background, self.unit)
        losses = recording.sample_loss[: self.shown_rows]
        self._dots = self._plot.place(recording.moment[: self.shown_rows], losses)
        # Dots share the width of the axis: large where there are few, never so small that they fade.
        apart = self._plot.area.width / self.unit / max(int(run.recorded[: run.shown_rows].sum()) for run in self.runs)
        self._radius = SIZES.sample * self.unit * min(max(apart / 4, 1.0), 2.0)
        self._dotted = np.isfinite(losses)
        if self._dotted.sum() > MOST_DOTS:
            self._dotted &= np.random.default_rng(0).random(len(losses)) < MOST_DOTS / self._dotted.sum()

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes, and the legend of the dots."""
        aside = self.header.cost_kind()
        yield self.header.title(aside)
        yield aside
        yield from self._plot.frame(self.frame_pens, self.unit, x_label="step")
        if np.isfinite(self.recording.loss).any():
            yield from self._legend()

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the dots of these rows, and each piece of the curve that one of them finishes."""
        for row in range(first, min(last, self.shown_rows)):
            if self._dotted[row]:
                yield self._sample.dots(self._dots[row : row + 1], self._radius, clip=self._plot.area)
            yield from self._curve.finished(row)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the unfinished piece of the curve and the marker."""
        yield self._curve.unfinished(row)
        yield from self._curve.marker(row)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the cost, or the divergence where neither another panel nor a strip shows it."""
        alone = self._shows_step and self.comparison is None
        if alone and row == self.recording.diverged_row:
            yield self.header.readout(f"diverged at step {self.recording.step[row]}")
        else:
            yield self.header.readout(significant(float(self.recording.cost[row])))

    def _legend(self) -> Iterable[Mark]:
        """Yield the legend of the dots, where it has room beside the readout."""
        unit, size, right = self.unit, SIZES.label * self.unit, self._plot.area.right
        y = self.area.top + READOUT_BASELINE * unit
        words = "one sample" if (self.recording.sample >= 0).any() else "each step"
        dot = np.array([[right - face(size).width(words) - 9 * unit, y - 0.36 * size]])
        if dot[0, 0] - GUTTER * unit >= self._plot.area.left + self._readout_width():
            yield self.label_pen.text(words, right, y, size, anchor="right")
            yield self._sample.dots(dot, 2 * SIZES.sample * unit)

    def _readout_width(self) -> float:
        """Return the width of the readout with the smallest or with the largest cost, whichever is wider."""
        cost = self.recording.cost[: self.shown_rows]
        finite = cost[np.isfinite(cost)]
        ends = (float(finite.min(initial=1.0)), float(finite.max(initial=1.0)))
        return max(face(SIZES.readout * self.unit, bold=True).width(significant(value), tabular=True) for value in ends)
