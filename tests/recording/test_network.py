"""The network behind a recording: found by names and predictions, and no other model taken for one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sgdviz
from sgdviz import MLP, SGD, Dataset, Line, Neuron, Recorder
from sgdviz.recording.network import network_of

SINE = sgdviz.data.sine(20)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("hidden", [(1,), (5,), (4, 3)])
def test_a_network_is_found_with_its_activation(activation: str, hidden: tuple[int, ...], *, standardize: bool) -> None:
    """Sizes and activation are those of the model, and the terms of the output sum to the recorded predictions."""
    data = Dataset(SINE.x * 3 + 5, SINE.y * 40 + 100) if standardize else SINE
    model = MLP(1, hidden, activation=activation)  # type: ignore[arg-type] # one of the three names
    recording = sgdviz.fit(model, data, SGD(0.05), passes=3, seed=2, standardize=standardize)
    network = network_of(recording)
    assert network is not None
    assert (network.sizes, network.activation, network.is_a_share) == ((1, *hidden, 1), activation, False)
    for row in range(len(recording)):
        parts = network.parts(recording.params[row], recording.grid)
        assert parts.shape == (hidden[-1] + 1, len(recording.grid))
        np.testing.assert_allclose(parts.sum(axis=0), recording.grid_predictions[row], rtol=0, atol=1e-9)


def test_the_terms_of_a_network_are_weights_times_activations() -> None:
    """The numbers of a small network, computed by hand."""
    recording = sgdviz.fit(MLP(1, (2,)), SINE, SGD(0.1), passes=1)
    network = network_of(recording)
    assert network is not None
    params = np.array([1.0, -2.0, 0.5, 0.25, 3.0, 4.0, 0.125])  # W1, b1, W2 and b2
    found = network.parts(params, np.array([[0.0], [2.0]]))
    expected = [[3 * np.tanh(0.5), 3 * np.tanh(2.5)], [4 * np.tanh(0.25), 4 * np.tanh(-3.75)], [0.125, 0.125]]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_a_classifier_gives_shares() -> None:
    """The output of a network of two classes is the logistic function of the sum."""
    moons = sgdviz.data.two_moons(20)
    network = network_of(sgdviz.fit(MLP(2, (3,), task="classes"), moons, SGD(0.1), passes=2))
    assert network is not None
    assert (network.sizes, network.is_a_share) == ((2, 3, 1), True)


def test_a_single_neuron_is_a_network_without_hidden_layers() -> None:
    """Standardized inputs of a neuron count as well."""
    network = network_of(sgdviz.fit(Neuron(3), sgdviz.data.many_houses(20), SGD(0.02), passes=1, standardize=True))
    assert network is not None
    assert network.sizes == (3, 1)


def test_the_arrays_of_a_loop_of_one_s_own_are_a_network() -> None:
    """Arrays W1, b1, W2 and b2 are the parameters of a network; their indices count from 0."""
    rng = np.random.default_rng(0)
    arrays = {"W1": rng.normal(size=(1, 4)), "b1": rng.normal(size=4), "W2": rng.normal(size=(4, 1)), "b2": np.ones(1)}

    def predict(x: np.ndarray) -> np.ndarray:
        hidden = np.maximum(x.reshape(-1, 1) @ arrays["W1"] + arrays["b1"], 0)
        predicted: np.ndarray = (hidden @ arrays["W2"] + arrays["b2"])[:, 0]
        return predicted

    recorder = Recorder(SINE.inputs, SINE.y, predict=predict)
    recorder.record(W1=arrays["W1"], b1=arrays["b1"], W2=arrays["W2"], b2=arrays["b2"])
    network = network_of(recorder.recording())
    assert network is not None
    assert (network.sizes, network.activation) == ((1, 4, 1), "relu")


def test_no_other_model_is_taken_for_a_network() -> None:
    """A line, names with a gap, and predictions that the parameters do not give are no network."""
    assert network_of(sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=1)) is None
    recording = sgdviz.fit(MLP(1, (2,)), SINE, SGD(0.1), passes=1)
    assert network_of(replace(recording, predictions=recording.predictions + 0.01)) is None
    for gap in (("W3[1,1]", 4), ("b1[3]", 2), ("W2[1,2]", 5), ("v", 6)):
        names = list(recording.param_names)
        names[gap[1]] = gap[0]
        assert network_of(replace(recording, param_names=tuple(names))) is None
