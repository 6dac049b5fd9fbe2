"""Logistic regression: its gradient against finite differences, its fit against Newton's method."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import slopes_of

from sgdviz import SGD, Dataset, InputError, Logistic, data, fit


@pytest.mark.parametrize("inputs", [1, 3])
@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_is_the_slope_of_the_loss(inputs: int, seed: int) -> None:
    """The gradient equals central differences of the loss for every weight and the bias."""
    rng = np.random.default_rng(seed)
    params, x = rng.normal(size=inputs + 1), rng.normal(size=(9, inputs))
    y = (rng.random(9) > 0.5).astype(np.float64)
    model = Logistic(inputs)
    np.testing.assert_allclose(model.gradient(params, x, y), slopes_of(model, params, x, y), rtol=1e-5, atol=1e-8)


def test_predictions_are_probabilities_and_the_loss_is_finite() -> None:
    """At log odds of 0 both classes are equally probable; log odds of 1000 have a loss of 1000 for the wrong class."""
    model, x = Logistic(1), np.array([[0.0], [1.0]])
    assert model.predict(np.array([1000.0, 0.0]), x).tolist() == [0.5, 1.0]
    assert model.loss(np.array([1000.0, 0.0]), x[1:], np.array([0.0])) == 1000
    assert model.loss(np.array([1000.0, 0.0]), x[1:], np.array([1.0])) == 0


def test_a_trained_run_nears_the_converged_fit() -> None:
    """Full-batch gradient descent ends at the weights that Newton's method finds."""
    exams = data.exam_scores(80, seed=1)
    run = fit(Logistic(2), exams, SGD(1.0), passes=3000, batch_size=None, standardize=True, landscape=False)
    design = np.column_stack([(exams.x - exams.x.mean(axis=0)) / exams.x.std(axis=0), np.ones(80)])
    weights = np.zeros(3)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ weights))
        hessian = design.T @ (design * (chance * (1 - chance))[:, None])
        weights += np.linalg.solve(hessian, design.T @ (exams.y - chance))
    assert run.params[-1] == pytest.approx(weights, rel=0.01)


@pytest.mark.parametrize(
    ("dataset", "said"),
    [
        (Dataset(np.array([1.0, 2.0]), np.array([0.0, 1.0])), "has inputs=2 and the data have 1 features"),
        (Dataset(np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([0.0, 2.0])), "tells two classes apart, 0 and 1"),
    ],
)
def test_other_data_are_refused(dataset: Dataset, said: str) -> None:
    """The error says what the model takes."""
    with pytest.raises(InputError, match=said):
        fit(Logistic(2), dataset, SGD(0.1))
