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
    places = np.empty(len(heights))
    places[order] = np.clip(rising(heights[order] - steps), low, high - steps[-1]) + steps
    return places


def rising(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (N,) numbers nearest to `values` that do not fall: each falling block has its mean.

    Source: the pool-adjacent-violators algorithm of isotonic regression.
    """
    sums: list[float] = []
    counts: list[int] = []
    for value in values.tolist():
        sums.append(value)
        counts.append(1)
        while len(sums) > 1 and sums[-2] / counts[-2] >= sums[-1] / counts[-1]:
            last, many = sums.pop(), counts.pop()
            sums[-1] += last
            counts[-1] += many
    return np.repeat([total / count for total, count in zip(sums, counts, strict=True)], counts)
