"""The grid of inputs: it covers the data and a margin."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import Dataset
from sgdviz.recording.input_grid import GRID_MARGIN, SURFACE_POINTS, input_grid


@pytest.mark.parametrize("points", [2, 128])
def test_one_feature_has_a_line_of_inputs(points: int) -> None:
    """The grid is even and reaches the margin past the data on each side."""
    grid = input_grid(Dataset(np.array([1.0, 8.0, 3.0]), np.zeros(3)), points)
    np.testing.assert_allclose(grid, np.linspace(1 - 7 * GRID_MARGIN, 8 + 7 * GRID_MARGIN, points)[:, None])


def test_two_features_have_a_surface_of_inputs() -> None:
    """The grid holds every pair of even steps, the first feature varying fastest."""
    grid = input_grid(Dataset(np.array([[0.0, 10.0], [7.0, 24.0]]), np.zeros(2)))
    assert grid.shape == (SURFACE_POINTS**2, 2)
    side = SURFACE_POINTS
    np.testing.assert_allclose(grid[:side, 0], np.linspace(-1, 8, side))
    assert np.ptp(grid[:side, 1]) == 0
    np.testing.assert_allclose(grid[::side, 1], np.linspace(8, 26, side))


def test_more_features_have_no_grid() -> None:
    """The grid of three features is empty."""
    assert input_grid(Dataset(np.ones((4, 3)), np.zeros(4))).shape == (0, 3)


@pytest.mark.parametrize(("value", "reach"), [(5.0, 2.5), (0.0, 0.5), (-0.5, 0.5), (-6.0, 3.0)])
def test_a_feature_that_never_varies_has_room_around_it(value: float, reach: float) -> None:
    """The margin around a constant is half of its size, or a half, so that a slope can be seen."""
    grid = input_grid(Dataset(np.full(3, value), np.zeros(3)), 2)
    np.testing.assert_allclose(grid[:, 0], [value - reach, value + reach])
