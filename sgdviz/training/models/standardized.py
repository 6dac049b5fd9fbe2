"""Standardized models: inputs and targets with mean 0 and standard deviation 1 inside, in their own units outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.cost import CostKind, LossKind
    from sgdviz.training.models.base import Model

MOST_SCALE_RATIO = 10.0
"""Features whose standard deviations differ by more than this factor have no step size that suits all weights."""


@dataclass(frozen=True, slots=True, eq=False)
class Standardized:
    """A `model` of ``(x - x_center) / x_spread`` that predicts ``(y - y_center) / y_spread``.

    Inputs, predictions and the loss are in the data's own units; parameters and gradients are the inner model's, so
    that one step size suits any units. `x_center` and `x_spread` are (D,).
    """

    model: Model
    x_center: NDArray[np.float64]
    x_spread: NDArray[np.float64]
    y_center: float
    y_spread: float

    formula: ClassVar[str] = ""

    @property
    def param_names(self) -> tuple[str, ...]:
        """`param_names` of the inner model."""
        return self.model.param_names

    @property
    def loss_kind(self) -> LossKind:
        """`loss_kind` of the inner model."""
        return self.model.loss_kind

    @property
    def cost_kind(self) -> CostKind:
        """`cost_kind` of the inner model."""
        return self.model.cost_kind

    @property
    def is_curved(self) -> bool:
        """`is_curved` of the inner model."""
        return self.model.is_curved

    @property
    def has_bias(self) -> bool:
        """`has_bias` of the inner model."""
        return self.model.has_bias

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` when the inner model cannot be trained on `dataset`."""
        self.model.check(dataset)

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return the inner model's start."""
        return self.model.initial(rng)

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the (n,) predictions for (n, D) inputs, both in their own units."""
        return self.model.predict(params, self._standardize(x)) * self.y_spread + self.y_center

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return the inner model's loss, in the units of y."""
        unit = self.y_spread if self.loss_kind == "residual" else self.y_spread**2
        return self.model.loss(params, self._standardize(x), (y - self.y_center) / self.y_spread) * unit

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (P,) gradient of the inner model's loss, in standardized units."""
        return self.model.gradient(params, self._standardize(x), (y - self.y_center) / self.y_spread)

    def _standardize(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        values: NDArray[np.float64] = (x - self.x_center) / self.x_spread
        return values


def standardized_for(model: Model, dataset: Dataset) -> Standardized:
    """Return `model` standardized for `dataset`: means become 0, standard deviations 1. Classes stay 0 and 1.

    For a model without a bias, 0 stays 0 and the root mean squares become 1.
    """
    values = np.column_stack([dataset.x, dataset.y])
    center = values.mean(axis=0) if model.has_bias else np.zeros(values.shape[1])
    with np.errstate(over="ignore"):
        spread = np.sqrt(((values - center) ** 2).mean(axis=0))
    constant = np.ptp(values, axis=0) == 0  # the computed spread is 0 only up to rounding
    spread[constant & ((center != 0) | (spread == 0))] = 1.0
    if model.cost_kind == "cross-entropy":
        center[-1], spread[-1] = 0.0, 1.0
    return Standardized(model, center[:-1], spread[:-1], float(center[-1]), float(spread[-1]))


def needs_standardizing(dataset: Dataset) -> bool:
    """Return whether the scales of inputs and target differ by more than `MOST_SCALE_RATIO`, from 1 or each other."""
    values = np.column_stack([dataset.x, dataset.y])
    with np.errstate(over="ignore"):  # squares of numbers past 1e154
        spreads = values.std(axis=0)[np.ptp(values, axis=0) > 0]
        sizes = np.sqrt((values**2).mean(axis=0))
    least = float(spreads.min(initial=1.0))
    return bool(
        sizes.max() > MOST_SCALE_RATIO
        or least < 1 / MOST_SCALE_RATIO
        or spreads.max(initial=least) > MOST_SCALE_RATIO * least
    )
