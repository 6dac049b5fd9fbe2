"""`fit`: the facts of the recording that it returns."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Dataset, InputError, Line, Momentum, Neuron, Proportion, data, fit
from sgdviz.recording.input_grid import CURVE_POINTS, LINE_POINTS


def test_the_cost_is_the_mean_squared_error_after_the_step(short_run: sgdviz.Recording) -> None:
    """The cost of a row is the mean over all data, with the parameters of that row."""
    for row in (0, 7, 12):
        m, b = short_run.params[row]
        points = zip(short_run.dataset.inputs, short_run.dataset.y, strict=True)
        assert short_run.cost[row] == pytest.approx(sum((m * x + b - y) ** 2 for x, y in points) / 6, rel=1e-14)


def test_predictions_cover_the_data_and_the_grid(short_run: sgdviz.Recording) -> None:
    """A straight line has a grid of two inputs and a network one of a curve; both reach past the data."""
    assert len(short_run.grid) == LINE_POINTS
    m, b = short_run.params[5]
    np.testing.assert_array_equal(short_run.grid_predictions[5], m * short_run.grid[:, 0] + b)
    curved = fit(MLP(1, (2,)), data.post(), SGD(), passes=1)
    assert len(curved.grid) == CURVE_POINTS
    assert curved.grid.min() < data.post().x.min()
    assert curved.grid.max() > data.post().x.max()


@pytest.mark.parametrize(
    ("model", "dataset", "kinds", "formula"),
    [
        (Line(), data.post(), ("residual", "mean squared error"), "y = {m} x + {b}"),
        (Proportion(), data.post(), ("half square", "mean squared error"), "P = {Y} S"),
        (Proportion("absolute"), data.post(), ("residual", "mean absolute error"), "P = {Y} S"),
        (Neuron(2), data.two_moons(9), ("half square", "mean squared error"), "y = {w1} x1 + {w2} x2 + {b}"),
        (MLP(2, (2,)), data.two_moons(9), ("half square", "mean squared error"), ""),
        (MLP(2, (2,), task="classes"), data.two_moons(9), ("loss", "cross-entropy"), ""),
    ],
    ids=repr,
)
def test_the_recording_has_the_facts_of_its_model(
    model: sgdviz.training.models.Model, dataset: Dataset, kinds: tuple[str, str], formula: str
) -> None:
    """The kinds of loss and cost, the formula, the names and the settings are fields of the recording."""
    run = fit(model, dataset, SGD(0.001), passes=1)
    assert (run.loss_kind, run.cost_kind) == kinds
    assert run.formula == formula
    assert run.param_names == model.param_names
    assert run.model == repr(model)
    assert not run.standardized
    standard = fit(model, dataset, SGD(0.001), passes=1, standardize=True)
    assert standard.standardized
    assert standard.formula == ""


def test_the_recipe_tells_how_the_run_was_made() -> None:
    """The recipe holds every setting, in JSON's types."""
    recording = fit(Line(), data.post(), Momentum(0.02), passes=2, seed=3, batch_size=None, shuffle=True)
    assert recording.recipe == {
        "model": "Line()",
        "optimizer": "Momentum(step_size=0.02, momentum=0.9)",
        "passes": 2,
        "seed": 3,
        "start": {},
        "batch_size": None,
        "shuffle": True,
        "standardize": False,
    }
    numbers: dict[str, Any] = {"passes": np.int64(1), "seed": np.int64(1), "start": {"m": np.float64(2)}}
    other = fit(Line(), data.post(), SGD(), **numbers)
    assert json.loads(json.dumps(other.recipe))["start"] == {"m": 2.0}


def test_standardized_training_is_in_standardized_values() -> None:
    """The parameters are those of the same loop over values with mean 0 and standard deviation 1."""
    dataset = Dataset(np.array([1000.0, 1500.0, 4000.0]), np.array([3e5, 5e5, 9e5]))
    run = fit(Line(), dataset, SGD(0.1), passes=5, seed=2, standardize=True)
    x, y = ((values - values.mean()) / values.std() for values in (dataset.inputs, dataset.y))
    inner = fit(Line(), Dataset(x, y), SGD(0.1), passes=5, seed=2)
    np.testing.assert_allclose(run.params, inner.params, rtol=1e-12)
    np.testing.assert_allclose(run.predictions, inner.predictions * dataset.y.std() + dataset.y.mean(), rtol=1e-12)
    np.testing.assert_allclose(run.loss[1:], inner.loss[1:] * dataset.y.std(), rtol=1e-9)
    np.testing.assert_allclose(run.cost, inner.cost * dataset.y.var(), rtol=1e-9)


def test_standardize_is_true_or_false() -> None:
    """A word is refused: it would count as true."""
    with pytest.raises(InputError, match="standardize is 'no'"):
        fit(Line(), data.post(), SGD(), standardize="no")  # type: ignore[arg-type]


def test_a_model_that_does_not_suit_the_data_is_refused() -> None:
    """The check of the model comes before training, also where the data are standardized."""
    for standardize in (False, True):
        with pytest.raises(InputError, match="a line takes one input and the data have 2"):
            fit(Line(), Dataset(np.ones((3, 2)), np.ones(3)), SGD(), standardize=standardize)
