"""Heights moved apart, as little as possible, for a column of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def spread(heights: NDArray[np.float64], apart: float, low: float, high: float) -> NDArray[np.float64]:
    """Return the (N,) `heights` moved so that they are at least `apart` from each other, and from `low` to `high`.

    Their order is kept, and the sum of the squared moves is the least. More heights than the range has room for share
    it evenly.
    """
    order = np.argsort(heights, kind="stable")
    steps = min(apart, (high - low) / max(len(heights) - 1, 1)) * np.arange(len(heights))
    # Without their steps the heights must not fall: the least squares solution has the mean of each falling block.
    sums, counts = [], []
    for value in heights[order] - steps:
        sums.append(float(value))
        counts.append(1)
        while len(sums) > 1 and sums[-2] / counts[-2] >= sums[-1] / counts[-1]:
            last, many = sums.pop(), counts.pop()
            sums[-1] += last
            counts[-1] += many
    level = np.repeat([total / count for total, count in zip(sums, counts, strict=True)], counts)
    places = np.empty(len(heights))
    places[order] = np.clip(level, low, high - steps[-1]) + steps
    return places
