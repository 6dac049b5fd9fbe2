"""The Frame type: pixels, their duration, and the boxes in which they differ from the frame before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


class Box(NamedTuple):
    """Whole pixels: rows `top` to `bottom` and columns `left` to `right`, the ends not included."""

    top: int
    bottom: int
    left: int
    right: int

    def meets(self, other: Box) -> bool:
        """Return whether both boxes have a pixel in common."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )


NOWHERE = Box(0, 0, 0, 0)


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all of `boxes`."""
    inhabited = [box for box in boxes if box != NOWHERE]
    if not inhabited:
        return NOWHERE
    tops, bottoms, lefts, rights = zip(*inhabited, strict=True)
    return Box(min(tops), max(bottoms), min(lefts), max(rights))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Frame:
    """One picture of an animation.

    `pixels` is (H, W, 4) u1, RGBA with straight alpha, read-only. While frames stream it is the renderer's own canvas,
    valid until the next frame is asked for: copy it to keep it. `seconds` is the duration. Outside the `changed` boxes
    it equals the frame before.
    """

    pixels: NDArray[np.uint8]
    seconds: float
    changed: tuple[Box, ...]

    def __repr__(self) -> str:
        height, width = self.pixels.shape[:2]
        return f"<Frame: {width}x{height}, {self.seconds:g} s>"

    @property
    def rgb(self) -> NDArray[np.uint8]:
        """The (H, W, 3) colours without the alpha."""
        return self.pixels[..., :3]
