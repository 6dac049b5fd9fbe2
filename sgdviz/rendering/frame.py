"""A frame: pixels, for how long they are shown, and where they differ from the frame before."""

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


NOWHERE = Box(0, 0, 0, 0)


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all of `boxes`."""
    seen = [box for box in boxes if box != NOWHERE]
    if not seen:
        return NOWHERE
    tops, bottoms, lefts, rights = zip(*seen, strict=True)
    return Box(min(tops), max(bottoms), min(lefts), max(rights))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of an animation.

    `rgba` is (H, W, 4) u1, read-only. While frames stream it is the renderer's own canvas, good until the next frame
    is asked for: copy what is to be kept. `seconds` is how long it is shown. Outside the `changed` boxes it equals
    the frame before.
    """

    rgba: NDArray[np.uint8]
    seconds: float
    changed: tuple[Box, ...]

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The (H, W, 3) colours."""
        return self.rgba[..., :3]
