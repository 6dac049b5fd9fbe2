"""The Model protocol: pure functions of one flat parameter vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import random

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.data import Dataset
    from sgdviz.recording.cost import CostKind, LossKind


MOST_PARAMETERS = 100_000
"""The most parameters of a model: each is recorded after every step, by its name."""


class Model(Protocol):
    """The interface of a model that training requires. `params` is always (P,), `x` (n, D), `y` (n,)."""

    @property
    def param_names(self) -> tuple[str, ...]:
        """The name of each of the P parameters."""

    @property
    def formula(self) -> str:
        """The prediction as a reader writes it, each parameter's name in braces."""

    @property
    def loss_kind(self) -> LossKind:
        """The kind of `loss`, as in `Recording.loss_kind`."""

    @property
    def cost_kind(self) -> CostKind:
        """The kind of the cost over all data, as in `Recording.cost_kind`."""

    @property
    def is_curved(self) -> bool:
        """Whether the prediction over one input is a curve rather than a straight line."""

    @property
    def has_bias(self) -> bool:
        """Whether the model learns a bias, so that its inputs and targets may be shifted."""

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` when the model cannot be trained on `dataset`."""

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return the (P,) initial parameters."""

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the (n,) predictions for `x`."""

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return the loss, of the kind `loss_kind`."""

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (P,) gradient of the loss that training descends."""
