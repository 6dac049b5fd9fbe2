"""Logistic regression: one neuron whose output is the probability of a class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.checks import whole
from sgdviz.errors import InputError
from sgdviz.recording.activations import sigmoid

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.cost import CostKind, LossKind


@dataclass(frozen=True, slots=True)
class Logistic:
    """``p = sigmoid(w1 x1 + ... + wD xD + b)``: the probability of class 1, from a weight for each input and a bias.

    y is 0 or 1. Training descends the mean logistic loss ``-log p`` of the right class, whose gradient is the mean of
    ``x * (p - y)``, and of ``p - y`` for the bias. Source: C. M. Bishop, "Pattern Recognition and Machine Learning",
    2006, section 4.3.2.
    """

    inputs: int = 1

    formula: ClassVar[str] = ""
    loss_kind: ClassVar[LossKind] = "loss"
    cost_kind: ClassVar[CostKind] = "cross-entropy"
    is_curved: ClassVar[bool] = True
    has_bias: ClassVar[bool] = True

    def __post_init__(self) -> None:
        whole("inputs", self.inputs, least=1)

    @property
    def param_names(self) -> tuple[str, ...]:
        """w1 to wD and b."""
        return (*(f"w{number}" for number in range(1, self.inputs + 1)), "b")

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` unless the data have as many features as there are inputs, and the classes 0 and 1."""
        features = dataset.x.shape[1]
        if features != self.inputs:
            what = f"logistic regression has inputs={self.inputs} and the data have {features} features"
            raise InputError(f"{what}; give it inputs={features}")
        if not set(np.unique(dataset.y).tolist()) <= {0.0, 1.0}:
            raise InputError("logistic regression tells two classes apart, 0 and 1, and the targets hold other numbers")

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return each parameter in turn, drawn from [0, 1)."""
        return np.array([rng.random() for _ in self.param_names])

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of class 1 for each of the (n, D) inputs, as (n,)."""
        probabilities: NDArray[np.float64] = sigmoid(x @ params[:-1] + params[-1])
        return probabilities

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return the mean logistic loss, computed from the log odds so that it is finite."""
        odds = x @ params[:-1] + params[-1]
        return float(np.mean(np.logaddexp(0.0, odds) - y * odds))

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (D + 1,) gradient of the loss."""
        off = self.predict(params, x) - y
        return np.append(x.T @ off / len(off), off.mean())
