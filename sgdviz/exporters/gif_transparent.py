"""From frames without a background to GIF pictures: whole ones, since nothing that is opaque can be painted away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.exporters.gif_frames import Picture, Rectangle, nothing, picture_of
from sgdviz.exporters.palette import EXACT, TRANSPARENT, Palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.rendering import Frame

GROUND = 1
"""The palette's index of the background, which is made the transparent one."""


class TransparentGifEncoder:
    """Turns frames with straight alpha into pictures of all that is not background, each cropped to that.

    GIF knows no half-transparent pixel. Soft edges are laid over the palette's background; whatever is nearest to the
    background then is left out.
    """

    def __init__(self, width: int, height: int, palette: Palette) -> None:
        self._palette = palette
        self._width = width
        self._ground = palette.colors[GROUND].astype(np.uint32)
        self._shown = np.zeros(width * height, dtype=np.uint8)
        self._begun = False

    def begin(self, before: Frame) -> None:
        """Take in what is shown."""
        self._shown = self._indices(before.rgba.reshape(-1, 4))
        self._begun = True

    def encode(self, frame: Frame, *, last: bool) -> Picture | None:
        """Return all that the frame shows; None where it is what the one before showed.

        The `last` of a stretch is a whole picture like every other.
        """
        if self._begun:
            top = min((box.top for box in frame.changed), default=0) * self._width
            bottom = max((box.bottom for box in frame.changed), default=0) * self._width
            indices = self._indices(frame.rgba.reshape(-1, 4)[top:bottom])
            if np.array_equal(indices, self._shown[top:bottom]):
                return None
            self._shown[top:bottom] = indices
        else:
            self.begin(frame)
        return self._picture()

    def _indices(self, rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the (n,) palette indices of (n, 4) pixels over the background, which itself is transparent."""
        indices = np.full(len(rgba), TRANSPARENT, dtype=np.uint8)
        inked = np.flatnonzero(rgba[:, 3])
        seen = rgba[inked].astype(np.uint32)
        alpha = seen[:, 3:]
        red, green, blue = ((seen[:, :3] * alpha + self._ground * (255 - alpha) + 127) // 255).T
        found = (self._palette.find(red | green << 8 | blue << 16) % EXACT).astype(np.uint8)
        indices[inked] = np.where(found == GROUND, TRANSPARENT, found)
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
