"""The network: its gradients against finite differences, and its predictions neuron by neuron."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import slopes_of

from sgdviz import MLP, SGD, Dataset, InputError, UnknownNameError, fit

if TYPE_CHECKING:
    from collections.abc import Callable

NETWORKS = [
    MLP(1, (1,)),
    MLP(2, (3, 2), "relu"),
    MLP(3, (5,), "sigmoid"),
    MLP(2, (4, 3), "tanh", "classes"),
    MLP(2, (3,), "relu", "classes"),
]


@pytest.mark.parametrize("model", NETWORKS, ids=repr)
@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_is_the_slope_of_the_loss(model: MLP, seed: int) -> None:
    """Back propagation equals central differences of the loss for every parameter."""
    rng = np.random.default_rng(seed)
    params = rng.normal(size=len(model.param_names))
    x, y = rng.normal(size=(9, model.inputs)), rng.normal(size=9)
    if model.task == "classes":
        y = (y > 0).astype(float)
    np.testing.assert_allclose(model.gradient(params, x, y), slopes_of(model, params, x, y), rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize(
    ("activation", "function"),
    [
        ("sigmoid", lambda value: 1 / (1 + math.exp(-value))),
        ("tanh", math.tanh),
        ("relu", lambda value: max(value, 0.0)),
    ],
)
def test_a_network_predicts_what_its_neurons_sum_up_to(activation: str, function: Callable[[float], float]) -> None:
    """The prediction equals loops over single numbers, with the parameters found by their names."""
    model = MLP(2, (3,), activation, "classes")  # type: ignore[arg-type]
    rng = np.random.default_rng(3)
    values = rng.normal(size=len(model.param_names))
    named = dict(zip(model.param_names, values.tolist(), strict=True))
    for point in rng.normal(size=(5, 2)).tolist():
        total = named["b2[1]"]
        for neuron in (1, 2, 3):
            inner = named[f"b1[{neuron}]"] + sum(named[f"W1[{i},{neuron}]"] * point[i - 1] for i in (1, 2))
            total += named[f"W2[{neuron},1]"] * function(inner)
        assert model.predict(values, np.array([point]))[0] == pytest.approx(1 / (1 + math.exp(-total)), rel=1e-12)


@pytest.mark.parametrize(("layer", "inputs", "outputs"), [(1, 2, 60), (2, 60, 40), (3, 40, 1)])
def test_the_start_is_drawn_by_the_size_of_each_layer(layer: int, inputs: int, outputs: int) -> None:
    """Weights of a layer fill the range of ±sqrt(6 / (inputs + outputs)) evenly; biases are zero."""
    model = MLP(2, (60, 40))
    drawn = [model.initial(random.Random(seed)).tolist() for seed in range(20)]
    named = [dict(zip(model.param_names, values, strict=True)) for values in drawn]
    shares = np.array(
        [value for params in named for name, value in params.items() if name.startswith(f"W{layer}[")]
    ) / math.sqrt(6 / (inputs + outputs))
    assert len(shares) == 20 * inputs * outputs
    assert -1 <= shares.min() < -0.99
    assert 0.99 < shares.max() <= 1
    quarters = np.histogram(shares, bins=4, range=(-1, 1))[0] / len(shares)
    assert quarters == pytest.approx([0.25] * 4, abs=0.05)
    assert {value for params in named for name, value in params.items() if name.startswith(f"b{layer}[")} == {0.0}


def test_the_cost_of_classes_is_the_mean_of_minus_log_p() -> None:
    """The cost of a row is the mean of -log p over the recorded probabilities of that row."""
    data = Dataset(np.array([[0.0, 0], [1, 1], [0, 1], [1, 0]]), np.array([0.0, 1, 1, 1]))
    run = fit(MLP(2, (4,), task="classes"), data, SGD(0.5), passes=200, seed=1)
    p = run.predictions
    expected = [-np.mean([math.log(row[i] if data.y[i] else 1 - row[i]) for i in range(4)]) for row in p]
    np.testing.assert_allclose(run.cost, expected, rtol=1e-12)
    assert run.cost_kind == "cross-entropy"
    assert run.cost[-1] < run.cost[0] / 2


def test_probabilities_of_extreme_sums_do_not_overflow() -> None:
    """The probability and the loss are finite for sums whose exponential overflows."""
    model = MLP(1, (1,), "relu", "classes")
    params = np.array([1.0, 0.0, 1.0, -1e4])  # the sum is max(x, 0) - 10000
    x = np.array([[0.0], [2e4]])
    assert model.predict(params, x).tolist() == [0.0, 1.0]
    assert model.loss(params, x, np.array([0.0, 1.0])) == 0.0
    assert model.loss(params, x, np.array([1.0, 0.0])) == 1e4


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: MLP(1, (3, 0)), "hidden layer 2 is 0; give a whole number of at least 1"),
        (lambda: MLP(1, ()), r"hidden is \(\); give the number of neurons of each layer, as in \(16,\)"),
        (lambda: MLP(1, 5), r"hidden is 5; give the number of neurons of each layer"),  # type: ignore[arg-type]
        (lambda: MLP(0), "inputs is 0"),
        (
            lambda: MLP(1, task="classes").check(Dataset(np.array([1.0]), np.array([2.0]))),
            "a target is 2 where the network predicts two classes; give 0 or 1 for every point",
        ),
        (
            lambda: MLP(2).check(Dataset(np.array([1.0]), np.array([2.0]))),
            "the network has inputs=2 and the data have 1 features; give it inputs=1",
        ),
    ],
)
def test_bad_settings_and_data_are_refused(make: Callable[[], object], said: str) -> None:
    """An error names the setting, or what the data lack."""
    with pytest.raises(InputError, match=said):
        make()


def test_unknown_names_are_refused() -> None:
    """An unknown activation or task is refused with the known names."""
    with pytest.raises(UnknownNameError, match="unknown activation 'step'; choose from: relu, sigmoid, tanh"):
        MLP(activation="step")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="unknown task 'ranking'; choose from: classes, regression"):
        MLP(task="ranking")  # type: ignore[arg-type]
