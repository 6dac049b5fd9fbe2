"""Standardized models: means of 0 and standard deviations of 1 inside, the data's units outside."""

from __future__ import annotations

import random

import numpy as np
import pytest
from helpers import slopes_of

from sgdviz import MLP, SGD, Dataset, Line, Neuron, Proportion, data, fit
from sgdviz.training.models.standardized import needs_standardizing, standardized_for


def test_standardized_values_have_mean_0_and_deviation_1() -> None:
    """Inputs and targets are shifted by their means and divided by their standard deviations."""
    dataset = data.many_houses(50)
    model = standardized_for(Neuron(3), dataset)
    inner = (dataset.x - model.x_center) / model.x_spread
    np.testing.assert_allclose(inner.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(inner.std(axis=0), 1, rtol=1e-12)
    assert (model.y_center, model.y_spread) == pytest.approx((dataset.y.mean(), dataset.y.std()), rel=1e-12)


def test_a_model_without_a_bias_is_only_scaled() -> None:
    """Without a bias 0 stays 0 and root mean squares become 1."""
    houses = Dataset(np.array([1000.0, 2000, 4000]), np.array([500_000.0, 700_000, 1_100_000]))
    model = standardized_for(Proportion(), houses)
    assert model.x_spread.tolist() == pytest.approx([(21e6 / 3) ** 0.5], rel=1e-12)
    assert model.predict(np.array([0.7]), np.array([[0.0]])).tolist() == [0.0]
    run = fit(Proportion(), houses, SGD(0.1), passes=400, batch_size=None, standardize=True)
    wanted = float(houses.inputs @ houses.y / (houses.inputs @ houses.inputs))
    np.testing.assert_allclose(run.predictions[-1] / houses.inputs, wanted, rtol=1e-9)


def test_predictions_and_losses_are_in_the_units_of_the_data() -> None:
    """A standardized line predicts and loses in dollars; its gradient is that of the inner model."""
    dataset = Dataset(np.array([1000.0, 2000, 4000]), np.array([2e5, 4e5, 9e5]))
    for inner in (Line(), Neuron(1), MLP(1, (2,))):
        model = standardized_for(inner, dataset)
        params = inner.initial(random.Random(1))
        residuals = model.predict(params, dataset.x) - dataset.y
        expected = residuals.mean() if inner.loss_kind == "residual" else (residuals**2).mean() / 2
        assert model.loss(params, dataset.x, dataset.y) == pytest.approx(expected, rel=1e-9)
        if inner.loss_kind != "residual":
            slopes = slopes_of(model, params, dataset.x, dataset.y) / dataset.y.var()
            np.testing.assert_allclose(model.gradient(params, dataset.x, dataset.y), slopes, rtol=1e-5, atol=1e-8)


def test_standardizing_makes_wildly_scaled_features_trainable() -> None:
    """Square feet beside bedrooms diverge in their own units and near least squares when standardized."""
    rng = np.random.default_rng(5)
    x = np.column_stack([rng.uniform(800, 4000, 30), rng.integers(1, 6, 30)])
    houses = Dataset(x, x @ [180.0, 9000.0] + 20_000)
    assert needs_standardizing(houses)
    run = fit(Neuron(2), houses, SGD(0.1), passes=60, standardize=True)
    np.testing.assert_allclose(run.predictions[-1], houses.y, rtol=1e-3)
    assert run.sample_loss[1] == pytest.approx((run.predictions[0, 0] - houses.y[0]) ** 2)
    assert fit(Neuron(2), houses, SGD(0.1), passes=2).status == "diverged"


def test_classes_stay_0_and_1() -> None:
    """The targets of a cross-entropy are not scaled, so that predictions are probabilities."""
    dataset = Dataset(np.array([[100.0, 1], [200, 2], [300, 3]]), np.array([0.0, 1, 1]))
    model = standardized_for(MLP(2, (2,), task="classes"), dataset)
    assert (model.y_center, model.y_spread) == (0.0, 1.0)
    params = model.initial(random.Random(0))
    predictions = model.predict(params, dataset.x)
    assert ((predictions > 0) & (predictions < 1)).all()


def test_a_feature_that_never_varies_is_only_shifted() -> None:
    """A constant of 0.1, whose computed deviation is not quite zero, is not divided by it."""
    dataset = Dataset(np.full(3, 0.1), np.array([1.0, 2, 3]))
    assert standardized_for(Line(), dataset).x_spread.tolist() == [1.0]
    run = fit(Line(), dataset, SGD(0.1), passes=20, standardize=True)
    assert run.status == "completed"
    assert np.abs(run.grid_predictions).max() < 10


@pytest.mark.parametrize(
    ("x", "y", "wild"),
    [
        ([-4, 3], [-8, 5], False),
        ([1, 3], [1, 2], False),
        ([2000, 2020], [14, 15], True),  # far from zero
        ([100, 130], [0, 30], True),
        ([0, 0.01], [0, 1], True),
        ([0, 0.4], [-9, 9], True),  # neither is far from 1, but they are from each other
        ([7, 7], [0, 1], False),
    ],
)
def test_wildly_scaled_data_differ_in_spread_or_size(x: list[float], y: list[float], *, wild: bool) -> None:
    """Data are wildly scaled where a size or a spread differs tenfold from 1 or from another spread."""
    assert needs_standardizing(Dataset(np.array(x, dtype=float), np.array(y, dtype=float))) == wild
