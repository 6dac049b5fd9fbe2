"""The small curve in the circle of each hidden neuron: its activation over the one input of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.panels.network_places import NetworkPlaces
    from sgdviz.recording import Recording
    from sgdviz.recording.network import Network

LEAST_RADIUS = 7.0
"""The least radius in reference pixels of a circle with a curve."""

ACROSS, UP = 0.66, 0.52
"""Half the width and half the height of a curve, as shares of the radius: its corners are in the circle."""

MOST_UP = 1.2
"""The most that a prediction goes above or below the data in its circle."""

MOST_POINTS = 41
"""The largest number of points of a small curve."""

MOST_ROWS = 64
"""The largest number of rows that set the height of a curve without a bound."""


class NeuronCurves:
    """The curves of the hidden neurons, all on one scale: that of the activation, for ReLU the largest in the run."""

    def __init__(self, recording: Recording, network: Network, places: NetworkPlaces, unit: float) -> None:
        self._recording, self._network, self._places = recording, network, places
        every = np.linspace(0, len(recording.grid) - 1, min(MOST_POINTS, len(recording.grid))).astype(np.int64)
        self._grid = recording.grid[every]
        low, high = float(self._grid.min()), float(self._grid.max())
        self._middle, self._half = (low + high) / 2, (high - low) / 2 or 1.0
        self._columns = [
            column for column in range(1, len(network.layers)) if places.radii[column] >= LEAST_RADIUS * unit
        ]
        self._top = self._highest() if network.activation == "relu" else 1.0
        self._bottom = -1.0 if network.activation == "tanh" else 0.0
        y = recording.dataset.y
        self._y_middle, self._y_half = float(y.max() + y.min()) / 2, float(np.ptp(y)) / 2 or 1.0
        self._every = every

    def points(self, row: int) -> list[NDArray[np.float64]]:
        """Return the (K, 2) points of each curve at `row`."""
        params = self._recording.params[row]
        return [points for column in self._columns for points in self._drawn(params, self._grid, column)]

    def output(self, row: int) -> NDArray[np.float64]:
        """Return the (K, 2) points of the prediction in the circle of the output, as high as the data."""
        (left, height), radius = self._places.centers[-1][0], self._places.radii[-1]
        across = np.clip((self._grid[:, 0] - self._middle) / self._half, -1, 1)
        up = (self._recording.grid_predictions[row, self._every] - self._y_middle) / self._y_half
        up = np.clip(up, -MOST_UP, MOST_UP)
        return np.column_stack([left + across * ACROSS * radius, height - up * UP * radius])

    def places_at(self, params: NDArray[np.float64], x: NDArray[np.float64], column: int) -> list[NDArray[np.float64]]:
        """Return the (2,) place on each curve of a column at the (1,) input `x`; none where it has no curves."""
        return [points[0] for points in self._drawn(params, x[None], column)] if column in self._columns else []

    def _drawn(self, params: NDArray[np.float64], x: NDArray[np.float64], column: int) -> list[NDArray[np.float64]]:
        """Return the (n, 2) places on each curve of a column at (n, 1) inputs."""
        with np.errstate(all="ignore"):
            out = self._network.hidden(params, x)[column - 1]
        across = np.clip((x[:, 0] - self._middle) / self._half, -1, 1)
        radius = self._places.radii[column]
        up = np.clip((out - self._bottom) / (self._top - self._bottom) * 2 - 1, -1, 1)
        return [
            np.column_stack([left + across * ACROSS * radius, height - values * UP * radius])
            for (left, height), values in zip(self._places.centers[column], up.T, strict=True)
        ]

    def _highest(self) -> float:
        """Return the largest activation in the run."""
        rows = np.unique(np.linspace(0, self._recording.rows_before_divergence - 1, MOST_ROWS).astype(np.int64))
        with np.errstate(all="ignore"):
            outs = [self._network.hidden(self._recording.params[row], self._grid) for row in rows]
        return max(float(np.nanmax(out)) for layers in outs for out in layers) or 1.0
