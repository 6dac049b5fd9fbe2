"""The landscape: the cost around the path, as anybody would compute it."""

from __future__ import annotations

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Recording


def test_the_landscape_is_the_cost_over_the_parameters() -> None:
    """Every point against the formula; the path lies inside, and the minimum is where least squares is."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), SGD(0.01), passes=20)
    x, y = run.dataset.inputs, run.dataset.y
    m, b = run.landscape.T
    np.testing.assert_allclose(run.landscape_cost, ((m[:, None] * x + b[:, None] - y) ** 2).mean(axis=1), rtol=1e-12)
    assert len(run.landscape) == 65 * 65
    assert (run.params.min(axis=0) > run.landscape.min(axis=0)).all()
    assert (run.params.max(axis=0) < run.landscape.max(axis=0)).all()
    assert np.diff(m[:65]).min() > 0  # the first parameter varies fastest


def test_one_parameter_has_a_curve_and_many_have_none() -> None:
    """129 points; a network's weights are too many to draw the cost over."""
    data = sgdviz.Dataset(np.array([1.0, 2.0]), np.array([2.0, 4.0]))
    run = sgdviz.fit(sgdviz.Proportion(), data, SGD(0.1), passes=5)
    assert run.landscape.shape == (129, 1)
    assert run.landscape_cost.min() < 1e-3
    assert sgdviz.fit(MLP(), data, SGD(0.1), passes=1).landscape.size == 0
    assert sgdviz.fit(sgdviz.Proportion(), data, SGD(0.1), passes=1, landscape=False).landscape.size == 0


@pytest.mark.parametrize("step_size", [1.5, 50.0])
def test_a_run_that_diverges_has_a_landscape_of_what_came_before(step_size: float) -> None:
    """It is finite."""
    run = sgdviz.fit(
        sgdviz.Proportion(), sgdviz.Dataset(np.array([1.0, 2.0]), np.array([2.0, 4.0])), SGD(step_size), passes=400
    )
    assert run.status == "diverged"
    assert np.isfinite(run.landscape_cost).all()


def test_it_is_kept_in_the_file(tmp_path: object) -> None:
    """Saved and loaded, the same numbers."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), SGD(0.01), passes=2)
    run.save(f"{tmp_path}/run.npz")
    again = Recording.load(f"{tmp_path}/run.npz")
    np.testing.assert_array_equal(again.landscape, run.landscape)
    np.testing.assert_array_equal(again.landscape_cost, run.landscape_cost)
    assert again.cost_kind == run.cost_kind


@pytest.mark.parametrize(
    ("start", "data"),
    [
        ({"m": 1e200}, sgdviz.data.post()),  # the cost is infinite
        ({"m": 1e9, "b": 1e9}, sgdviz.Dataset(np.array([0.0, 1.0]), np.array([0.0, 1.0]))),  # it hardly changes
        ({"m": 0.0, "b": 0.0}, sgdviz.Dataset(np.array([0.0]), np.array([0.0]))),  # there is none
    ],
)
def test_a_cost_without_a_shape_is_drawn_all_the_same(start: dict[str, float], data: sgdviz.Dataset) -> None:
    """Too large to be a number, or the same everywhere to the last digit."""
    run = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(1e-15), passes=2, start=start)
    assert sgdviz.animate(run, panels=("landscape",)).still().pixels.shape == (400, 800, 3)


def test_a_cost_past_all_numbers_has_a_curve() -> None:
    """As far as it has numbers."""
    run = sgdviz.fit(sgdviz.Proportion(), sgdviz.data.houses(), sgdviz.SGD(1e-15), passes=2, start={"Y": 1e155})
    assert sgdviz.animate(run, panels=("cost",)).still().pixels.shape == (400, 800, 3)
