"""One neuron with any number of inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.checks import whole
from sgdviz.errors import InputError
from sgdviz.training.models.base import MOST_PARAMETERS

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.cost import CostKind, LossKind


@dataclass(frozen=True, slots=True)
class Neuron:
    """``y = w1 x1 + ... + wD xD + b``: a weight for each of `inputs` inputs, then the bias.

    Training descends half the mean squared residual, whose gradient is the mean of ``x * residual``, and of
    ``residual`` for the bias.
    """

    inputs: int = 1

    loss_kind: ClassVar[LossKind] = "half square"
    cost_kind: ClassVar[CostKind] = "mean squared error"
    is_curved: ClassVar[bool] = False
    has_bias: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", whole("inputs", self.inputs, least=1, most=MOST_PARAMETERS))

    @property
    def param_names(self) -> tuple[str, ...]:
        """w1 to wD and b."""
        return (*(f"w{number}" for number in range(1, self.inputs + 1)), "b")

    @property
    def formula(self) -> str:
        """The weighted sum; an only input is x, as data without names call it."""
        if self.inputs == 1:
            return "y = {w1} x + {b}"
        return "y = " + "".join(f"{{w{number}}} x{number} + " for number in range(1, self.inputs + 1)) + "{b}"

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` unless the data have as many features as the neuron has inputs."""
        if dataset.x.shape[1] != self.inputs:
            features = dataset.x.shape[1]
            raise InputError(
                f"the neuron has inputs={self.inputs} and the data have {features} features; give it inputs={features}"
            )

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return each parameter in turn, drawn from [0, 1)."""
        return np.array([rng.random() for _ in self.param_names])

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weighted sum of each of the (n, D) inputs, as (n,)."""
        predictions: NDArray[np.float64] = x @ params[:-1] + params[-1]
        return predictions

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return half the mean squared residual."""
        return float(np.mean((self.predict(params, x) - y) ** 2) / 2)

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (D + 1,) gradient of the loss."""
        residual = self.predict(params, x) - y
        return np.append(x.T @ residual, residual.sum()) / len(y)
