"""A linear network: two weights in a row, the smallest model whose cost has a saddle."""

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
class LinearNetwork:
    """``y = u v x``: two layers of one linear neuron each, without biases; parameters ``(u, v)``.

    Training descends half the mean squared residual. Every pair with the same product predicts the same, so the lowest
    cost lies on both branches of a hyperbola, and between them, at ``u = v = 0``, the cost has a saddle. Source: A. M.
    Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
    networks", 2014.
    """

    param_names: ClassVar[tuple[str, ...]] = ("u", "v")
    formula: ClassVar[str] = "y = {u} · {v} x"
    loss_kind: ClassVar[LossKind] = "half square"
    cost_kind: ClassVar[CostKind] = "mean squared error"
    is_curved: ClassVar[bool] = False
    has_bias: ClassVar[bool] = False

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` unless the data have one feature."""
        if dataset.x.shape[1] != 1:
            what = f"a linear network takes one input and the data have {dataset.x.shape[1]}"
            raise InputError(f"{what}; choose one feature")

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return u and v, drawn in that order and each from [0, 1)."""
        return np.array([rng.random(), rng.random()])

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return ``u v x`` for each of the (n, 1) inputs, as (n,)."""
        predictions: NDArray[np.float64] = params[0] * params[1] * x[:, 0]
        return predictions

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return half the mean squared residual."""
        return float(np.mean((self.predict(params, x) - y) ** 2) / 2)

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (2,) gradient of the loss."""
        of_product = np.mean((self.predict(params, x) - y) * x[:, 0])
        return params[::-1] * of_product
