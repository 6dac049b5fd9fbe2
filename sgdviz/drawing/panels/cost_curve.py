"""The cost of a run over its steps as a curve, used by both loss panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.axis import linear_axis, log_axis
from sgdviz.drawing.plot.curve import PIECE_LENGTH, Curve
from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgdviz.drawing.marks import Dots, Stroke
    from sgdviz.drawing.panels.settings import LossScale
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.recording import Recording

DEEPEST = 1e-9
"""The lower end of a log axis as a share of its upper end: a cost below it is zero for every reader."""


class CostCurve:
    """The cost of a run as a curve that grows, and a marker at its end."""

    def __init__(self, recording: Recording, plot: Plot, pen: Pen, background: str, unit: float) -> None:
        self._plot, self._pen, self._background, self._unit = plot, pen, background, unit
        shown = slice(0, recording.shown_rows)
        cost, moments = recording.cost[shown], recording.moment[shown]
        low = plot.y.low if plot.y.log else -np.inf  # on a log axis a cost of zero runs along the lower end
        points = plot.place(moments, np.maximum(cost, low))
        recorded = recording.recorded[shown]  # an interpolated row lies on the curve, whatever the axis
        points[~recorded, 1] = np.interp(moments[~recorded], moments[recorded], points[recorded, 1])
        self._curve = Curve(points, PIECE_LENGTH * unit)

    def finished(self, row: int) -> Iterable[Stroke]:
        """Yield the piece of the curve that `row` finishes, if any."""
        for points in self._curve.finished(row):
            yield self._pen.stroke(points, SIZES.curve * self._unit, self._plot.area)

    def unfinished(self, row: int) -> Stroke:
        """Return the piece of the curve that ends at `row`."""
        return self._pen.stroke(self._curve.unfinished(row), SIZES.curve * self._unit, self._plot.area)

    def marker(self, row: int) -> Iterable[Dots]:
        """Yield the marker at the end of the curve; none where the end lies outside the plot."""
        now = self._curve.points[row : row + 1]
        unit = self._unit
        if self._plot.shows_height(now[0, 1]):
            yield self._pen.dots(now, SIZES.now * unit, edge=self._background, edge_width=SIZES.halo * unit)

    def total_variation(self) -> float:
        """Return the sum of all rises and falls of the curve inside the plot, in pixels."""
        area = self._plot.area
        return float(np.nansum(np.abs(np.diff(np.clip(self._curve.points[:, 1], area.top, area.bottom)))))


def loss_axis(runs: Sequence[Recording], scale: LossScale) -> Axis:
    """Return the axis for the costs and losses of `runs`.

    The smallest cost sets the lower end of a log axis. A log axis cannot show losses below zero, such as log
    likelihoods; the axis is then linear.
    """
    cost = np.concatenate([run.cost[: run.rows_before_divergence] for run in runs])
    losses = np.concatenate([run.sample_loss[: run.rows_before_divergence] for run in runs])
    values = np.concatenate([cost, losses])
    finite = values[np.isfinite(values)]
    top = float(finite.max(initial=0.0)) or 1.0
    bottom = float(finite.min(initial=0.0))
    if scale == "linear" or bottom < 0 or not (cost > 0).any():
        return linear_axis(1.05 * bottom, 1.05 * top)
    positive = cost[(cost > 0) & np.isfinite(cost)]
    return log_axis(max(float(positive.min(initial=top)), top * DEEPEST), top)
