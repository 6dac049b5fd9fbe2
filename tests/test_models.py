"""Models: gradients against finite differences, trained results against the closed form."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import SGD, Dataset, InputError, Line, fit


def half_mean_square(params: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Return what the post's updates descend, written out again."""
    return float(np.mean((params[0] * x[:, 0] + params[1] - y) ** 2) / 2)


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_of_a_line_is_the_slope_of_half_its_squared_residual(seed: int) -> None:
    """Central differences agree."""
    rng = np.random.default_rng(seed)
    params, x, y = rng.normal(size=2), rng.normal(size=(7, 1)), rng.normal(size=7)
    h = 1e-6
    slopes = [
        (half_mean_square(params + h * unit, x, y) - half_mean_square(params - h * unit, x, y)) / (2 * h)
        for unit in np.eye(2)
    ]
    np.testing.assert_allclose(Line().gradient(params, x, y), slopes, rtol=1e-6, atol=1e-9)


def test_a_trained_line_nears_the_closed_form() -> None:
    """On points that lie on a line, gradient descent finds it."""
    x = np.linspace(-2, 2, 9)
    recording = fit(Line(), Dataset(x, 3 * x - 1), SGD(0.05), passes=400)
    np.testing.assert_allclose(recording.params[-1], [3, -1], atol=1e-9)
    assert recording.cost[-1] < 1e-18


def test_a_line_takes_one_input() -> None:
    """Two inputs on a line are refused before training."""
    with pytest.raises(InputError, match="a line takes one input and the data have 2"):
        fit(Line(), Dataset(np.ones((3, 2)), np.ones(3)), SGD())
