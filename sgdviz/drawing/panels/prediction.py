"""The prediction over one input and the data points, in the pixels of a plot, used by both fit panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.panels.limits import value_limits
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError
from sgdviz.recording.effects import line_terms
from sgdviz.recording.input_grid import LINE_POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Dots, Rect
    from sgdviz.drawing.pens import Pen
    from sgdviz.recording import Recording

FEW = 60
"""The largest number of points drawn at full size and above the line; more are a cloud, smaller and below it."""

LEAST_POINT = 0.35
"""The least size of a point in a cloud, as a share of the full size."""


class Prediction:
    """The prediction of a run over its grid of inputs, as points in a plot."""

    def __init__(self, recording: Recording, plot: Plot) -> None:
        self._plot = plot
        inputs, self._values = recording.grid[:, 0], recording.grid_predictions
        if len(inputs) == LINE_POINTS:  # a straight line reaches from side to side, however wide the plot is
            sides = np.array([plot.x.low, plot.x.high])
            share = (sides - inputs[0]) / (inputs[1] - inputs[0])
            with np.errstate(all="ignore"):
                self._values = (1 - share) * self._values[:, :1] + share * self._values[:, 1:]
            inputs = sides
        self._places = plot.place(inputs, np.zeros(len(inputs)))

    @property
    def ends(self) -> NDArray[np.float64]:
        """The (T,) heights in pixels of the prediction at its right end."""
        return self._plot.heights(self._values[:, -1])

    def points(self, row: int) -> NDArray[np.float64]:
        """Return the (G, 2) points of the prediction at `row`."""
        points = self._places.copy()
        points[:, 1] = self._plot.heights(self._values[row])
        return points


def fit_plot(recording: Recording, axis_runs: Sequence[Recording], area: Rect) -> Plot:
    """Return the plot of a fit of `recording`, with axes for all of `axis_runs`.

    Raises `InputError` for data with several features.
    """
    features = recording.dataset.x.shape[1]
    if features != 1:
        raise InputError(f"the fit panel draws one input and the data have {features}; show predictions instead")
    grids = np.concatenate([run.grid for run in axis_runs])
    ends, limits = (float(grids.min()), float(grids.max())), value_limits(axis_runs)
    if all(_turns_about_zero(run) for run in axis_runs):
        ends, limits = (min(ends[0], 0.0), max(ends[1], 0.0)), (min(limits[0], 0.0), max(limits[1], 0.0))
    return Plot(area, linear_axis(*ends, reach=False), linear_axis(*limits))


def _turns_about_zero(recording: Recording) -> bool:
    """Return whether the prediction is a slope alone, so that the line turns about the origin."""
    terms = line_terms(recording)
    return terms is not None and terms.constant is None


def is_cloud(points: int) -> bool:
    """Return whether so many points are drawn as a cloud."""
    return points > FEW


def data_dots(recording: Recording, plot: Plot, pen: Pen, background: str, unit: float) -> Dots:
    """Return the data points, each with a halo of the background's colour; those of a cloud are smaller."""
    count = len(recording.dataset)
    size = unit * (max((FEW / count) ** 0.25, LEAST_POINT) if is_cloud(count) else 1.0)
    centers = plot.place(recording.dataset.inputs, recording.dataset.y)
    return pen.dots(centers, SIZES.point * size, edge=background, edge_width=SIZES.halo * size)
