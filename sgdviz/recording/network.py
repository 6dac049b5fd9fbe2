"""The network of neurons behind a recording, found from the names of its parameters and its predictions alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.recording.activations import ACTIVATIONS, sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.activations import ActivationName
    from sgdviz.recording.recording import Recording

    Values = NDArray[np.float64]

MOST_ROWS, MOST_POINTS = 8, 64
"""The largest numbers of rows and of points whose predictions are compared."""

EXACT = 1e-9
"""The largest error, as a share of the largest prediction, at which a network counts as the one that predicted."""

_NAME = re.compile(r"(?P<kind>[Wb])(?P<layer>\d+)\[(?P<index>\d+(?:,\d+)?)\]")


class Layer(NamedTuple):
    """The numbers of the parameters of one layer: (before, after) weights and (after,) biases."""

    weights: NDArray[np.int64]
    biases: NDArray[np.int64]


class Scale(NamedTuple):
    """The means and standard deviations between a network and its data: (D,) of the inputs, and those of the target."""

    x_center: Values
    x_spread: Values
    y_center: float
    y_spread: float


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Neurons in `layers`, from the inputs to the one output; a network without hidden layers is a single neuron.

    The hidden neurons have the function `activation`, the output none, or the logistic function where it `is_a_share`.
    """

    layers: tuple[Layer, ...]
    activation: ActivationName
    is_a_share: bool
    scale: Scale

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, of neurons in each hidden layer, and of outputs."""
        return (len(self.layers[0].weights), *(len(layer.biases) for layer in self.layers))

    def hidden(self, params: Values, x: Values) -> list[Values]:
        """Return the (n, neurons) activations of each hidden layer for (n, D) inputs in the units of the data."""
        function = ACTIVATIONS[self.activation].function
        out, outs = (x - self.scale.x_center) / self.scale.x_spread, []
        for layer in self.layers[:-1]:
            out = function(out @ params[layer.weights] + params[layer.biases])
            outs.append(out)
        return outs

    def parts(self, params: Values, x: Values) -> Values:
        """Return the (neurons + 1, n) terms whose sum is the output: that of each last neuron, then the constant.

        A term is weight times activation, and the constant the bias, in the units of the target.
        """
        hidden = self.hidden(params, x)
        last = hidden[-1] if hidden else (x - self.scale.x_center) / self.scale.x_spread
        layer = self.layers[-1]
        terms = last.T * params[layer.weights] * self.scale.y_spread
        constant = np.full((1, len(x)), params[layer.biases[0]] * self.scale.y_spread + self.scale.y_center)
        return np.concatenate([terms, constant])

    def predict(self, params: Values, x: Values) -> Values:
        """Return the (n,) predictions for (n, D) inputs."""
        total: Values = self.parts(params, x).sum(axis=0)
        return sigmoid(total) if self.is_a_share else total


def network_of(recording: Recording) -> Network | None:
    """Return the network that made the predictions of `recording`, or None where they are not those of a network.

    The names of the parameters give the layers: W1[1,2], b1[2] and so on, or w1, w2 and b for a single neuron. Of the
    known activations, the one that gives the recorded predictions is that of the network.
    """
    layers = _layers(recording.param_names, recording.dataset.x.shape[1])
    if layers is None:
        return None
    rows = np.flatnonzero(recording.recorded[: recording.rows_before_divergence])
    rows = rows[np.unique(np.linspace(0, len(rows) - 1, MOST_ROWS).astype(np.int64))]
    x, expected = recording.dataset.x[:MOST_POINTS], recording.predictions[rows, :MOST_POINTS]
    for activation, is_a_share in product(ACTIVATIONS if len(layers) > 1 else ("tanh",), (False, True)):
        network = Network(layers, activation, is_a_share, _scale(recording))
        with np.errstate(all="ignore"):
            found = np.stack([network.predict(recording.params[row], x) for row in rows])
            if np.abs(found - expected).max() <= EXACT * np.abs(expected).max():
                return network
    return None


def _layers(names: tuple[str, ...], inputs: int) -> tuple[Layer, ...] | None:
    """Return the layers that the names of all parameters describe, from `inputs` inputs to one output."""
    if names == (*(f"w{number}" for number in range(1, inputs + 1)), "b"):
        return (Layer(np.arange(inputs)[:, None], np.array([inputs])),)
    matches = [_NAME.fullmatch(name) for name in names]
    entries: dict[tuple[str, int], list[tuple[tuple[int, ...], int]]] = {}
    for number, match in enumerate(matches):
        if match is None:
            return None
        index = tuple(map(int, match["index"].split(",")))
        entries.setdefault((match["kind"], int(match["layer"])), []).append((index, number))
    arrays = {key: _array(found) for key, found in entries.items()}
    layers = []
    for number in range(1, len(arrays) // 2 + 1):
        weights, biases = arrays.get(("W", number)), arrays.get(("b", number))
        if weights is None or biases is None or weights.shape[1:] != biases.shape:
            return None
        layers.append(Layer(weights, biases))
    fitting = all(len(one.biases) == len(other.weights) for one, other in pairwise(layers))
    if len(arrays) != 2 * len(layers) or not layers or not fitting:
        return None
    return tuple(layers) if (len(layers[0].weights), len(layers[-1].biases)) == (inputs, 1) else None


def _array(entries: list[tuple[tuple[int, ...], int]]) -> NDArray[np.int64] | None:
    """Return the numbers of parameters as an array, each at its index, which counts from 0 or 1; None for gaps."""
    if len({len(index) for index, _ in entries}) > 1:
        return None
    index = np.array([index for index, _ in entries])
    index -= index.min(axis=0)
    array = np.full(index.max(axis=0) + 1, -1)
    array[tuple(index.T)] = [number for _, number in entries]
    return array if array.size == len(entries) and (array >= 0).all() else None


def _scale(recording: Recording) -> Scale:
    """Return the scale of a network: that of standardized data, or none."""
    data = recording.dataset
    inputs = data.x.shape[1]
    if not recording.standardized:
        return Scale(np.zeros(inputs), np.ones(inputs), 0.0, 1.0)
    values = np.column_stack([data.x, data.y])
    center = values.mean(axis=0)
    spreads = np.where(np.ptp(values, axis=0) > 0, values.std(axis=0), 1.0)
    if recording.cost_kind == "cross-entropy":
        center[-1], spreads[-1] = 0.0, 1.0
    return Scale(center[:-1], spreads[:-1], float(center[-1]), float(spreads[-1]))
