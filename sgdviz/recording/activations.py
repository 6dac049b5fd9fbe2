"""The functions of hidden neurons, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

ActivationName = Literal["tanh", "relu", "sigmoid"]


class Activation(NamedTuple):
    """The function of a hidden neuron, and its derivative in terms of the function's value."""

    function: Callable[[Values], Values]
    derivative: Callable[[Values], Values]


def sigmoid(sums: Values) -> Values:
    """Return ``1 / (1 + exp(-sums))`` without overflow."""
    decayed = np.exp(-np.abs(sums))
    shares: Values = np.where(sums >= 0, 1.0, decayed) / (1.0 + decayed)
    return shares


ACTIVATIONS: dict[ActivationName, Activation] = {
    "tanh": Activation(np.tanh, lambda out: 1.0 - out**2),
    "relu": Activation(lambda sums: np.maximum(sums, 0.0), lambda out: (out > 0).astype(np.float64)),
    "sigmoid": Activation(sigmoid, lambda out: out * (1.0 - out)),
}
