"""The line: its gradient against finite differences, and its fit against the closed form."""

from __future__ import annotations

import random

import numpy as np
import pytest

from sgdviz import SGD, Dataset, InputError, Line, fit


def half_mean_square(params: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Return half the mean squared residual of a line, the loss that the post's updates descend."""
    return float(np.mean((params[0] * x[:, 0] + params[1] - y) ** 2) / 2)


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_is_the_slope_of_half_the_squared_residual(seed: int) -> None:
    """The gradient equals central differences of half the mean squared residual."""
    rng = np.random.default_rng(seed)
    params, x, y = rng.normal(size=2), rng.normal(size=(7, 1)), rng.normal(size=7)
    h = 1e-6
    slopes = [
        (half_mean_square(params + h * unit, x, y) - half_mean_square(params - h * unit, x, y)) / (2 * h)
        for unit in np.eye(2)
    ]
    np.testing.assert_allclose(Line().gradient(params, x, y), slopes, rtol=1e-6, atol=1e-9)


def test_the_loss_is_the_mean_residual() -> None:
    """The loss of one sample is its residual, the prediction less y, as in the post."""
    params, x, y = np.array([2.0, 1.0]), np.array([[3.0], [4.0]]), np.array([5.0, 12.0])
    assert Line().predict(params, x).tolist() == [7, 9]
    assert Line().loss(params, x[:1], y[:1]) == 2
    assert Line().loss(params, x, y) == (2 - 3) / 2


def test_the_start_is_drawn_as_in_the_post() -> None:
    """The parameters m and b are the first two numbers of the generator, in that order."""
    generator = random.Random(5)
    expected = [generator.random(), generator.random()]
    assert Line().initial(random.Random(5)).tolist() == expected


def test_a_trained_line_nears_the_closed_form() -> None:
    """Gradient descent finds the line on which all points lie."""
    x = np.linspace(-2, 2, 9)
    recording = fit(Line(), Dataset(x, 3 * x - 1), SGD(0.05), passes=400)
    np.testing.assert_allclose(recording.params[-1], [3, -1], atol=1e-9)
    assert recording.cost[-1] < 1e-18


def test_a_line_takes_one_input() -> None:
    """Data with several features are refused."""
    with pytest.raises(InputError, match="a line takes one input and the data have 2; choose one feature"):
        Line().check(Dataset(np.ones((3, 2)), np.ones(3)))
