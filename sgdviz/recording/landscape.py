"""The cost landscape: the cost at a grid of parameters around the path of a run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.cost import cost_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

    Predict = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
    """Maps parameters (P,) and inputs (N, D) to predictions (N,)."""

POINTS = (129, 65)
"""Grid points along one parameter, and along each of two."""

MARGIN = 0.35
"""The distance that the grid reaches past the path on each side, as a share of the path's longest side."""


def with_landscape(recording: Recording, predict: Predict) -> Recording:
    """Return `recording` with the cost over a grid of its one or two parameters; unchanged where there are more.

    `predict` maps parameters (P,) and inputs (N, D) to predictions (N,).
    """
    count = len(recording.param_names)
    if count > len(POINTS):
        return recording
    axes = [np.linspace(low, high, POINTS[count - 1]) for low, high in _limits(recording)]
    grid = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, count)
    x, y = recording.dataset.x, recording.dataset.y
    with np.errstate(all="ignore"):  # one point at a time: all predictions at once would take gigabytes for large data
        cost = [cost_of(recording.cost_kind, predict(params, x)[None], y)[0] for params in grid]
    return replace(recording, landscape=grid, landscape_cost=np.array(cost))


def _limits(recording: Recording) -> NDArray[np.float64]:
    """Return the (P, 2) limits of the grid: the path up to a divergence, and a margin."""
    path = recording.params[: recording.rows_before_divergence]
    low, high = path.min(axis=0), path.max(axis=0)
    longest = float((high - low).max()) or max(float(np.abs(path[0]).max()), 1.0)
    margin = MARGIN * longest
    return np.stack([low - margin, high + margin], axis=1)
