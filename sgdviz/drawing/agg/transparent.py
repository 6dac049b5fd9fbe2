"""Transparent pictures: alpha computed from the scene drawn on black and on white."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, tee
from operator import itemgetter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from sgdviz.drawing.agg.card import CardRenderer
from sgdviz.drawing.agg.frame import Box, Frame
from sgdviz.drawing.agg.renderer import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from sgdviz.drawing.layout import Layout
    from sgdviz.pacing import Cue


class TransparentRenderer(Renderer):
    """Draws a layout without a background; the pixels of its frames have straight alpha.

    Laid over any colour, a frame is the scene on that background, to within three steps of a channel. So the halos of
    dots, which have the background's colour, are holes, and the grid and the trail let the background through.
    """

    def frames(self, cues: Iterable[Cue]) -> Iterator[Frame]:
        """Yield a frame for each cue, in any order; a row costs least when it follows the one before it."""
        cues = list(cues)
        canvas = np.zeros((self.height, self.width, 4), dtype=np.uint8)
        shown = canvas.view()
        shown.flags.writeable = False
        pairs = zip(self._over("#000000").frames(cues), self._over("#ffffff").frames(cues), strict=True)
        for on_black, on_white in pairs:
            changed = tuple(dict.fromkeys((*on_black.changed, *on_white.changed)))
            for box in changed:
                part = slice(box.top, box.bottom), slice(box.left, box.right)
                canvas[part] = uncovered(on_black.pixels[part], on_white.pixels[part])
            yield Frame(shown, on_black.seconds, changed)

    def _over(self, background: str) -> Renderer:
        scene = self.layout.scene
        return Renderer(self.layout.with_scene(replace(scene, theme=scene.theme.over(background))))


def renderer_of(layout: Layout) -> Renderer:
    """Return the renderer of `layout`: with a background, with a card or without either, as its scene says."""
    if layout.scene.card:
        return CardRenderer(layout)
    return (TransparentRenderer if layout.scene.transparent else Renderer)(layout)


def frames_of(shots: Iterable[tuple[Layout, Cue]]) -> Iterator[Frame]:
    """Yield the frame of each cue, drawn from the layout beside it; a layout costs least where its cues follow on."""
    for layout, group in groupby(shots, key=itemgetter(0)):
        cues, following = tee(cue for _, cue in group)
        frames = renderer_of(layout).frames(cues)
        for cue in following:
            _latest.pop(layout, None)  # its pixels are about to change
            frame = next(frames)
            _latest[layout] = cue, frame
            yield frame


def still_of(layout: Layout, cue: Cue) -> Frame:
    """Return one frame, with pixels of its own; one that `frames_of` has just drawn is not drawn again."""
    drawn, frame = _latest.get(layout, (None, None))
    if drawn is None or frame is None or (drawn.row, drawn.phase) != (cue.row, cue.phase):
        return renderer_of(layout).still(cue)
    whole = (Box(0, frame.pixels.shape[0], 0, frame.pixels.shape[1]),)
    return replace(frame, pixels=frame.pixels.copy(), seconds=cue.seconds, changed=whole)


_latest: WeakKeyDictionary[Layout, tuple[Cue, Frame]] = WeakKeyDictionary()
"""The frame that was drawn last of each layout, with pixels that the next one overwrites."""


def uncovered(on_black: NDArray[np.uint8], on_white: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return (h, w, 4) u1 with straight alpha that looks as given on black and on white, both (h, w, 4) u1."""
    dark, bright = on_black[..., :3].astype(np.float32), on_white[..., :3].astype(np.float32)
    alpha = np.clip(255 - (bright - dark).mean(axis=2, keepdims=True), 0, 255).round()
    colors = np.clip(dark * 255 / np.maximum(alpha, 1), 0, 255).round()
    return np.concatenate([np.where(alpha > 0, colors, 0), alpha], axis=2).astype(np.uint8)
