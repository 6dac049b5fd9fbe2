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

POINTS = (129, 49)
"""Even grid points along one parameter, and along each of two."""

MARGIN = 0.35
"""The distance that even grid points reach past the path on each side, as a share of the path's longest side."""

WIDER_POINTS = 16
"""Grid points over two parameters on each side beyond the even ones, ever further apart."""

WIDER = 1.0
"""The distance that they reach, as a share of the longest side of the even grid: a plot with equal scales shows more of
its shorter axis."""

MOST_PREDICTIONS = 100_000
"""The number of predictions from which costs are computed together."""


def with_landscape(recording: Recording, predict: Predict) -> Recording:
    """Return `recording` with the cost over a grid of its one or two parameters; unchanged where there are more.

    It is unchanged as well where the grid would go past the largest float. `predict` maps parameters (P,) and inputs
    (N, D) to predictions (N,).
    """
    count = len(recording.param_names)
    if count > len(POINTS):
        return recording
    with np.errstate(all="ignore"):
        limits = around_path(recording)
        axes = [np.linspace(low, high, POINTS[count - 1]) for low, high in limits]
        if count == 2:
            axes = [_wider(axis, WIDER * float(np.ptp(limits, axis=1).max())) for axis in axes]
        grid = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, count)
        if not np.isfinite(np.ptp(grid) * 4):  # a start near the largest float
            return recording
    x, y = recording.dataset.x, recording.dataset.y
    together = max(MOST_PREDICTIONS // len(y), 1)  # all predictions at once would take gigabytes for large data
    with np.errstate(all="ignore"):
        cost = [
            cost_of(recording.cost_kind, np.stack([predict(params, x) for params in grid[first : first + together]]), y)
            for first in range(0, len(grid), together)
        ]
    return replace(recording, landscape=grid, landscape_cost=np.concatenate(cost))


def landscape_axes(recording: Recording) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the grid's values of the first and of the second parameter, for a landscape over two."""
    grid = recording.landscape
    columns = int(np.argmax(grid[:, 1] != grid[0, 1]))
    return grid[:columns, 0], grid[::columns, 1]


def around_path(recording: Recording, share: float = MARGIN) -> NDArray[np.float64]:
    """Return (P, 2) limits: the path up to a divergence, and a margin of `share` of its longest side."""
    path = recording.params[: recording.rows_before_divergence]
    low, high = path.min(axis=0), path.max(axis=0)
    longest = float((high - low).max()) or max(float(np.abs(path[0]).max()), 1.0)
    margin = share * longest
    return np.stack([low - margin, high + margin], axis=1)


def _wider(axis: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """Return the even `axis` with `WIDER_POINTS` more on each side, up to `reach` past its ends."""
    step = float(axis[1] - axis[0])
    numbers = np.arange(1, WIDER_POINTS + 1)
    # The distances grow as k + c k^3: at first by even steps, which no contour shows as a bend.
    beyond = numbers * step
    beyond = beyond + (reach - beyond[-1]) * (numbers / WIDER_POINTS) ** 3
    return np.concatenate([axis[0] - beyond[::-1], axis, axis[-1] + beyond])
