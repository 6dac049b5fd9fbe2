"""The lowest cost of a recorded landscape, and the parameters that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.recording.landscape import landscape_axes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

EXACT = 1e-6
"""The largest misfit, as a share of the rises around a lowest point, at which a cost counts as quadratic."""

AWAY = 8
"""The distance in grid points from which on a cost must be higher for its lowest point to be the only one."""


class LowestCost(NamedTuple):
    """The lowest cost, and the (2,) parameters that have it: None where a whole curve of them does."""

    params: NDArray[np.float64] | None
    cost: float


def lowest_cost(recording: Recording) -> LowestCost | None:
    """Return the lowest cost over the two parameters of `recording`: between grid points, by a quadratic through nine.

    It is exact where the cost is quadratic, and else that of the lowest grid point at worst. None where there is no
    landscape, or the lowest point lies at its edge, so that the cost may fall further outside.
    """
    costs, grid = recording.landscape_cost, recording.landscape
    if grid.shape[1] != 2 or not np.isfinite(costs).any():
        return None
    columns, rows = map(len, landscape_axes(recording))
    lowest = int(np.nanargmin(np.where(np.isfinite(costs), costs, np.inf)))
    row, column = divmod(lowest, columns)
    if not (0 < row < rows - 1 and 0 < column < columns - 1):
        return None
    around = (lowest + np.array([-columns, 0, columns])[:, None] + np.array([-1, 0, 1])).ravel()
    beyond = _lowest_beyond(costs.reshape(rows, columns), row, column)
    return _between(grid[around], costs[around], beyond)


def _between(grid: NDArray[np.float64], costs: NDArray[np.float64], beyond: float) -> LowestCost:
    """Return the lowest cost near the middle one of nine grid points, (9, 2), with `costs` (9,).

    `beyond` is the lowest cost at some distance.
    """
    found = LowestCost(grid[4], float(costs[4]))
    size = np.ptp(grid, axis=0)
    away = (grid - grid[4]) / size
    x, y = away.T
    terms = np.column_stack([np.ones(9), x, y, x * x / 2, x * y, y * y / 2])
    rise = costs - costs[4]
    if not (np.isfinite(rise).all() and (rise > 0).any()):
        return found
    _, *slope, xx, xy, yy = (fitted := np.linalg.lstsq(terms, rise, rcond=None)[0])
    curvature = np.array([[xx, xy], [xy, yy]])
    flattest, steepest = np.linalg.eigvalsh(curvature)
    # The lowest grid point beside a level valley lies at most 0.7 points off it, and the curvatures are for two points:
    bound = steepest / 4 * 0.7**2 / 2
    is_quadratic = np.abs(terms @ fitted - rise).max() <= EXACT * rise.max()
    if not is_quadratic and beyond < found.cost + bound:
        return LowestCost(None, found.cost)
    move = np.linalg.solve(curvature, -np.array(slope)) if flattest > 0 else np.full(2, np.inf)
    if np.any((move < away.min(axis=0)) | (move > away.max(axis=0))):
        return found
    low = float(fitted[0] + move @ slope / 2)
    return LowestCost(grid[4] + move * size, found.cost + min(low, 0.0))


def _lowest_beyond(costs: NDArray[np.float64], row: int, column: int) -> float:
    """Return the lowest of the (n, m) `costs` that lie `AWAY` grid points or more from `row` and `column`.

    In a level valley it is higher than the lowest of all only because the valley runs between grid points.
    """
    beyond = np.where(np.isfinite(costs), costs, np.inf)
    beyond[max(row - AWAY + 1, 0) : row + AWAY, max(column - AWAY + 1, 0) : column + AWAY] = np.inf
    return float(beyond.min())
