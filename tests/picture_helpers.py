"""Pictures held against each other, and pictures of what Chromium shows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from playwright.sync_api import Page

EDGE = 40
"""A channel may leave the range of the 3x3 pixels around it in the other picture by this much."""


def pixels_of(picture: Path | bytes) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels of a picture, a file or its bytes."""
    with Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture) as opened:
        return np.array(opened.convert("RGB")).astype(np.int64)


def shown_by(page: Page, width: int, height: int) -> NDArray[np.int64]:
    """Return the (H, W, 3) pixels at the upper left of what a page of Chromium shows."""
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    return pixels_of(page.screenshot(clip=clip))  # type: ignore[arg-type]


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
