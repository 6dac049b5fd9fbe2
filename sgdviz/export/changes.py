"""What changes from frame to frame: a rectangle of pixels, of which unchanged ones are transparent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.agg import Frame


class Change(NamedTuple):
    """Pixels (h, w, 4) u1 that bring the screen to the next frame, from column `left` and row `top` on.

    They are blended `over` the screen where each of them is either opaque or transparent, and replace it elsewhere.
    """

    left: int
    top: int
    pixels: NDArray[np.uint8]
    over: bool


class Changes:
    """Compares each frame with the one before. `left` and `top` of a change are multiples of `step`."""

    def __init__(self, *, step: int = 1) -> None:
        self._step = step
        self._shown: NDArray[np.uint32] | None = None

    def begin(self, before: Frame) -> None:
        """Take in the shown frame."""
        self._shown = _as_numbers(before.pixels).copy()

    def next(self, frame: Frame) -> Change | None:
        """Return what changes on the screen: all of it at the first frame, and None where nothing does."""
        if self._shown is None:
            self.begin(frame)
            return Change(0, 0, frame.pixels.copy(), over=False)
        first = min((box.top for box in frame.changed), default=0)
        last = max((box.bottom for box in frame.changed), default=0)
        now = _as_numbers(frame.pixels)
        different = now[first:last] != self._shown[first:last]
        rows, columns = np.flatnonzero(different.any(axis=1)), np.flatnonzero(different.any(axis=0))
        if not len(rows):
            return None
        top = _down(first + int(rows[0]), self._step)
        left = _down(int(columns[0]), self._step)
        part = slice(top, first + int(rows[-1]) + 1), slice(left, int(columns[-1]) + 1)
        changed = now[part] != self._shown[part]
        self._shown[part] = now[part]
        pixels = frame.pixels[part]
        if (pixels[changed, 3] < 255).any():
            return Change(left, top, pixels.copy(), over=False)
        return Change(left, top, np.where(changed[..., None], pixels, np.uint8(0)), over=True)


def _as_numbers(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the (H, W) pixels, each as one number."""
    return pixels.view(np.uint32)[..., 0]


def _down(number: int, step: int) -> int:
    return number - number % step
