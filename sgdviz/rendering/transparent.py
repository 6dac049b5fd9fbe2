"""A scene without its background: what it does to a black ground and to a white one says all about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.rendering.frame import Frame
from sgdviz.rendering.renderer import Renderer
from sgdviz.theme import find_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from sgdviz.pacing import Cue
    from sgdviz.recording import Recording
    from sgdviz.recording.comparison import Comparison
    from sgdviz.scene import Scene


class TransparentRenderer(Renderer):
    """Draws a recording as a scene without a background; `rgba` of its frames has straight alpha.

    Laid over any colour, a frame is what the scene would be on that background, to within two steps of a channel. So
    the gaps around dots, which have the background's colour, are holes, and the grid and the trail let it through.
    """

    transparent: ClassVar[bool] = True

    def __init__(self, scene: Scene, recording: Recording | Comparison) -> None:
        super().__init__(scene, recording)
        self._scene, self._recording = scene, recording

    def frames(self, cues: Iterable[Cue]) -> Iterator[Frame]:
        """Yield a frame for each cue, in any order; a row costs least when it comes after the one before it."""
        cues = list(cues)
        canvas = np.zeros((self.height, self.width, 4), dtype=np.uint8)
        shown = canvas.view()
        shown.flags.writeable = False
        pairs = zip(self._over("#000000").frames(cues), self._over("#ffffff").frames(cues), strict=True)
        for on_black, on_white in pairs:
            changed = tuple(dict.fromkeys((*on_black.changed, *on_white.changed)))
            for box in changed:
                part = slice(box.top, box.bottom), slice(box.left, box.right)
                canvas[part] = uncovered(on_black.rgba[part], on_white.rgba[part])
            yield Frame(shown, on_black.seconds, changed)

    def _over(self, background: str) -> Renderer:
        theme = find_theme(self._scene.theme).over(background)
        return Renderer(replace(self._scene, theme=theme), self._recording)


def renderer_of(scene: Scene, recording: Recording | Comparison) -> Renderer:
    """Return what draws `recording` as `scene` asks for."""
    return (TransparentRenderer if scene.transparent else Renderer)(scene, recording)


def uncovered(on_black: NDArray[np.uint8], on_white: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return (h, w, 4) u1 with straight alpha that looks as given on black and on white, both (h, w, 4) u1."""
    dark, bright = on_black[..., :3].astype(np.float32), on_white[..., :3].astype(np.float32)
    alpha = np.clip(255 - (bright - dark).mean(axis=2, keepdims=True), 0, 255).round()
    colors = np.clip(dark * 255 / np.maximum(alpha, 1), 0, 255).round()
    return np.concatenate([np.where(alpha > 0, colors, 0), alpha], axis=2).astype(np.uint8)
