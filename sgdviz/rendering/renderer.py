"""The renderer: what stands still is drawn once, what stays is added, what moves is drawn and wiped away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.rendering.canvas import NOWHERE, Canvas
from sgdviz.rendering.frame import Box, Frame
from sgdviz.theme import find_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording
    from sgdviz.scene import Scene
    from sgdviz.timeline import Cue


class Renderer:
    """Draws a recording as a scene."""

    def __init__(self, scene: Scene, recording: Recording) -> None:
        self.background = find_theme(scene.theme).background
        self.width, self.height = scene.pixels
        self._panels = scene.lay_out(recording)

    def frames(self, cues: Iterable[Cue]) -> Iterator[Frame]:
        """Yield a frame for each cue, in any order; a row costs least when it comes after the one before it."""
        ground = self._ground()
        canvas = Canvas(self.width, self.height, self.background)
        shown = canvas.rgba.view()
        shown.flags.writeable = False
        whole = Box(0, self.height, 0, self.width)
        settled = 0  # how many rows have left their deposits
        wiped: tuple[Box, ...] = (whole,)  # where the canvas differs from the ground
        for cue in cues:
            if cue.row + 1 < settled:
                ground, settled, wiped = self._ground(), 0, (whole,)
            new = self._deposit(ground, settled, cue.row + 1)
            settled = cue.row + 1
            for box in (*wiped, *new):
                canvas.restore(box, ground)
            moved = tuple(_union(canvas.draw(mark) for mark in panel.moving(cue.row)) for panel in self._panels)
            yield Frame(shown, cue.seconds, tuple(box for box in (*wiped, *new, *moved) if box != NOWHERE))
            wiped = moved

    def still(self, cue: Cue) -> Frame:
        """Return one frame, with pixels of its own."""
        frame = next(self.frames([cue]))
        return replace(frame, rgba=frame.rgba.copy())

    def inks(self, rows: Iterable[int]) -> tuple[str, ...]:
        """Return the colours that the scene draws with at any of `rows`, each once, what moves first."""
        marks: list[Mark] = []
        for panel in self._panels:
            for row in rows:
                marks += panel.moving(row)
                marks += panel.deposits(row, row + 1)
        for panel in self._panels:
            marks += panel.backdrop()
        return tuple(dict.fromkeys(ink for mark in marks for ink in mark.inks))

    def _ground(self) -> Canvas:
        ground = Canvas(self.width, self.height, self.background)
        for panel in self._panels:
            for mark in panel.backdrop():
                ground.draw(mark)
        return ground

    def _deposit(self, ground: Canvas, first: int, last: int) -> tuple[Box, ...]:
        return tuple(_union(ground.draw(mark) for mark in panel.deposits(first, last)) for panel in self._panels)


def _union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all of `boxes`."""
    seen = [box for box in boxes if box != NOWHERE]
    if not seen:
        return NOWHERE
    tops, bottoms, lefts, rights = zip(*seen, strict=True)
    return Box(min(tops), max(bottoms), min(lefts), max(rights))
