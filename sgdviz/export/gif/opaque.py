"""From frames to GIF pictures without transparent pixels, for players that stumble over these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.export.gif.encoder import GifEncoder, Picture, around

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LITTLE = 0.1
"""The share by which a picture of the whole screen may be larger than one of the rectangle that changes."""


class OpaqueGifEncoder(GifEncoder):
    """Turns frames into pictures of the whole screen where that costs little, else of the rectangle that changes."""

    def _smallest(self, changed: NDArray[np.int64]) -> Picture:
        cropped, whole = self._opaque(around(changed, self._width)), self._opaque(self._screen)
        return whole if len(whole.data) <= (1 + LITTLE) * len(cropped.data) else cropped
