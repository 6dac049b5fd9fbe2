"""A proportion: one weight and no bias, the post's exchange rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

import numpy as np

from sgdviz.checks import one_of
from sgdviz.errors import InputError

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.cost import CostKind, LossKind

LossName = Literal["squared", "absolute"]
LOSSES: tuple[LossName, ...] = get_args(LossName)


@dataclass(frozen=True, slots=True)
class Proportion:
    """``P = Y S``: one input S, one weight Y, no bias.

    With `loss_name` "squared" training descends half the mean squared residual, whose gradient is ``S * residual``.
    With "absolute" it descends the mean size of the residual, whose gradient is ``S`` with the residual's sign, so that
    all steps on one sample are equally long, and 0 at a residual of 0. Raises `UnknownNameError` for another name.
    """

    loss_name: LossName = "squared"

    param_names: ClassVar[tuple[str, ...]] = ("Y",)
    formula: ClassVar[str] = "P = {Y} S"
    is_curved: ClassVar[bool] = False
    has_bias: ClassVar[bool] = False

    def __post_init__(self) -> None:
        one_of("loss", self.loss_name, LOSSES)

    @property
    def loss_kind(self) -> LossKind:
        """Half a squared residual, or the size of a residual."""
        return "half square" if self.loss_name == "squared" else "residual"

    @property
    def cost_kind(self) -> CostKind:
        """The mean squared or the mean absolute error."""
        return "mean squared error" if self.loss_name == "squared" else "mean absolute error"

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` unless the data have one feature."""
        if dataset.x.shape[1] != 1:
            raise InputError(f"a proportion takes one input and the data have {dataset.x.shape[1]}; choose one feature")

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return Y, drawn from [0, 1)."""
        return np.array([rng.random()])

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return ``Y S`` for each of the (n, 1) inputs, as (n,)."""
        predictions: NDArray[np.float64] = params[0] * x[:, 0]
        return predictions

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return half the mean squared residual, or the mean size of the residual."""
        residual = self.predict(params, x) - y
        return float(np.mean(residual**2) / 2 if self.loss_name == "squared" else np.mean(np.abs(residual)))

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (1,) gradient of the loss."""
        residual = self.predict(params, x) - y
        return np.array([np.mean(x[:, 0] * (residual if self.loss_name == "squared" else np.sign(residual)))])
