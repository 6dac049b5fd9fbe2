"""From frames on a card to GIF pictures: the card is opaque in every frame, and nothing around it is ever sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.export.gif.encoder import GifEncoder
from sgdviz.export.gif.palette import TRANSPARENT

if TYPE_CHECKING:
    from sgdviz.drawing.agg import Frame

OPAQUE = 128
"""The least alpha of a pixel that is drawn: a GIF has no translucent ones."""


class CardGifEncoder(GifEncoder):
    """Turns frames with straight alpha that is the same in all of them into pictures of what changes."""

    def begin(self, before: Frame) -> None:
        """Take in the shown frame."""
        super().begin(before)
        self._shown[before.pixels[..., 3].reshape(-1) < OPAQUE] = TRANSPARENT
