"""The weights of inputs and their names."""

from __future__ import annotations

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Dataset, Neuron, Recording
from sgdviz.recording.weights import has_one_weight_an_input, input_weights


def neuron_run(names: tuple[str, ...]) -> Recording:
    """Return one pass of a neuron over data with features of these `names`."""
    x = np.random.default_rng(0).normal(size=(8, len(names)))
    return sgdviz.fit(Neuron(len(names)), Dataset(x, x.sum(axis=1), names), SGD(0.01), passes=1)


@pytest.mark.parametrize("count", [1, 4, 8, 13])
def test_weights_are_named_for_any_number_of_inputs(count: int) -> None:
    """Each weight has the name of its input, without the unit."""
    run = neuron_run(tuple(f"size {number} (m)" for number in range(count)))
    assert input_weights(run) == {f"w{number + 1}": f"size {number}" for number in range(count)}
    assert has_one_weight_an_input(run)


def test_names_that_differ_in_their_units_keep_them() -> None:
    """Without their units, two names would be equal."""
    assert input_weights(neuron_run(("size (m2)", "size (sq ft)", "age (years)"))) == {
        "w1": "size (m2)",
        "w2": "size (sq ft)",
        "w3": "age",
    }


def test_numbered_inputs_name_no_weights() -> None:
    """The inputs x1, x2 of data without names leave the weights their own."""
    assert input_weights(neuron_run(("x1", "x2"))) == {}


def test_the_numbers_of_one_array_are_weights() -> None:
    """A loop of one's own may keep its weights in an array of any name."""
    theta = np.zeros(2)
    recorder = sgdviz.Recorder(np.eye(2), [1, 2], predict=lambda x: x @ theta, feature_names=("size", "age"))
    recorder.record(theta=theta, b=0.0)
    assert input_weights(recorder.recording()) == {"theta[0]": "size", "theta[1]": "age"}


def test_a_network_has_no_weights_of_inputs_alone() -> None:
    """A network with hidden neurons has several weights for each input."""
    x = np.eye(3)
    run = sgdviz.fit(MLP(3, (3,)), Dataset(x, x[:, 0], ("a", "b", "c")), SGD(0.01), passes=1)
    assert not has_one_weight_an_input(run)
    assert input_weights(run) == {}
