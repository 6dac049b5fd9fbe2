"""The grid of inputs at which a recording keeps the model's predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.data import Dataset

GRID_MARGIN = 1 / 7
"""The distance that the grid reaches past the data on each side, as a share of the data's span."""

ALONE = 0.5
"""The same where all data have one input, as a share of it, or of 1 where it is less: a slope needs room."""

CURVE_POINTS = 128
"""Inputs of a grid over one feature: a vertex every four pixels of the default scene."""

LINE_POINTS = 2
"""Inputs of a grid over one feature where the model is a straight line."""

SURFACE_POINTS = 64
"""Inputs a side of a grid over two features."""

COARSE = (33, 17)
"""Inputs of a curve, and a side of a surface, where each takes a call of its own."""


def input_grid(
    dataset: Dataset, curve_points: int = CURVE_POINTS, surface_points: int = SURFACE_POINTS
) -> NDArray[np.float64]:
    """Return a grid of inputs (G, D) that covers the data and a margin.

    G is `curve_points` for one feature, the square of `surface_points` for two, and 0 for more.
    """
    low, high = dataset.x.min(axis=0), dataset.x.max(axis=0)
    margin = np.where(high > low, GRID_MARGIN * (high - low), ALONE * np.maximum(np.abs(high), 1.0))
    low, high = low - margin, high + margin
    if dataset.x.shape[1] == 1:
        return np.linspace(low, high, curve_points)
    if dataset.x.shape[1] == 2:
        sides = np.linspace(low, high, surface_points)
        return np.stack(np.meshgrid(sides[:, 0], sides[:, 1]), axis=-1).reshape(-1, 2)
    return np.empty((0, dataset.x.shape[1]))
