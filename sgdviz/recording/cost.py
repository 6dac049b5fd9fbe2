"""The kinds of loss and cost, and the cost of predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LossKind = Literal["residual", "half square", "loss", "sum", "half sum"]
"""The kind of a training loop's own loss: the prediction less y (or its size), half of its square or half of the mean
square, a loss in the unit of the cost, the sum over all data of which the cost is the mean, or half of that sum."""

CostKind = Literal["mean squared error", "mean absolute error", "cross-entropy", "function value"]
"""The kind of average over all data; cross-entropy is the mean of -log p, p the probability of the right class. A run
without data goes down a function, whose value is its cost and stands in the place of a prediction."""

LOSS_KINDS: tuple[LossKind, ...] = get_args(LossKind)
COST_KINDS: tuple[CostKind, ...] = get_args(CostKind)

LEAST_PROBABILITY = 1e-12
"""The lower bound of a probability, so that one point cannot make a cross-entropy infinite."""


def cost_of(kind: CostKind, predictions: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (T,) costs of (T, N) predictions of the (N,) targets."""
    with np.errstate(all="ignore"):
        if kind == "cross-entropy":
            right = np.where(y == 1, predictions, 1 - predictions)
            costs: NDArray[np.float64] = -np.log(np.maximum(right, LEAST_PROBABILITY)).mean(axis=1)
            return costs
        if kind == "function value":
            values: NDArray[np.float64] = predictions.mean(axis=1)
            return values
        residuals = predictions - y
        means: NDArray[np.float64] = np.mean(
            np.abs(residuals) if kind == "mean absolute error" else residuals**2, axis=1
        )
        return means


def loss_in_cost_unit(
    loss: NDArray[np.float64], kind: LossKind, cost_kind: CostKind, points: int = 1
) -> NDArray[np.float64]:
    """Return the (T,) losses of single updates in the unit of the cost, a mean over `points`.

    Residuals are squared and half squares doubled for a mean squared error; for a mean absolute error the size of the
    residual is returned, and for a cross-entropy -log p, with p the probability that the right class was given.
    """
    if kind in ("loss", "sum", "half sum"):
        return loss / {"loss": 1, "sum": points, "half sum": points / 2}[kind]
    with np.errstate(all="ignore"):
        squares: NDArray[np.float64] = loss**2 if kind == "residual" else 2 * loss
        if cost_kind == "mean squared error":
            return squares
        sizes = np.sqrt(squares)
        return sizes if cost_kind == "mean absolute error" else -np.log(np.maximum(1 - sizes, LEAST_PROBABILITY))
