"""Saddles of a landscape, against functions whose saddles are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sgdviz import SGD, Line, LinearNetwork, Recording, data, fit
from sgdviz.recording.saddles import saddles_of


@pytest.fixture(scope="module")
def network() -> Recording:
    """A linear network, whose landscape reaches around zero."""
    return fit(LinearNetwork(), data.post(), SGD(0.004), passes=99, batch_size=None, start={"u": -1.7, "v": 1.76})


def test_a_linear_network_has_a_saddle_at_zero(network: Recording) -> None:
    """It lies between grid points and is found close to zero."""
    assert saddles_of(network) == pytest.approx(np.zeros((1, 2)), abs=1e-3)


def test_a_bowl_has_no_saddle() -> None:
    """The cost of a line curves up everywhere, as do a narrow valley and a level one between grid points."""
    line = fit(Line(), data.post(), SGD(0.01), passes=20)
    assert saddles_of(line).shape == (0, 2)
    m, b = line.landscape.T
    for cost in ((m + 0.37 * b) ** 2, (m + 0.37 * b) ** 2 + 1e-3 * b**2, (m**2 + b**2 - 0.5) ** 2):
        assert saddles_of(replace(line, landscape_cost=cost)).shape == (0, 2)


def test_every_saddle_is_found_once(network: Recording) -> None:
    """Waves in both directions have a saddle wherever one is highest and the other lowest."""
    u, v = network.landscape.T
    found = saddles_of(replace(network, landscape_cost=np.sin(3 * u) + np.sin(3 * v)))
    near = found[np.abs(found).max(axis=1) < 1.5]
    places = np.pi / 6 * np.arange(-1, 2, 2)
    expected = [[one, other] for other in places for one in places if one != other]
    assert sorted(map(list, near.round(2))) == sorted(map(list, np.round(expected, 2)))


def test_costs_that_are_not_finite_hide_no_saddle(network: Recording) -> None:
    """They have no slope, and the saddle away from them is found as before."""
    cost = network.landscape_cost.copy()
    cost[:200] = np.inf
    assert saddles_of(replace(network, landscape_cost=cost)) == pytest.approx(np.zeros((1, 2)), abs=1e-3)
