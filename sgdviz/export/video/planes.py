"""From RGB to the planes of a video: luma for every pixel, chroma for every block of two by two.

A video has a quarter of the chroma. The mean of a block would wash out thin lines: of a red line on white, a third of
the red. So the chroma of a block is that of its most saturated pixels, and the luma of each pixel is then chosen so
that it is as bright as it was, which also keeps the pixels beside the line white. Source: ITU-R BT.709-6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.colors import channels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.agg import Frame

RED, BLUE = 0.2126, 0.0722
GREEN = 1 - RED - BLUE
"""The shares of the channels in luma."""

LUMA_RANGE, CHROMA_RANGE = 219 / 255, 224 / 255
"""Steps of a plane for a step of a channel, in the limited range that players expect."""

BLACK, NEUTRAL = 16, 128

CORRECTIONS = 2
"""Rounds in which luma is corrected; more change no pixel by a step."""

Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class Planes:
    """The planes of the shown frame; a side that is odd is padded with the background.

    `data` is (3/2 H, W) u1, with even H and W: the rows of luma, then those of both chroma planes end to end.
    """

    def __init__(self, width: int, height: int, background: str) -> None:
        self.width, self.height = width + width % 2, height + height % 2
        self._shown = np.empty((self.height, self.width, 4), dtype=np.uint8)
        self._shown[:] = (*channels(background), 255)
        self.data = np.empty((self.height * 3 // 2, self.width), dtype=np.uint8)
        self._luma = self.data[: self.height].reshape(self.height // 2, 2, self.width // 2, 2)
        self._chroma = self.data[self.height :].reshape(2, self.height // 2, self.width // 2)
        self._begun = False

    def update(self, frame: Frame) -> bool:
        """Bring the planes to a frame, and return whether anything changes."""
        height, width = frame.pixels.shape[:2]
        screen = self._shown.view(np.uint32)[..., 0]
        if self._begun:
            first = min((box.top for box in frame.changed), default=0) // 2 * 2
            last = max((box.bottom for box in frame.changed), default=0)
            last = min(last + last % 2, self.height)
            before = screen[first:last].copy()
            self._shown[first : min(last, height), :width] = frame.pixels[first:last]
            different = before != screen[first:last]
            different = different[0::2] | different[1::2]
            rows, columns = np.nonzero(different[:, 0::2] | different[:, 1::2])
            rows += first // 2
        else:
            self._shown[:height, :width] = frame.pixels
            rows, columns = np.indices((self.height // 2, self.width // 2)).reshape(2, -1)
            self._begun = True
        blocks = screen.reshape(self.height // 2, 2, self.width // 2, 2)[rows, :, columns, :]
        colors = blocks.view(np.uint8).reshape(-1, 2, 2, 4)[..., :3]
        self._luma[rows, :, columns, :], self._chroma[:, rows, columns] = planes_of(colors)
        return len(rows) > 0


def planes_of(blocks: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the luma (n, 2, 2) u1 and the two chroma values (2, n) u1 of (n, 2, 2, 3) u1 pixels."""
    red, green, blue = np.moveaxis(blocks.astype(np.float32), -1, 0)
    luma = _luma(red, green, blue)
    both = np.stack([(blue - luma) / (2 * (1 - BLUE)), (red - luma) / (2 * (1 - RED))])
    weights = (both**2).sum(axis=0) ** 2 + 1e-3
    means = (both * weights).sum(axis=(2, 3)) / weights.sum(axis=(1, 2))
    chroma = np.round(means * CHROMA_RANGE)
    towards_blue, towards_red = (chroma / CHROMA_RANGE)[:, :, None, None]
    shown = luma.copy()
    for _ in range(CORRECTIONS):
        shown += luma - _luma(*_seen(shown, towards_blue, towards_red))
    steps = np.clip(np.round(BLACK + shown * LUMA_RANGE), 1, 254)
    return steps.astype(np.uint8), (chroma + NEUTRAL).astype(np.uint8)


def _luma(red: Array, green: Array, blue: Array) -> Array:
    result: Array = RED * red + GREEN * green + BLUE * blue
    return result


def _seen(luma: Array, towards_blue: Array, towards_red: Array) -> tuple[Array, Array, Array]:
    """Return red, green and blue as a player shows them: channels end at 0 and at 255."""
    red = luma + 2 * (1 - RED) * towards_red
    blue = luma + 2 * (1 - BLUE) * towards_blue
    green = (luma - RED * red - BLUE * blue) / GREEN
    return np.clip(red, 0, 255), np.clip(green, 0, 255), np.clip(blue, 0, 255)
