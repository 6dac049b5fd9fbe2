"""Pictures on a card: drawn on the background, of which only the card is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.agg.frame import Frame
from sgdviz.drawing.agg.renderer import Renderer
from sgdviz.drawing.card import card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sgdviz.pacing import Cue


class CardRenderer(Renderer):
    """Draws a layout on a card; the pixels of its frames have straight alpha, soft only around the card."""

    def frames(self, cues: Iterable[Cue]) -> Iterator[Frame]:
        """Yield a frame for each cue, in any order; a row costs least when it follows the one before it."""
        stencil = Canvas(self.width, self.height, "#000000")
        stencil.draw(card(self.width, self.height, self.layout.unit, "#ffffff"))
        alpha = stencil.pixels[..., :1]
        canvas = np.zeros((self.height, self.width, 4), dtype=np.uint8)
        shown = canvas.view()
        shown.flags.writeable = False
        for frame in super().frames(cues):
            for box in frame.changed:
                part = slice(box.top, box.bottom), slice(box.left, box.right)
                canvas[part] = np.where(alpha[part] > 0, frame.pixels[part], 0)
                canvas[part][..., 3:] = alpha[part]
            yield Frame(shown, frame.seconds, frame.changed)
