"""From frames without a background to GIF pictures: whole ones, since an opaque pixel cannot be made transparent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.export.gif.encoder import Picture, Rectangle, nothing, picture_of
from sgdviz.export.gif.palette import EXACT, TRANSPARENT, Palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.agg import Frame

BACKGROUND = 1
"""The palette's index of the background, which becomes transparent."""


class TransparentGifEncoder:
    """Turns frames with straight alpha into pictures of everything but the background, each cropped to that.

    A GIF has no translucent pixels. Soft edges are blended with the palette's background; pixels that are then nearest
    to the background are left out.
    """

    def __init__(self, width: int, height: int, palette: Palette) -> None:
        self._palette = palette
        self._width = width
        self._background = palette.colors[BACKGROUND].astype(np.uint32)
        self._shown = np.zeros(width * height, dtype=np.uint8)
        self._begun = False

    def begin(self, before: Frame) -> None:
        """Take in the shown frame."""
        self._shown = self._indices(before.pixels.reshape(-1, 4))
        self._begun = True

    def encode(self, frame: Frame, *, last: bool) -> Picture | None:
        """Return the whole picture of the frame; None where it equals the frame before.

        The `last` of a chunk is a whole picture like every other.
        """
        if self._begun:
            top = min((box.top for box in frame.changed), default=0) * self._width
            bottom = max((box.bottom for box in frame.changed), default=0) * self._width
            indices = self._indices(frame.pixels.reshape(-1, 4)[top:bottom])
            if np.array_equal(indices, self._shown[top:bottom]):
                return None
            self._shown[top:bottom] = indices
        else:
            self.begin(frame)
        return self._picture()

    def _indices(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the (n,) palette indices of (n, 4) pixels over the background, which itself is transparent."""
        indices = np.full(len(pixels), TRANSPARENT, dtype=np.uint8)
        opaque = np.flatnonzero(pixels[:, 3])
        visible = pixels[opaque].astype(np.uint32)
        alpha = visible[:, 3:]
        red, green, blue = ((visible[:, :3] * alpha + self._background * (255 - alpha) + 127) // 255).T
        found = (self._palette.find(red | green << 8 | blue << 16) % EXACT).astype(np.uint8)
        indices[opaque] = np.where(found == BACKGROUND, TRANSPARENT, found)
        return indices

    def _picture(self) -> Picture:
        places = np.flatnonzero(self._shown)
        if not len(places):
            return nothing()
        rows, columns = np.divmod(places, self._width)
        left, top = int(columns.min()), int(rows[0])
        where = Rectangle(left, top, int(columns.max()) + 1 - left, int(rows[-1]) + 1 - top)
        steps = np.diff((rows - top) * where.width + columns - left, prepend=-1)
        return picture_of(self._shown[places], steps, where)
