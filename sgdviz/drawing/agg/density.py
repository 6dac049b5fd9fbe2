"""Many translucent dots at once: the share of the ground that is left at each pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.agg.frame import NOWHERE, Box

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ground_left(corners: NDArray[np.int64], kept: NDArray[np.float64], clip: Box) -> tuple[Box, NDArray[np.float64]]:
    """Return the box inside `clip` that copies of a sprite touch, and the share of the ground that is left there.

    `corners` are the (N, 2) left and top pixels of the copies, and `kept` is (s, s): the share of the ground below each
    pixel of the sprite. Shares of copies over each other are multiplied, in any order.
    """
    side = len(kept)
    left, top = np.maximum(corners.min(axis=0), (clip.left - side, clip.top - side))
    right, bottom = np.minimum(corners.max(axis=0) + side, (clip.right + side, clip.bottom + side))
    corners = corners[((corners >= (left, top)) & (corners <= (right - side, bottom - side))).all(axis=1)]
    if not len(corners):
        return NOWHERE, np.empty((0, 0))
    width, height = int(right - left), int(bottom - top)
    flat = (corners[:, 1] - top) * width + corners[:, 0] - left
    places, counts = np.unique(flat, return_counts=True)  # dots at one pixel are one, so many times over
    down, across = np.nonzero(kept < 1)
    inside = (places[:, None] + down * width + across).ravel()
    weights = (counts[:, None] * np.log(kept[down, across])).ravel()
    total = np.bincount(inside, weights, minlength=width * height).reshape(height, width)
    box = Box(
        max(int(top), clip.top), min(int(bottom), clip.bottom), max(int(left), clip.left), min(int(right), clip.right)
    )
    if box.top >= box.bottom or box.left >= box.right:
        return NOWHERE, np.empty((0, 0))
    part = total[box.top - int(top) : box.bottom - int(top), box.left - int(left) : box.right - int(left)]
    return box, np.exp(part)
