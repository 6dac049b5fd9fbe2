"""What training asks of a model: pure functions of one flat parameter vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import random

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.data import Dataset


class Model(Protocol):
    """What training asks of a model. `params` is always (P,), `x` (n, D), `y` (n,)."""

    @property
    def param_names(self) -> tuple[str, ...]:
        """The name of each of the P parameters."""

    @property
    def formula(self) -> str:
        """The prediction as a reader writes it, each parameter's name in braces."""

    @property
    def loss_kind(self) -> str:
        """What `loss` returns, as in `Recording.loss_kind`."""

    @property
    def cost_kind(self) -> str:
        """What is averaged over all data, as in `Recording.cost_kind`."""

    @property
    def bends(self) -> bool:
        """Whether the prediction over one input is a curve, so that two points do not draw it."""

    @property
    def shifts(self) -> bool:
        """Whether a constant is part of what it can learn, so that it can do without where zero is."""

    def check(self, dataset: Dataset) -> None:
        """Raise `InputError` when the model cannot be trained on `dataset`."""

    def initial(self, rng: random.Random) -> NDArray[np.float64]:
        """Return the (P,) parameters that training starts from."""

    def predict(self, params: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the (n,) predictions for `x`."""

    def loss(self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
        """Return the number that the training loop calls its loss."""

    def gradient(
        self, params: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the (P,) gradient that an optimizer steps against."""
