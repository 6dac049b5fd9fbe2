"""Optimizers as frozen settings: what they remember between steps is state that the caller holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sgdviz.checks import positive

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Optimizer(Protocol):
    """What training asks of an optimizer. `params` and `gradient` are always (P,)."""

    def init(self, params: NDArray[np.float64]) -> Any:
        """Return the state before the first step."""

    def step(
        self, params: NDArray[np.float64], gradient: NDArray[np.float64], state: Any
    ) -> tuple[NDArray[np.float64], Any]:
        """Return the parameters after one update, and the state for the next."""


@dataclass(frozen=True, slots=True)
class SGD:
    """Plain gradient descent: ``params - gradient * step_size``. The step size must be a finite number above 0."""

    step_size: float = 0.01

    def __post_init__(self) -> None:
        positive("step size", self.step_size)

    def init(self, params: NDArray[np.float64]) -> None:
        """Return None: plain gradient descent remembers nothing."""

    def step(
        self,
        params: NDArray[np.float64],
        gradient: NDArray[np.float64],
        state: None,  # noqa: ARG002 - there is none
    ) -> tuple[NDArray[np.float64], None]:
        """Return the parameters after one update; the product is formed in the post's order, to the last bit."""
        return params - gradient * self.step_size, None
