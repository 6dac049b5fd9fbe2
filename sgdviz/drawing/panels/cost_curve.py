"""The cost of a run over its steps as a curve, used by both loss panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.panels.limits import step_axis
from sgdviz.drawing.plot.axis import linear_axis, log_axis
from sgdviz.drawing.plot.curve import PIECE_LENGTH, Curve, joined
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Dots, Rect, Stroke
    from sgdviz.drawing.panels.settings import LossScale
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording

DEEPEST = 1e-9
"""The lower end of a log axis as a share of its upper end: a cost below it is zero for every reader."""


LABEL_HEIGHT = 22.0
"""The least distance between labels on the y axis, in reference pixels."""


def cost_points(recording: Recording, plot: Plot, cost: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (T, 2) places of a (T,) `cost` at the shown rows.

    On a log axis a cost of zero lies at the lower end. An interpolated row lies on the line between recorded ones.
    """
    shown = slice(0, recording.shown_rows)
    points = plot.place(recording.moment[shown], np.maximum(cost, plot.y.low if plot.y.log else -np.inf))
    return joined(points, recording.recorded[shown])


class CostCurve:
    """The cost of a run as a curve that grows, and a marker at its end.

    The curve may run through other `places`, (T, 2): the means of a cost that swings. The marker stays at the cost.
    """

    def __init__(
        self,
        recording: Recording,
        plot: Plot,
        pen: Pen,
        background: str,
        unit: float,
        places: NDArray[np.float64] | None = None,
    ) -> None:
        self._plot, self._pen, self._background, self._unit = plot, pen, background, unit
        self.points = cost_points(recording, plot, recording.cost[: recording.shown_rows])
        self._curve = Curve(self.points if places is None else places, PIECE_LENGTH * unit)
        self.start = self._curve.start

    def finished(self, row: int) -> Iterable[Stroke]:
        """Yield the piece of the curve that `row` finishes, if any."""
        for points in self._curve.finished(row):
            yield self._stroke(points)

    def unfinished(self, row: int) -> Stroke:
        """Return the piece of the curve that ends at `row`."""
        return self._stroke(self._curve.unfinished(row))

    def through(self, rows: NDArray[np.int64]) -> Stroke:
        """Return the curve through the (K,) `rows`."""
        return self._stroke(self._curve.points[rows])

    def marker(self, row: int) -> Iterable[Dots]:
        """Yield the marker at the cost of `row`; none where it lies outside the plot."""
        now = self.points[row : row + 1]
        unit = self._unit
        if self._plot.shows_height(now[0, 1]):
            yield self._pen.dots(now, SIZES.now * unit, edge=self._background, edge_width=SIZES.halo * unit)

    def total_variation(self) -> float:
        """Return the sum of all rises and falls of the curve inside the plot, in pixels."""
        area = self._plot.area
        return float(np.nansum(np.abs(np.diff(np.clip(self.points[:, 1], area.top, area.bottom)))))

    def _stroke(self, points: NDArray[np.float64]) -> Stroke:
        return self._pen.stroke(points, SIZES.curve * self._unit, self._plot.area)


def loss_plot(
    runs: Sequence[Recording],
    axis_runs: Sequence[Recording],
    scale: LossScale,
    area: Rect,
    unit: float,
    words: Words = ENGLISH,
) -> Plot:
    """Return the plot of the losses of `runs` over their steps in `area`; `axis_runs` set the limits of the losses."""
    steps = step_axis(runs, width=area.width / unit, words=words)
    return Plot(area, steps, loss_axis(axis_runs, scale, apart=LABEL_HEIGHT * unit / area.height))


def loss_axis(runs: Sequence[Recording], scale: LossScale, *, apart: float = 0.0) -> Axis:
    """Return the axis for the costs and losses of `runs`, its labels at least a share `apart` of it from each other.

    The smallest cost that is not zero for every reader sets the lower end of a log axis; where a cost lies below, the
    axis is cut, and says so. A log axis cannot show losses below zero, such as log likelihoods; it is then linear.
    """
    cost = np.concatenate([run.cost[: run.rows_before_divergence] for run in runs])
    losses = np.concatenate([run.sample_loss[: run.rows_before_divergence] for run in runs])
    values = np.concatenate([cost, losses])
    finite = values[np.isfinite(values)]
    top = float(finite.max(initial=0.0)) or 1.0
    bottom = float(finite.min(initial=0.0))
    if scale == "linear" or bottom < 0 or not (cost > 0).any():
        return linear_axis(1.05 * bottom, 1.05 * top)
    shown = cost[np.isfinite(cost)]
    low = max(float(shown[shown > 0].min(initial=top)), top * DEEPEST)
    return log_axis(low, top, apart=apart, is_cut=bool((shown < low).any()))
