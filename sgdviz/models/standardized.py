"""Training in even units: a model that sees its inputs, and what it is to predict, around 0 and about 1 in size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.models.base import Model

WILD = 10.0
"""Features whose spreads differ by more than this factor have no step size that suits all of their weights."""


@dataclass(frozen=True, slots=True, eq=False)
class Standardized:
    """A `model` of ``(x - x_center) / x_spread`` that predicts ``(y - y_center) / y_spread``.

    It takes and predicts values in their own units; its parameters and its gradient are the inner model's, so that one
    step size suits any units. Its loss is in the units of y again. `x_center` and `x_spread` are (D,).
    """

    model: Model
    x_center: NDArray[np.float64]
    x_spread: NDArray[np.float64]
    y_center: float
    y_spread: float

    formula: ClassVar[str] = ""

    @property
    def param_names(self) -> tuple[str, ...]:
        """The inner model's."""
        return self.model.param_names

    @property
    def loss_kind(self) -> str:
        """The inner model's."""
        return self.model.loss_kind

    @property
    def cost_kind(self) -> str:
        """The inner model's."""
        return self.model.cost_kind

    @property
    def bends(self) -> bool:
        """The inner model's."""
        return self.model.bends

    @property
    def shifts(self) -> bool:
        """The inner model's."""
        return self.model.shifts

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` when the inner model cannot be trained on `dataset`."""
        self.model.check(dataset)

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return the inner model's start."""
        return self.model.initial(rng)

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the (n,) predictions for (n, D) inputs, both in their own units."""
        return self.model.predict(params, self._even(x)) * self.y_spread + self.y_center

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return the inner model's loss, in the units of y."""
        unit = self.y_spread if self.loss_kind == "residual" else self.y_spread**2
        return self.model.loss(params, self._even(x), (y - self.y_center) / self.y_spread) * unit

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (P,) gradient of the inner model's loss, in even units."""
        return self.model.gradient(params, self._even(x), (y - self.y_center) / self.y_spread)

    def _even(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        even: NDArray[np.float64] = (x - self.x_center) / self.x_spread
        return even


def standardized(model: Model, dataset: Dataset) -> Standardized:
    """Return `model` in even units for `dataset`: means to 0, standard deviations to 1. Classes stay 0 and 1.

    For a model without a constant zero stays where it is, and the root mean square becomes 1.
    """
    values = np.column_stack([dataset.x, dataset.y])
    center = values.mean(axis=0) if model.shifts else np.zeros(values.shape[1])
    spread = np.sqrt(((values - center) ** 2).mean(axis=0))
    alike = np.ptp(values, axis=0) == 0  # their spread is 0, but for rounding
    spread[alike & ((center != 0) | (spread == 0))] = 1.0
    if model.cost_kind == "cross-entropy":
        center[-1], spread[-1] = 0.0, 1.0
    return Standardized(model, center[:-1], spread[:-1], float(center[-1]), float(spread[-1]))


def wildly_scaled(dataset: Dataset) -> bool:
    """Return whether the spreads of inputs and target differ by more than `WILD`, or one is as far from 1 or off 0."""
    values = np.column_stack([dataset.x, dataset.y])
    spreads = values.std(axis=0)[np.ptp(values, axis=0) > 0]
    sizes = np.sqrt((values**2).mean(axis=0))
    least = float(spreads.min(initial=1.0))
    return bool(sizes.max() > WILD or least < 1 / WILD or spreads.max(initial=least) > WILD * least)
