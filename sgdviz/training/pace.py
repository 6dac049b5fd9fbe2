"""The pace of training by single samples on standardized data: step size and number of steps, to reach the best fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.data import Dataset

SAFE = 0.5
"""The largest product of a step size and the curvature of one sample's loss: past 2 a step on that sample would land
further off than it began."""

ENOUGH = 4.0
"""The step size times the curvature along the flattest way, times the number of steps: exp(-4) of the way is left."""

MOST_STEPS = 10_000
"""The largest number of steps: data whose inputs all but repeat each other would ask for millions."""


def pace_for(dataset: Dataset, step_size: float, steps: int) -> tuple[float, int]:
    """Return a step size, at most `step_size`, and a number of steps, at least `steps`, for standardized `dataset`.

    The curvatures are those of half the squared residual of a linear model: of one sample 1 plus the square of its
    inputs, and over all data the eigenvalues of their second moments. Source: L. Bottou, F. E. Curtis and J. Nocedal,
    "Optimization methods for large-scale machine learning", 2018, section 4.
    """
    rows = _standardized(dataset.x)
    safe = min(step_size, SAFE / float((rows**2).sum(axis=1).max()))
    curvatures = np.linalg.eigvalsh(rows.T @ rows / len(rows))
    flattest = float(curvatures[curvatures > curvatures.max() * 1e-9].min())
    enough = min(ENOUGH / (safe * flattest), MOST_STEPS)
    return safe, max(steps, int(np.ceil(enough)))


def _standardized(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (N, D) inputs with mean 0 and standard deviation 1, and a column of ones for the bias."""
    spread = x.std(axis=0)
    scaled = (x - x.mean(axis=0)) / np.where(np.ptp(x, axis=0) > 0, spread, 1.0)
    return np.column_stack([scaled, np.ones(len(x))])
