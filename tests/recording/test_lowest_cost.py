"""The lowest cost of a landscape, against least squares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sgdviz import SGD, Line, LinearNetwork, Proportion, Recording, data, fit
from sgdviz.recording.lowest_cost import lowest_cost


@pytest.fixture(scope="module")
def line() -> Recording:
    """A line over the post's points, whose lowest cost lies between grid points."""
    return fit(Line(), data.post(), SGD(0.01), passes=20)


def test_the_lowest_cost_is_that_of_least_squares(line: Recording) -> None:
    """A quadratic cost is found exactly, between the points of the grid."""
    found = lowest_cost(line)
    assert found is not None
    assert found.params is not None
    x, y = line.dataset.inputs, line.dataset.y
    m, b = np.polyfit(x, y, 1)
    assert found.params.tolist() == pytest.approx([m, b])
    assert found.cost == pytest.approx(float(np.mean((m * x + b - y) ** 2)))
    assert found.cost < line.landscape_cost.min()


def test_a_cost_without_curvature_has_a_lowest_grid_point(line: Recording) -> None:
    """Where no quadratic has a lowest point, the lowest of the grid is returned."""
    cost = np.where(np.arange(81 * 81) == 40 * 81 + 30, 1.0, 2.0)
    flat = replace(line, landscape_cost=np.full(81 * 81, 2.0))
    assert lowest_cost(flat) is None  # the first of equals lies at the edge
    ridge = lowest_cost(replace(line, landscape_cost=cost))
    assert ridge is not None
    assert ridge.params is not None
    assert ridge.cost <= 1.0
    assert np.abs(ridge.params - line.landscape[40 * 81 + 30]).max() < 0.2


def test_a_lowest_cost_at_the_edge_is_not_known(line: Recording) -> None:
    """The cost may fall further outside the grid."""
    assert lowest_cost(replace(line, landscape_cost=line.landscape[:, 0])) is None


def test_costs_without_numbers_are_passed_over(line: Recording) -> None:
    """Costs that are not finite have no lowest; beside finite ones they are not taken for it."""
    assert lowest_cost(replace(line, landscape_cost=np.full(81 * 81, np.inf))) is None
    cost = np.full(81 * 81, np.nan)
    cost[40 * 81 + 30] = 3.0
    found = lowest_cost(replace(line, landscape_cost=cost))
    assert found is not None
    assert found.params is not None
    assert found.params.tolist() == line.landscape[40 * 81 + 30].tolist()
    assert found.cost == 3.0


def test_a_run_without_a_landscape_over_two_parameters_has_none() -> None:
    """One parameter, or no landscape, has no lowest cost here."""
    assert lowest_cost(fit(Proportion(), data.houses(), SGD(1e-8), passes=2)) is None
    assert lowest_cost(fit(Line(), data.post(), SGD(0.01), passes=2, landscape=False)) is None


def test_a_valley_has_a_lowest_cost_and_no_single_place() -> None:
    """All weights with the product of least squares have the lowest cost."""
    network = fit(LinearNetwork(), data.post(), SGD(0.004), passes=99, batch_size=None, start={"u": -1.7, "v": 1.76})
    found = lowest_cost(network)
    assert found is not None
    assert found.params is None
    x, y = network.dataset.inputs, network.dataset.y
    assert found.cost == pytest.approx(np.mean((x @ y / (x @ x) * x - y) ** 2), rel=0.01)


@pytest.mark.parametrize("ratio", [1, 20, 400])
def test_a_narrow_bowl_has_a_single_place(line: Recording, ratio: float) -> None:
    """However unlike the curvatures of a quadratic, and beside them of a cost that is none, the place is known."""
    m, b = line.landscape.T - line.landscape.mean(axis=0)[:, None]
    across, along = (m + 0.5 * b) ** 2, (0.5 * m - b) ** 2
    for cost in (ratio * across + along, *([np.cosh(across + along / 20)] if ratio == 1 else [])):
        found = lowest_cost(replace(line, landscape_cost=cost))
        assert found is not None
        assert found.params is not None
        assert found.params == pytest.approx(line.landscape.mean(axis=0), abs=0.05)
