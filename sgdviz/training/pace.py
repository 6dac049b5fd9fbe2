"""The pace of training on standardized data: step size, number of steps and batch size, to reach the best fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.data import Dataset

SAFE = 0.5
"""The largest product of a step size and the curvature of one batch's loss: past 2 a step on that batch would land
further off than it began."""

ENOUGH = 4.0
"""The step size times the curvature along the flattest way, times the number of steps: exp(-4) of the way is left."""

MOST_STEPS = 10_000
"""The largest number of steps: data whose inputs all but repeat each other would ask for millions."""

NOISE = 0.005
"""The share of the target's variance by which the single samples may shake a run about the best fit, on average."""

NOISE_OF_CLASSES = 0.003
"""The cross-entropy that the batches of a logistic fit may add to the best one, on average."""

BATCH = 32
"""The samples of an update where single samples would need more than `MOST_STEPS`."""


class Pace(NamedTuple):
    """A step size, a number of steps, and the number of samples in each."""

    step_size: float
    steps: int
    batch_size: int


def pace_for(dataset: Dataset, step_size: float, steps: int, *, batches: bool = True) -> Pace:
    """Return the pace of training on standardized `dataset`: a step size up to `step_size`, and at least `steps`.

    Single samples are taken, or batches where `batches` and single samples would not come near the best fit. The
    curvatures are those of half the squared residual of a linear model: of one sample 1 plus the square of its inputs,
    and over all data the eigenvalues of their second moments. Source: L. Bottou, F. E. Curtis and J. Nocedal,
    "Optimization methods for large-scale machine learning", 2018, section 4.
    """
    rows = _standardized(dataset.x)
    sharpness = np.sort((rows**2).sum(axis=1))[::-1]
    curvatures = np.linalg.eigvalsh(rows.T @ rows / len(rows))
    flattest = float(curvatures[curvatures > curvatures.max() * 1e-9].min())
    size = 1
    safe = min(step_size, SAFE / float(sharpness[0]))
    if batches and safe * flattest * MOST_STEPS < ENOUGH:
        size = min(BATCH, len(rows))
        safe = min(step_size, SAFE / float(sharpness[:size].mean()))
    quiet = _quiet(rows, dataset.y) * size
    chosen = min(safe, max(quiet, ENOUGH / (flattest * MOST_STEPS)))
    enough = min(ENOUGH / (chosen * flattest), MOST_STEPS)
    return Pace(chosen, max(steps, int(np.ceil(enough))), size)


def pace_for_classes(dataset: Dataset, step_size: float, steps: int, batch_size: int) -> Pace:
    """Return the pace of logistic regression in batches on standardized `dataset`, as `pace_for` does.

    The curvature of a sample, and the variance of its gradient at the best fit, are those of the squared residual times
    p (1 - p), where p is the share of class 1 in the data: the inputs make it smaller.
    """
    rows = _standardized(dataset.x)
    share = float(dataset.y.mean())
    uncertain = share * (1 - share)
    size = min(batch_size, len(rows))
    if uncertain == 0:
        return Pace(step_size, steps, batch_size)
    curvatures = np.linalg.eigvalsh(rows.T @ rows / len(rows)) * uncertain
    flattest = float(curvatures[curvatures > curvatures.max() * 1e-9].min())
    quiet = 4 * size * NOISE_OF_CLASSES / (uncertain * float((rows**2).sum(axis=1).mean()))
    chosen = min(step_size, max(quiet, ENOUGH / (flattest * MOST_STEPS)))
    enough = min(ENOUGH / (chosen * flattest), MOST_STEPS) if chosen < step_size else 0
    return Pace(chosen, max(steps, int(np.ceil(enough))), batch_size)


def _quiet(rows: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the step size at which steps on single (N, D) rows raise the cost of the best fit by `NOISE` times var(y).

    To first order it grows by half the step size times the mean square of the gradients at the best fit.
    """
    spread = float(y.std())
    if spread == 0:
        return np.inf
    scaled = (y - y.mean()) / spread
    residuals = scaled - rows @ np.linalg.lstsq(rows, scaled)[0]
    shaking = float((residuals**2 * (rows**2).sum(axis=1)).mean())
    return 2 * NOISE / shaking if shaking > 0 else np.inf


def _standardized(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (N, D) inputs with mean 0 and standard deviation 1, and a column of ones for the bias."""
    spread = x.std(axis=0)
    scaled = (x - x.mean(axis=0)) / np.where(np.ptp(x, axis=0) > 0, spread, 1.0)
    return np.column_stack([scaled, np.ones(len(x))])
