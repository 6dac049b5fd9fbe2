"""The renderer: static marks are drawn once, added marks on top of them, and moving marks drawn and wiped away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.agg.frame import NOWHERE, Box, Frame, union
from sgdviz.drawing.agg.words import words_of
from sgdviz.drawing.layers import layers_since, static_marks
from sgdviz.drawing.marks import Dots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sgdviz.drawing.agg.words import Word
    from sgdviz.drawing.layers import Layers
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark
    from sgdviz.pacing import Cue, Phase


class Renderer:
    """Draws a layout as pixels. A row is one of its recording, or of the leader of several."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.width, self.height = layout.size
        self._repeated = _repeated_dots(layout)

    def frames(self, cues: Iterable[Cue]) -> Iterator[Frame]:
        """Yield a frame for each cue, in any order; a row costs least when it follows the one before it."""
        ground = _Ground(self.layout)
        canvas = Canvas(self.width, self.height, self.layout.background)
        shown = canvas.pixels.view()
        shown.flags.writeable = False
        whole = [Box(0, self.height, 0, self.width)]
        wiped = whole  # where the canvas differs from the ground
        labels = _Labels(canvas)
        for cue in cues:
            if cue.row < ground.row:
                ground, wiped, labels = _Ground(self.layout), whole, _Labels(canvas)
            layers = ground.layers(cue.row, cue.phase)
            words = [word for own in layers for label in own.labels for word in words_of(label)]
            restored = [*wiped, *ground.advance(cue.row, layers), *labels.take_away(words)]
            for box in restored:
                canvas.restore(box, ground.canvas)
            wiped = [union(self._draw(canvas, mark) for mark in own.moving) for own in layers]
            changed = [box for box in (*restored, *wiped) if box != NOWHERE]
            changed += labels.set(words, changed)
            yield Frame(shown, cue.seconds, tuple(changed))

    def still(self, cue: Cue) -> Frame:
        """Return one frame, with pixels of its own."""
        frame = next(self.frames([cue]))
        return replace(frame, pixels=frame.pixels.copy())

    def _draw(self, canvas: Canvas, mark: Mark) -> Box:
        return canvas.stamp(mark) if isinstance(mark, Dots) and mark in self._repeated else canvas.draw(mark)


def _repeated_dots(layout: Layout) -> frozenset[Dots]:
    """Return the dots that are the same mark at the first and at the last row, and so at every row."""
    return frozenset(
        mark
        for panel in layout.panels
        for mark in {*panel.moving(0)}.intersection(panel.moving(panel.shown_rows - 1))
        if isinstance(mark, Dots)
    )


class _Labels:
    """The labels on a canvas: a word that stays is not set again unless something has touched it."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._set: dict[object, tuple[Word, Box]] = {}  # the words too: a key is the identity of a living array

    def take_away(self, words: list[Word]) -> list[Box]:
        """Forget the words that are not among `words` and return their boxes; the caller restores these."""
        kept = {word.key for word in words}
        removed = [key for key in self._set if key not in kept]
        return [self._set.pop(key)[1] for key in removed]

    def set(self, words: list[Word], touched: list[Box]) -> list[Box]:
        """Set `words`, in order, where they are missing or among `touched`, and return the boxes of those."""
        boxes: list[Box] = []
        for word in words:
            _, box = self._set.get(word.key, (word, None))
            if box is None or any(box.meets(other) for other in (*touched, *boxes)):
                box = self._canvas.set_label(word)
                self._set[word.key] = word, box
                boxes.append(box)
        return boxes


class _Ground:
    """The picture below the moving marks: the static marks, all marks added so far, and the held marks."""

    def __init__(self, layout: Layout) -> None:
        self.row = -1
        self._layout = layout
        self._panels = layout.panels
        self._shown = [-1] * len(layout.panels)
        width, height = layout.size
        self.canvas = Canvas(width, height, layout.background)
        self._lasting = Canvas(width, height, layout.background)
        for mark in static_marks(layout):
            self._lasting.draw(mark)
        self.canvas.restore(Box(0, height, 0, width), self._lasting)
        self._held: list[tuple[Mark, ...]] = [() for _ in self._panels]
        self._held_boxes = [NOWHERE for _ in self._panels]

    def layers(self, row: int, phase: Phase | None) -> list[Layers]:
        """Return the marks of each panel at `row`, or in a phase there, that this ground does not have yet."""
        rows = self._layout.rows_at(row)
        return [
            layers_since(panel, shown, own, told)
            for panel, shown, own, told in zip(
                self._panels, self._shown, rows, self._layout.phases_at(phase), strict=True
            )
        ]

    def advance(self, row: int, layers: list[Layers]) -> list[Box]:
        """Go on to `row`, which is not before the last one, and return the boxes in which the ground has changed."""
        changed = []
        for index, own in enumerate(layers):
            box = union(map(self._lasting.draw, own.added))
            if own.held is not self._held[index] or (own.held and box.meets(self._held_boxes[index])):
                # All held marks are drawn again, on the lasting ground: twice over themselves their edges would darken.
                box = union([box, self._held_boxes[index]])
                self.canvas.restore(box, self._lasting)
                self._held[index] = own.held
                self._held_boxes[index] = union(map(self.canvas.draw, own.held))
                changed.append(union([box, self._held_boxes[index]]))
            elif box != NOWHERE:
                self.canvas.restore(box, self._lasting)
                changed.append(box)
        self.row, self._shown = row, self._layout.rows_at(row)
        return changed
