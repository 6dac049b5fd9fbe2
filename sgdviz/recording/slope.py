"""The slope of the cost at each row of a run with two parameters, from the recorded landscape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.landscape import landscape_axes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording


def cost_slopes(recording: Recording) -> NDArray[np.float64]:
    """Return the (T, 2) gradient of the cost over all data at the parameters of each row.

    Along each axis it is that of the quadratic through the three nearest lines of the grid, and so exact for a
    quadratic cost. NaN outside the landscape, and where the landscape has no finite cost. The recording must have a
    landscape over two parameters.
    """
    axes = landscape_axes(recording)
    costs = recording.landscape_cost.reshape(len(axes[1]), len(axes[0]))
    places, values, slopes = zip(*map(_quadratic, axes, recording.params.T), strict=True)
    with np.errstate(all="ignore"):
        around = costs[places[1][:, :, None], places[0][:, None, :]]
        along_first = np.einsum("tij,ti,tj->t", around, values[1], slopes[0])
        along_second = np.einsum("tij,ti,tj->t", around, slopes[1], values[0])
        found: NDArray[np.float64] = np.column_stack([along_first, along_second])
    outside = [(params < axis[0]) | (params > axis[-1]) for axis, params in zip(axes, recording.params.T, strict=True)]
    found[outside[0] | outside[1] | ~np.isfinite(found).all(axis=1)] = np.nan
    return found


def _quadratic(
    axis: NDArray[np.float64], at: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the three places of `axis` nearest to each of `at`, and their weights in the value and in the slope there.

    All are (T, 3). Source: the Lagrange form of the interpolating polynomial, and its derivative.
    """
    nearest = np.argmin(np.abs(axis - np.nan_to_num(at)[:, None]), axis=1)
    places = np.clip(nearest, 1, len(axis) - 2)[:, None] + np.array([-1, 0, 1])
    nodes = axis[places]
    values, slopes = np.empty_like(nodes), np.empty_like(nodes)
    with np.errstate(all="ignore"):
        for own, (one, other) in enumerate(((1, 2), (0, 2), (0, 1))):
            scale = (nodes[:, own] - nodes[:, one]) * (nodes[:, own] - nodes[:, other])
            values[:, own] = (at - nodes[:, one]) * (at - nodes[:, other]) / scale
            slopes[:, own] = (2 * at - nodes[:, one] - nodes[:, other]) / scale
    return places, values, slopes
