"""Models: gradients against finite differences, trained results against the closed form."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sgdviz import MLP, SGD, Dataset, InputError, Line, Neuron, Proportion, UnknownNameError, fit
from sgdviz.training.models import Model, standardized, wildly_scaled

if TYPE_CHECKING:
    from collections.abc import Callable


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


DESCENDED: list[tuple[Model, int]] = [
    (Proportion(), 1),
    (Proportion("absolute"), 1),
    (Neuron(1), 1),
    (Neuron(4), 4),
    (MLP(1, (1,)), 1),
    (MLP(2, (3, 2), "relu"), 2),
    (MLP(3, (5,), "sigmoid"), 3),
    (MLP(2, (4, 3), "tanh", "classes"), 2),
]


@pytest.mark.parametrize(("model", "inputs"), DESCENDED, ids=repr)
@pytest.mark.parametrize("seed", range(3))
def test_every_gradient_is_the_slope_of_the_loss(model: Model, inputs: int, seed: int) -> None:
    """Central differences agree for every parameter."""
    rng = np.random.default_rng(seed)
    params = rng.normal(size=len(model.param_names))
    x, y = rng.normal(size=(9, inputs)), rng.normal(size=9)
    if model.cost_kind == "cross-entropy":
        y = (y > 0).astype(float)
    h = 1e-6
    slopes = [
        (model.loss(params + h * unit, x, y) - model.loss(params - h * unit, x, y)) / (2 * h)
        for unit in np.eye(len(params))
    ]
    np.testing.assert_allclose(model.gradient(params, x, y), slopes, rtol=1e-5, atol=1e-8)


def test_a_network_predicts_what_its_neurons_do_one_by_one() -> None:
    """Loops over single numbers, with the parameters found by their names."""
    model = MLP(2, (3,), "sigmoid", "classes")
    rng = np.random.default_rng(3)
    values = rng.normal(size=len(model.param_names))
    named = dict(zip(model.param_names, values.tolist(), strict=True))
    for point in rng.normal(size=(5, 2)).tolist():
        total = named["b2[1]"]
        for neuron in (1, 2, 3):
            inner = named[f"b1[{neuron}]"] + sum(named[f"W1[{i},{neuron}]"] * point[i - 1] for i in (1, 2))
            total += named[f"W2[{neuron},1]"] / (1 + math.exp(-inner))
        assert model.predict(values, np.array([point]))[0] == pytest.approx(1 / (1 + math.exp(-total)), rel=1e-12)


def test_a_trained_neuron_nears_the_closed_form() -> None:
    """Least squares by the normal equations."""
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
    """The same predictions and the same gradient, with the same parameters."""
    rng = np.random.default_rng(2)
    params, x, y = rng.normal(size=2), rng.normal(size=(6, 1)), rng.normal(size=6)
    np.testing.assert_allclose(Neuron().predict(params, x), Line().predict(params, x), rtol=1e-15)
    np.testing.assert_allclose(Neuron().gradient(params, x, y), Line().gradient(params, x, y), rtol=1e-12)


def test_an_absolute_loss_steps_by_the_input_alone() -> None:
    """A house of 1000 square feet: 0.01 of its gradient is 10, until the residual is zero."""
    run = fit(
        Proportion("absolute"),
        Dataset(np.array([1000.0]), np.array([200_000.0])),
        SGD(0.01),
        passes=12,
        start={"Y": 100},
    )
    assert run.params[:, 0].tolist() == [*range(100, 201, 10), 200, 200]
    assert run.sample_loss[1:3].tolist() == run.cost[:2].tolist() == [100_000.0, 90_000.0]


def test_even_units_make_wild_features_trainable() -> None:
    """Square feet beside bedrooms: it nears least squares, and says so in dollars."""
    rng = np.random.default_rng(5)
    x = np.column_stack([rng.uniform(800, 4000, 30), rng.integers(1, 6, 30)])
    houses = Dataset(x, x @ [180.0, 9000.0] + 20_000)
    assert wildly_scaled(houses)
    run = fit(Neuron(2), houses, SGD(0.1), passes=300, standardize=True)
    np.testing.assert_allclose(run.predictions[-1], houses.y, rtol=1e-3)
    assert run.sample_loss[1] == pytest.approx((run.predictions[0, 0] - houses.y[0]) ** 2)
    wild = fit(Neuron(2), houses, SGD(0.1), passes=300)
    assert wild.status == "diverged"


def test_classes_stay_zero_and_one_in_even_units() -> None:
    """A probability is not stretched."""
    data = Dataset(np.array([[100.0, 1], [200, 2], [300, 3]]), np.array([0.0, 1, 1]))
    model = standardized(MLP(2, (2,), task="classes"), data)
    params = model.initial(random.Random(0))
    assert ((model.predict(params, data.x) > 0) & (model.predict(params, data.x) < 1)).all()
    assert not wildly_scaled(Dataset(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])))


def test_a_logistic_cost_is_the_mean_of_minus_log_p() -> None:
    """Over all data, after every step; the probabilities are in the recording."""
    data = Dataset(np.array([[0.0, 0], [1, 1], [0, 1], [1, 0]]), np.array([0.0, 1, 1, 1]))
    run = fit(MLP(2, (4,), task="classes"), data, SGD(0.5), passes=200, seed=1)
    p = run.predictions
    expected = [-np.mean([math.log(row[i] if data.y[i] else 1 - row[i]) for i in range(4)]) for row in p]
    np.testing.assert_allclose(run.cost, expected, rtol=1e-12)
    assert run.cost_kind == "cross-entropy"
    assert run.cost[-1] < run.cost[0] / 2


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: MLP(1, (0,)), "hidden layer 1"),
        (lambda: MLP(1, ()), "hidden is"),
        (lambda: MLP(0), "inputs"),
        (lambda: Neuron(0), "inputs"),
        (lambda: MLP(1, task="classes").check(Dataset(np.array([1.0]), np.array([2.0]))), "a target is 2"),
        (
            lambda: MLP(2).check(Dataset(np.array([1.0]), np.array([2.0]))),
            "the network has inputs=2 and the data have 1",
        ),
        (
            lambda: Neuron(2).check(Dataset(np.array([1.0]), np.array([2.0]))),
            "the neuron has inputs=2 and the data have 1",
        ),
        (
            lambda: Proportion().check(Dataset(np.array([[1.0, 2.0]]), np.array([2.0]))),
            "a proportion takes one input and the data have 2",
        ),
    ],
)
def test_a_model_that_does_not_fit_is_refused(make: Callable[[], object], said: str) -> None:
    """One line that says what, and the number."""
    with pytest.raises(InputError, match=said):
        make()


def test_an_unknown_activation_task_or_loss_is_refused() -> None:
    """By its name, with those that there are."""
    with pytest.raises(UnknownNameError, match="tanh"):
        MLP(activation="step")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="classes"):
        MLP(task="ranking")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="absolute"):
        Proportion("cubic")  # type: ignore[arg-type]


def test_a_model_without_a_constant_has_none_in_even_units() -> None:
    """What it says of nothing is nothing."""
    houses = Dataset(np.array([1000.0, 2000, 4000]), np.array([500_000.0, 700_000, 1_100_000]))
    model = standardized(Proportion(), houses)
    assert model.predict(np.array([0.7]), np.array([[0.0]])).tolist() == [0.0]
    run = fit(Proportion(), houses, SGD(0.1), passes=400, standardize=True)
    wanted = float(houses.inputs @ houses.y / (houses.inputs @ houses.inputs))
    np.testing.assert_allclose(run.predictions[-1] / houses.inputs, wanted, rtol=0.05)


@pytest.mark.parametrize(
    ("x", "y", "wild"),
    [
        ([-4, 3], [-8, 5], False),
        ([2000, 2020], [14, 15], True),  # far from zero
        ([100, 130], [0, 30], True),
        ([0, 0.01], [0, 1], True),
        ([0, 0.4], [-9, 9], True),  # neither is far from 1, but they are from each other
        ([7, 7], [0, 1], False),
    ],
)
def test_wild_data_are_told_by_spread_and_size(x: list[float], y: list[float], *, wild: bool) -> None:
    """The same step size would be far too large for one weight, or far too small for another."""
    assert wildly_scaled(Dataset(np.array(x, dtype=float), np.array(y, dtype=float))) == wild


def test_a_feature_that_never_varies_stays_where_it_is() -> None:
    """0.1 is no binary fraction, so that the spread of three of them is not quite zero."""
    run = fit(Line(), Dataset(np.full(3, 0.1), np.array([1.0, 2, 3])), SGD(0.1), passes=20, standardize=True)
    assert run.status == "completed"
    assert np.abs(run.grid_predictions).max() < 10
