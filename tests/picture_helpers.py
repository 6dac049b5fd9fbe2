"""Helpers that compare pictures which different programs have drawn of the same marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EDGE = 40
"""A channel may leave the range of the 3x3 pixels around it in the other picture by this much."""


def outside(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return by how much each pixel of `one` leaves the range of the 3x3 pixels around it in `other`, (H, W).

    Where two pictures differ only in antialiasing, each pixel's colour lies between those of its neighbours.
    """
    height, width = other.shape[:2]
    padded = np.pad(other, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = np.stack([padded[y : y + height, x : x + width] for y in range(3) for x in range(3)])
    beyond: NDArray[np.int64] = np.maximum(around.min(axis=0) - one, one - around.max(axis=0)).max(axis=2)
    return beyond


def assert_only_antialiasing_differs(
    one: NDArray[np.int64], other: NDArray[np.int64], most: int = 0, share: float = 0.002
) -> None:
    """Assert that the pictures are the same but for antialiasing and hinting, in both directions.

    A `share` of the pixels may lie outside the range of their neighbours, and at `most` so many of them far outside.
    """
    assert one.shape == other.shape
    for first, second in ((one, other), (other, one)):
        beyond = outside(first, second)
        assert (beyond > EDGE).mean() < share
        assert (beyond > 150).sum() <= most
