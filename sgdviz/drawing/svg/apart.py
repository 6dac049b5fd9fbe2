"""Dots in layers of dots that do not meet, so that translucent ones add up between the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def layers_apart(centers: NDArray[np.float64], distance: float) -> Iterator[NDArray[np.float64]]:
    """Yield (K, 2) parts of the finite (N, 2) `centers`; those of one part are at least `distance` apart.

    A part has at most one point of every other square of `distance` in each direction.
    """
    cells = np.floor(centers / distance).astype(np.int64)
    order = np.lexsort((np.arange(len(cells)), cells[:, 1], cells[:, 0]))
    cells, centers = cells[order], centers[order]
    first = np.ones(len(cells), dtype=np.bool_)
    first[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    starts = np.flatnonzero(first)
    rank = np.arange(len(cells)) - starts[np.cumsum(first) - 1]  # of a point in its square
    part = 4 * rank + 2 * (cells[:, 1] % 2) + cells[:, 0] % 2
    for number in np.unique(part):
        yield centers[part == number]
