"""The neuron: its gradient against finite differences, and its fit against the closed form."""

from __future__ import annotations

import random

import numpy as np
import pytest
from helpers import slopes_of

from sgdviz import Dataset, InputError, Line, Neuron


@pytest.mark.parametrize("inputs", [1, 4])
@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_is_the_slope_of_the_loss(inputs: int, seed: int) -> None:
    """The gradient equals central differences of the loss for every weight and the bias."""
    rng = np.random.default_rng(seed)
    params, x, y = rng.normal(size=inputs + 1), rng.normal(size=(9, inputs)), rng.normal(size=9)
    model = Neuron(inputs)
    np.testing.assert_allclose(model.gradient(params, x, y), slopes_of(model, params, x, y), rtol=1e-5, atol=1e-8)


def test_a_neuron_sums_its_weighted_inputs() -> None:
    """The prediction is the weighted sum and the bias; parameters are named in that order."""
    model = Neuron(2)
    assert model.param_names == ("w1", "w2", "b")
    assert model.formula == "y = {w1} x1 + {w2} x2 + {b}"
    assert Neuron(1).formula == "y = {w1} x + {b}"
    assert model.predict(np.array([2.0, 3.0, 1.0]), np.array([[1.0, 10.0], [0.0, 0.0]])).tolist() == [33, 1]
    assert model.initial(random.Random(1)).shape == (3,)


def test_a_trained_neuron_nears_the_closed_form() -> None:
    """Gradient descent finds the least-squares weights."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 3))
    y = x @ [2.0, -1.0, 0.5] + 3 + rng.normal(scale=0.3, size=40)
    best = np.linalg.lstsq(np.column_stack([x, np.ones(40)]), y, rcond=None)[0]
    model = Neuron(3)
    params = model.initial(random.Random(0))
    for _ in range(3000):
        params = params - 0.1 * model.gradient(params, x, y)
    np.testing.assert_allclose(params, best, atol=1e-9)


def test_a_neuron_with_one_input_is_a_line() -> None:
    """Predictions and gradients equal those of a line with the same parameters."""
    rng = np.random.default_rng(2)
    params, x, y = rng.normal(size=2), rng.normal(size=(6, 1)), rng.normal(size=6)
    np.testing.assert_allclose(Neuron().predict(params, x), Line().predict(params, x), rtol=1e-15)
    np.testing.assert_allclose(Neuron().gradient(params, x, y), Line().gradient(params, x, y), rtol=1e-12)


def test_the_number_of_inputs_is_checked() -> None:
    """A neuron has at least one input, and the data as many features."""
    with pytest.raises(InputError, match="inputs is 0; give a whole number of at least 1"):
        Neuron(0)
    with pytest.raises(InputError, match="the neuron has inputs=2 and the data have 1 features; give it inputs=1"):
        Neuron(2).check(Dataset(np.array([1.0]), np.array([2.0])))
