"""The proportion: its gradients against finite differences, and its steps by hand."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import slopes_of

from sgdviz import SGD, Dataset, InputError, Proportion, UnknownNameError, fit


@pytest.mark.parametrize("model", [Proportion(), Proportion("absolute")], ids=repr)
@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_is_the_slope_of_the_loss(model: Proportion, seed: int) -> None:
    """The gradient equals central differences of the loss."""
    rng = np.random.default_rng(seed)
    params, x, y = rng.normal(size=1), rng.normal(size=(9, 1)), rng.normal(size=9)
    np.testing.assert_allclose(model.gradient(params, x, y), slopes_of(model, params, x, y), rtol=1e-5, atol=1e-8)


def test_the_loss_is_half_the_square_or_the_size_of_the_residual() -> None:
    """The residuals 1 and -3 have half mean squares of 2.5 and a mean size of 2."""
    params, x, y = np.array([2.0]), np.array([[1.0], [2.0]]), np.array([1.0, 7.0])
    assert Proportion().loss(params, x, y) == (1 + 9) / 2 / 2
    assert Proportion("absolute").loss(params, x, y) == 2


def test_an_absolute_loss_steps_by_the_input_alone() -> None:
    """For a house of 1000 square feet, 0.01 of the gradient is 10 until the residual is zero."""
    house = Dataset(np.array([1000.0]), np.array([200_000.0]))
    run = fit(Proportion("absolute"), house, SGD(0.01), passes=12, start={"Y": 100})
    assert run.params[:, 0].tolist() == [*range(100, 201, 10), 200, 200]
    assert run.sample_loss[1:3].tolist() == run.cost[:2].tolist() == [100_000.0, 90_000.0]


def test_a_trained_proportion_nears_the_closed_form() -> None:
    """Gradient descent finds the least-squares proportion."""
    data = Dataset(np.array([1.0, 2.0, 4.0]), np.array([2.5, 3.5, 8.5]))
    run = fit(Proportion(), data, SGD(0.02), passes=400, batch_size=None)
    assert run.params[-1, 0] == pytest.approx((2.5 + 7 + 34) / 21, rel=1e-9)


def test_a_proportion_takes_one_input_and_a_known_loss() -> None:
    """Data with several features and unknown names of losses are refused."""
    with pytest.raises(InputError, match="a proportion takes one input and the data have 2"):
        Proportion().check(Dataset(np.ones((3, 2)), np.ones(3)))
    with pytest.raises(UnknownNameError, match="unknown loss 'cubic'; choose from: absolute, squared"):
        Proportion("cubic")  # type: ignore[arg-type]
