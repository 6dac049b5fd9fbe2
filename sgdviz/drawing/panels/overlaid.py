"""The fit and the loss of several runs in one plot, each run in its own colour; the strip above has the legend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.cost_curve import CostCurve, loss_plot
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.limits import step_label
from sgdviz.drawing.panels.loss import LossPanel
from sgdviz.drawing.panels.margins import HEADING_BASELINE, READOUT_BASELINE, plot_area
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.panels.prediction import DataDots, Prediction, fit_plot, target_label
from sgdviz.drawing.panels.run_names import RunNames, beside
from sgdviz.drawing.plot.dashes import Dashes
from sgdviz.drawing.plot.free_place import sampled
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Rect, Stroke
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.recording import Recording

RAISED = READOUT_BASELINE - HEADING_BASELINE - 6
"""Reference pixels that a plot gains in height without a readout over it."""


class OverlaidPanel(Panel):
    """A panel of all runs of a comparison; its recording is the leader."""

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        assert self.comparison is not None
        self._rows = [self.comparison.rows(run) for run in self.runs]
        colors = self.theme.runs[: len(self.runs)]
        if len(colors) < len(self.runs):
            what = f"theme {self.theme.name!r} has {len(colors)} colours for {len(self.runs)} runs"
            raise InputError(f"{what}; give it more, or show the runs side by side")
        self._run_pens = [self.pen(f"run.{number}", color) for number, color in enumerate(colors, 1)]
        higher = settings.area._replace(top=settings.area.top - RAISED * settings.unit)
        self.plot_area: Rect = plot_area(higher, settings.unit, settings.margin)
        self._labels = self.comparison.short_labels[1]

    def _dashes(self, curve: NDArray[np.float64], number: int) -> Dashes:
        """Return the dashes of run `number`, counted from 0, along the (K, 2) points of its whole curve."""
        return Dashes(curve, self.theme.dashes[number % len(self.theme.dashes)], self.unit)


class OverlaidFit(OverlaidPanel):
    """The data points, and the prediction of every run."""

    name: ClassVar[str] = "fit"
    heading: ClassVar[str] = FitPanel.heading
    width: ClassVar[float] = FitPanel.width

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        first = self.runs[0]
        for run in self.runs[1:]:
            if not (np.array_equal(run.dataset.x, first.dataset.x) and np.array_equal(run.dataset.y, first.dataset.y)):
                raise InputError("the runs have different data points; show them side by side instead of overlaid")
        whole = self.plot_area
        self.plot_area = beside(self, self._labels, whole)
        self._plot = fit_plot(first, self.axis_runs, self.plot_area, self.unit, self.words)
        self._predictions = [Prediction(run, self._plot) for run in self.runs]
        data = self.pen("data", self.theme.muted, static=True)
        dots = DataDots(first, self._plot, data, self.theme.background, self.unit)
        self._dots, self._cloud = dots.mark, dots.is_cloud
        lasts = [
            prediction.points(run.shown_rows - 1) for prediction, run in zip(self._predictions, self.runs, strict=True)
        ]
        self._counts = dots.counts(self.pen("count", self.theme.muted, static=True), sampled(lasts))
        self._names = self._names_at_ends() if self.plot_area != whole else None

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels."""
        yield self.header.title(aside=self.header.blank())
        data = self.runs[0].dataset
        y_label = target_label(data, self._plot)
        yield from self._plot.frame(
            self.frame_pens, self.unit, x_label=data.feature_names[0], y_label=y_label, zero=True
        )

    def moving(self, row: int) -> Iterable[Mark]:
        """Return every prediction, the data above them or as a cloud below, and the names beside the plot."""
        if self._cloud:
            yield self._dots
        runs = zip(self._predictions, self._run_pens, self._rows, strict=True)
        for number, (prediction, pen, rows) in enumerate(runs):
            points = prediction.points(int(rows[row]))
            points = self._dashes(points, number).cut(points)
            yield pen.stroke(points, SIZES.curve * self.unit, self._plot.area, cap="butt")
        if not self._cloud:
            yield self._dots
            yield from self._counts
        if self._names is not None:
            yield from self._names.at(row)

    def _names_at_ends(self) -> RunNames:
        runs = zip(self._predictions, self._rows, strict=True)
        down = np.stack([prediction.ends[rows] for prediction, rows in runs], axis=1)
        across = np.full(down.shape, float(self.plot_area.right))
        return RunNames(self, self._labels, [pen.color for pen in self._run_pens], across, down)


class OverlaidLoss(OverlaidPanel):
    """The cost of every run."""

    name: ClassVar[str] = "loss"
    heading: ClassVar[str] = LossPanel.heading
    width: ClassVar[float] = LossPanel.width

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        whole = self.plot_area
        self.plot_area = beside(self, self._labels, whole)
        self._plot = loss_plot(self.runs, self.axis_runs, settings.loss_scale, self.plot_area, self.unit, self.words)
        curves = [
            CostCurve(run, self._plot, pen, self.theme.background, self.unit)
            for run, pen in zip(self.runs, self._run_pens, strict=True)
        ]
        self._names = self._names_at_ends(curves) if self.plot_area != whole else None
        dashes = [self._dashes(curve.points, number) for number, curve in enumerate(curves)]
        # A curve that rises and falls hides the most, so the calmest curve is drawn last.
        self._drawn = sorted(zip(curves, self._rows, dashes, strict=True), key=lambda run: -run[0].total_variation())

    @property
    def step_plots(self) -> tuple[Plot, ...]:
        """The plot of the losses over the steps."""
        return (self._plot,)

    def static(self) -> Iterable[Mark]:
        """Return the heading and the axes."""
        aside = self.header.cost_kind()
        yield self.header.title(aside)
        yield aside
        x_label = step_label(self._plot, self.unit, self.words)
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=x_label)

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the pieces that each curve finishes, row by row, so that ranges of rows can be cut anywhere."""
        for row in range(first, min(last, self.shown_rows)):
            for curve, rows, dashes in self._drawn:
                begin = int(rows[row - 1]) + 1 if row else 0
                for own in range(begin, int(rows[row]) + 1):
                    yield from (_cut(stroke, dashes) for stroke in curve.finished(own))

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the end of every curve, its marker and its name."""
        for curve, rows, dashes in self._drawn:
            yield _cut(curve.unfinished(int(rows[row])), dashes)
            yield from curve.marker(int(rows[row]))
        if self._names is not None:
            yield from self._names.at(row)

    def _names_at_ends(self, curves: Sequence[CostCurve]) -> RunNames:
        ends = np.stack([curve.points[rows] for curve, rows in zip(curves, self._rows, strict=True)], axis=1)
        return RunNames(self, self._labels, [pen.color for pen in self._run_pens], ends[..., 0], ends[..., 1])


def _cut(stroke: Stroke, dashes: Dashes) -> Stroke:
    """Return `stroke` with the gaps of `dashes`."""
    points = dashes.cut(stroke.points)
    return stroke if points is stroke.points else replace(stroke, points=points, cap="butt")
