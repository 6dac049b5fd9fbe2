"""The renderer: what stands still is drawn once, what stays is added, what moves is drawn and wiped away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from sgdviz.marks import Text
from sgdviz.recording.comparison import Comparison
from sgdviz.rendering.canvas import Canvas, Word, words_of
from sgdviz.rendering.frame import NOWHERE, Box, Frame, union
from sgdviz.theme import find_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeGuard

    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.marks import Mark
    from sgdviz.pacing import Cue
    from sgdviz.panels.base import Panel
    from sgdviz.recording import Recording
    from sgdviz.scene import Scene


class Renderer:
    """Draws a recording, or several in step, as a scene.

    A row is one of the recording, or of the leader of several.
    """

    transparent: ClassVar[bool] = False
    """Whether the background is left out."""

    def __init__(self, scene: Scene, recording: Recording | Comparison) -> None:
        self.background = find_theme(scene.theme).background
        self.width, self.height = scene.pixels
        self._panels = scene.lay_out(recording)
        self.around = (*scene.laid_title(recording).marks, *scene.laid_caption(recording).marks)
        """The title and the caption, where they stand outside the panels."""
        self.unit = self._panels[0].unit
        self._rows: list[NDArray[np.int64]] | None = None
        if isinstance(recording, Comparison):
            self._rows = [recording.rows(panel.recording) for panel in self._panels]

    def frames(self, cues: Iterable[Cue]) -> Iterator[Frame]:
        """Yield a frame for each cue, in any order; a row costs least when it comes after the one before it."""
        ground = _Ground(self)
        canvas = Canvas(self.width, self.height, self.background)
        shown = canvas.rgba.view()
        shown.flags.writeable = False
        whole = [Box(0, self.height, 0, self.width)]
        wiped = whole  # where the canvas differs from the ground
        lettering = _Lettering(canvas)
        for cue in cues:
            if cue.row < ground.row:
                ground, wiped, lettering = _Ground(self), whole, _Lettering(canvas)
            rows = self.rows_at(cue.row)
            moving = [list(panel.moving(own)) for panel, own in zip(self._panels, rows, strict=True)]
            words = [word for marks in moving for mark in marks if _stands_over_all(mark) for word in words_of(mark)]
            restored = [*wiped, *ground.advance(cue.row), *lettering.take_away(words)]
            for box in restored:
                canvas.restore(box, ground.canvas)
            wiped = [union(canvas.draw(mark) for mark in marks if not _stands_over_all(mark)) for marks in moving]
            changed = [box for box in (*restored, *wiped) if box != NOWHERE]
            changed += lettering.set(words, changed)
            yield Frame(shown, cue.seconds, tuple(changed))

    def still(self, cue: Cue) -> Frame:
        """Return one frame, with pixels of its own."""
        frame = next(self.frames([cue]))
        return replace(frame, rgba=frame.rgba.copy())

    def rows_at(self, row: int) -> list[int]:
        """Return the row that each panel shows of its own recording at `row`."""
        if self._rows is None:
            return [row] * len(self._panels)
        return [int(rows[row]) for rows in self._rows]

    @property
    def inks(self) -> tuple[str, ...]:
        """The colours that the scene draws with, each once, what moves first."""
        moving = [ink for panel in self._panels for ink in panel.inks]
        still = [ink for panel in self._panels for ink in panel.frame_inks] + [line.color for line in self.around]
        return tuple(dict.fromkeys((*moving, *still)))

    @property
    def panels(self) -> list[Panel]:
        """The panels, from left to right."""
        return self._panels


class _Lettering:
    """The words that stand over all else: a word that stays is not set again unless something has touched it."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._set: dict[_Place, tuple[Word, Box]] = {}

    def take_away(self, words: list[Word]) -> list[Box]:
        """Return the boxes of the words that are not among `words`; the caller restores them."""
        staying = {_place(word) for word in words}
        gone = [place for place in self._set if place not in staying]
        return [self._set.pop(place)[1] for place in gone]

    def set(self, words: list[Word], touched: list[Box]) -> list[Box]:
        """Set `words`, in order, where they are missing or among `touched`, and return the boxes of those."""
        fresh: list[Box] = []
        for word in words:
            place = _place(word)
            _, stood = self._set.get(place, (word, None))
            if stood is None or any(_meet(stood, box) for box in (*touched, *fresh)):
                box = self._canvas.set(word)
                self._set[place] = word, box
                fresh.append(box)
        return fresh


def _stands_over_all(mark: Mark) -> TypeGuard[Text]:
    return isinstance(mark, Text) and mark.on is not None


_Place = tuple[int, int, int, str]


def _place(word: Word) -> _Place:
    """Return what tells words apart: type that is set again comes from a cache, as the very same array."""
    return id(word.coverage), word.left, word.top, word.color


class _Ground:
    """What the moving marks are drawn over: the backdrop, all deposits so far, and what rests there for now."""

    def __init__(self, renderer: Renderer) -> None:
        self.row = -1
        self._shown = [-1] * len(renderer.panels)
        self._rows_at = renderer.rows_at
        self.canvas = Canvas(renderer.width, renderer.height, renderer.background)
        self._lasting = Canvas(renderer.width, renderer.height, renderer.background)
        self._panels = renderer.panels
        for mark in (*(mark for panel in self._panels for mark in panel.backdrop()), *renderer.around):
            self._lasting.draw(mark)
        self.canvas.restore(Box(0, renderer.height, 0, renderer.width), self._lasting)
        self._resting: list[tuple[Mark, ...]] = [() for _ in self._panels]
        self._resting_boxes = [NOWHERE for _ in self._panels]

    def advance(self, row: int) -> list[Box]:
        """Go on to `row`, which is not before the last one, and return where the ground has changed."""
        changed = []
        rows = self._rows_at(row)
        for index, panel in enumerate(self._panels):
            box = union(self._lasting.draw(mark) for mark in panel.deposits(self._shown[index] + 1, rows[index] + 1))
            resting = panel.resting(rows[index])
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
        self.row, self._shown = row, rows
        return changed


def _meet(one: Box, other: Box) -> bool:
    return one.top < other.bottom and other.top < one.bottom and one.left < other.right and other.left < one.right
