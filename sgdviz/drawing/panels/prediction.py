"""The prediction over one input and the data points, in the pixels of a plot, used by both fit panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.panels.limits import value_limits
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError

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
        self._values = recording.grid_predictions
        self._places = plot.place(recording.grid[:, 0], np.zeros(len(recording.grid)))

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
    inputs = linear_axis(float(grids.min()), float(grids.max()), reach=False)
    return Plot(area, inputs, linear_axis(*value_limits(axis_runs)))


def is_cloud(points: int) -> bool:
    """Return whether so many points are drawn as a cloud."""
    return points > FEW


def data_dots(recording: Recording, plot: Plot, pen: Pen, background: str, unit: float) -> Dots:
    """Return the data points, each with a halo of the background's colour; those of a cloud are smaller."""
    count = len(recording.dataset)
    size = unit * (max((FEW / count) ** 0.25, LEAST_POINT) if is_cloud(count) else 1.0)
    centers = plot.place(recording.dataset.inputs, recording.dataset.y)
    return pen.dots(centers, SIZES.point * size, edge=background, edge_width=SIZES.halo * size)
