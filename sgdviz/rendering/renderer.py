"""The renderer: what stands still is drawn once, what stays is added, what moves is drawn and wiped away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.rendering.canvas import Canvas
from sgdviz.rendering.frame import NOWHERE, Box, Frame, union
from sgdviz.theme import find_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sgdviz.marks import Mark
    from sgdviz.panels.base import Panel
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
        ground = _Ground(self)
        canvas = Canvas(self.width, self.height, self.background)
        shown = canvas.rgba.view()
        shown.flags.writeable = False
        whole = (Box(0, self.height, 0, self.width),)
        wiped: tuple[Box, ...] = whole  # where the canvas differs from the ground
        for cue in cues:
            if cue.row < ground.row:
                ground, wiped = _Ground(self), whole
            changed = (*wiped, *ground.advance(cue.row))
            for box in changed:
                canvas.restore(box, ground.canvas)
            wiped = tuple(union(canvas.draw(mark) for mark in panel.moving(cue.row)) for panel in self._panels)
            yield Frame(shown, cue.seconds, tuple(box for box in (*changed, *wiped) if box != NOWHERE))

    def still(self, cue: Cue) -> Frame:
        """Return one frame, with pixels of its own."""
        frame = next(self.frames([cue]))
        return replace(frame, rgba=frame.rgba.copy())

    @property
    def inks(self) -> tuple[str, ...]:
        """The colours that the scene draws with, each once, what moves first."""
        moving = [ink for panel in self._panels for ink in panel.inks]
        still = [ink for panel in self._panels for ink in panel.frame_inks]
        return tuple(dict.fromkeys((*moving, *still)))

    @property
    def panels(self) -> list[Panel]:
        """The panels, from left to right."""
        return self._panels


class _Ground:
    """What the moving marks are drawn over: the backdrop, all deposits so far, and what rests there for now."""

    def __init__(self, renderer: Renderer) -> None:
        self.row = -1
        self.canvas = Canvas(renderer.width, renderer.height, renderer.background)
        self._lasting = Canvas(renderer.width, renderer.height, renderer.background)
        self._panels = renderer.panels
        for panel in self._panels:
            for mark in panel.backdrop():
                self._lasting.draw(mark)
        self.canvas.restore(Box(0, renderer.height, 0, renderer.width), self._lasting)
        self._resting: list[tuple[Mark, ...]] = [() for _ in self._panels]
        self._resting_boxes = [NOWHERE for _ in self._panels]

    def advance(self, row: int) -> list[Box]:
        """Go on to `row`, which is not before the last one, and return where the ground has changed."""
        changed = []
        for index, panel in enumerate(self._panels):
            box = union(self._lasting.draw(mark) for mark in panel.deposits(self.row + 1, row + 1))
            resting = panel.resting(row)
            if resting is not self._resting[index] or (resting and _meet(box, self._resting_boxes[index])):
                # All of it again over what lasts: drawn twice over itself its edges would grow darker.
                box = union([box, self._resting_boxes[index]])
                self.canvas.restore(box, self._lasting)
                self._resting[index] = resting
                self._resting_boxes[index] = union(self.canvas.draw(mark) for mark in resting)
                changed.append(union([box, self._resting_boxes[index]]))
            elif box != NOWHERE:
                self.canvas.restore(box, self._lasting)
                changed.append(box)
        self.row = row
        return changed


def _meet(one: Box, other: Box) -> bool:
    return one.top < other.bottom and other.top < one.bottom and one.left < other.right and other.left < one.right
