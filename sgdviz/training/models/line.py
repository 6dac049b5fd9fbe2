"""The blog post's neuron: a line through points, one input and a bias."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.errors import InputError

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.cost import CostKind, LossKind


@dataclass(frozen=True, slots=True)
class Line:
    """One neuron with one input: ``y = m x + b``, parameters ``(m, b)``.

    The post calls the residual ``prediction - y`` its loss, and so does `loss` here. The loss that the parameters
    descend is half the residual's square, ``(m x + b - y)**2 / 2``: by the chain rule its derivatives are
    ``x * residual`` for m and ``residual`` for b, which are the gradients that the post computes.
    """

    param_names: ClassVar[tuple[str, ...]] = ("m", "b")
    formula: ClassVar[str] = "y = {m} x + {b}"
    loss_kind: ClassVar[LossKind] = "residual"
    cost_kind: ClassVar[CostKind] = "mean squared error"
    is_curved: ClassVar[bool] = False
    has_bias: ClassVar[bool] = True

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` unless the data have one feature."""
        if dataset.x.shape[1] != 1:
            raise InputError(f"a line takes one input and the data have {dataset.x.shape[1]}; choose one feature")

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return m and b, drawn in that order and each from [0, 1), as the post draws them."""
        return np.array([rng.random(), rng.random()])

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return ``m x + b`` for each of the (n, 1) inputs, as (n,)."""
        predictions: NDArray[np.float64] = params[0] * x[:, 0] + params[1]
        return predictions

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return the mean residual; for one sample, the post's ``loss``."""
        return float(np.mean(self.predict(params, x) - y))

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (2,) gradient of half the mean squared residual."""
        residual = self.predict(params, x) - y
        return np.array([np.mean(x[:, 0] * residual), np.mean(residual)])
