"""One step in three moments over a fit: the error and its square, the arrows, and the words beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.panels.step_arrows import StepArrows
from sgdviz.drawing.plot.free_place import around, free_place, sampled
from sgdviz.drawing.plot.numbers import plain, significant
from sgdviz.drawing.plot.step_words import error_line, gradient_lines, loss_line, update_lines
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import MINUS, face, fitting_size, wrap
from sgdviz.drawing.text.boxes import points_over
from sgdviz.drawing.words import ENGLISH
from sgdviz.pacing.telling import eased
from sgdviz.recording.effects import effects_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Stroke, Text
    from sgdviz.drawing.panels.prediction import Prediction
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.drawing.words import Words
    from sgdviz.pacing import Part, Phase
    from sgdviz.recording import Recording
    from sgdviz.recording.update import Update

LEADING = 1.35
"""The distance of two lines of text, as a multiple of their size."""

BLOCK_ROOM = 6.0
"""Reference pixels around a block of text."""

MOST_LINES = 3
"""The largest number of lines into which one line of a block is broken."""

BLOCK_HEIGHT, NOTE_HEIGHT = 0.8, 0.5
"""The largest height of a block of text, and of one with notes, as a share of the plot's."""

HALF = 0.5
"""The share of a forward pass in which the bar grows; in the rest the half square unfolds."""

AREA_OPACITY, PAST_OPACITY = 0.22, 0.5

MOST_PARAMETERS = 3
"""The updates of more parameters have no room."""


class MomentPens(NamedTuple):
    """The pens of a step in three moments."""

    residual: Pen
    half_square: Pen
    gradient: Pen
    carried: Pen
    words: Pen
    note: Pen


class Line(NamedTuple):
    """A line of a block of text; `bold` for numbers of this step."""

    text: str
    pen: Pen
    bold: bool


class Moments:
    """The marks of one step in three moments.

    `centers` are the (N, 2) places of the data in the plot. Words cover few of the (K, 2) points
    `taken`, and none of those `reserved`.
    """

    def __init__(
        self,
        recording: Recording,
        plot: Plot,
        prediction: Prediction,
        centers: NDArray[np.float64],
        pens: MomentPens,
        unit: float,
        taken: NDArray[np.float64],
        reserved: NDArray[np.float64],
        words: Words = ENGLISH,
    ) -> None:
        self._recording, self._plot, self._prediction = recording, plot, prediction
        self._centers, self._pens, self._unit = centers, pens, unit
        self._taken, self._reserved, self._words = taken, reserved, words
        self._effects = effects_of(recording)
        self._arrows = None if self._effects is None else StepArrows(recording, self._effects, plot, centers, unit)
        self._places: dict[tuple[int, tuple[Part, ...]], tuple[float, float, float]] = {}

    def _bars(self, update: Update, share: float, opacity: float) -> Iterable[Stroke]:
        """Yield the bar of each sample from the line before the step towards the sample: the errors."""
        starts, ends = self._bar_ends(update)
        for start, end in zip(starts, ends, strict=True):
            points = np.stack([start, start + (end - start) * share])
            width, area = SIZES.residual * self._unit, self._plot.area
            yield self._pens.residual.stroke(points, width, area, cap="butt", opacity=opacity)

    def below(self, update: Update, phase: Phase) -> Iterable[Mark]:
        """Yield the marks below the line: in a forward pass the half square, which unfolds, and the bars.

        In an update the bars are paler: they are the errors before the step.
        """
        growing = phase.progress / HALF if phase.part == "forward" else 1.0
        if phase.part == "forward" and phase.progress > HALF:
            yield from self._half_square(update, eased((phase.progress - HALF) / (1 - HALF)))
        opacity = PAST_OPACITY if phase.part == "update" else 1.0
        yield from self._bars(update, eased(min(growing, 1.0)), opacity)

    def above(self, update: Update, phase: Phase) -> Iterable[Mark]:
        """Yield the marks above the data: in a backward pass the arrows, which grow."""
        if phase.part == "backward" and self._arrows is not None:
            yield from self._arrows.marks(update, eased(phase.progress), self._pens.gradient, self._pens.carried)

    def words(self, update: Update, phase: Phase) -> Iterable[Text]:
        """Yield the words of a moment beside its marks, line by line as it goes on."""
        left, top, size = self._place(update, ("forward",) if phase.part == "forward" else ("backward", "update"))
        lines = self._broken(self._lines(update, phase.part), size)
        shown = lines[: max(int(phase.progress * (len(lines) + 1)), 1)] if phase.progress < 1 else lines
        for number, line in enumerate(shown):
            baseline = top + size * (0.95 + number * LEADING)
            yield line.pen.text(line.text, left, baseline, size, bold=line.bold)
        if phase.part == "backward" and phase.progress > HALF and self._arrows is not None:
            yield from self._names(update, self._arrows)

    def _lines(self, update: Update, part: Part) -> list[Line]:
        recording, pens, words = self._recording, self._pens, self._words
        if not len(update.samples) and part == "forward":
            return []
        if part == "forward":
            lines = [error_line(recording, update, words), loss_line(recording, update, words)]
            return [Line(line, pens.words, bold=True) for line in lines if line]
        if part == "update":
            if len(recording.param_names) > MOST_PARAMETERS:
                return []
            return [Line(line, pens.words, bold=True) for line in update_lines(recording, update, words)]
        if self._effects is None or self._arrows is None:
            return []
        lines = gradient_lines(recording, update, self._effects, words)
        note = words.arrows
        if recording.standardized:
            note = words.arrows_standardized
        elif np.isfinite(update.gradient).all() and not update.carried.any():
            note = words.arrows_against
        note = note.format(factor=words.number(plain(self._arrows.factor(update))))
        carried = [Line(words.grey_arrows, pens.note, bold=False)] * bool(update.carried.any())
        return [*(Line(line, pens.words, bold=True) for line in lines), Line(note, pens.note, bold=False), *carried]

    def _broken(self, lines: list[Line], size: float) -> list[Line]:
        """Return `lines` as they are set at `size`: those that are too wide in several lines.

        Notes that would make a block higher than their share of the plot are left out, and other lines that would make
        it higher than the plot.
        """
        broken: list[Line] = []
        for line in lines:
            texts = wrap(line.text, size, self._block_width, most=MOST_LINES, bold=line.bold)
            share = NOTE_HEIGHT if line.pen == self._pens.note else BLOCK_HEIGHT
            if size * LEADING * (len(broken) + len(texts)) <= share * self._plot.area.height:
                broken += [line._replace(text=text) for text in texts]
        return broken

    @property
    def _block_width(self) -> float:
        """The largest width of a block of text, in pixels."""
        return self._plot.area.width - 2 * BLOCK_ROOM * self._unit

    def _names(self, update: Update, arrows: StepArrows) -> Iterable[Text]:
        """Yield the name and step of each parameter at the tip of its arrow, or 0 where it stays; inside the plot."""
        size = SIZES.status * self._unit
        tips: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
        placed: list[tuple[float, float, float]] = []
        for step in arrows.arrows(update):
            tips.setdefault(step.param, (step.points[-1], arrows.name_place(step)))
        for number, name in enumerate(self._recording.param_names):
            if number in tips:
                (tip, place), amount = tips[number], self._words.number(significant(abs(float(update.step[number]))))
                text = f"{name} {MINUS if update.step[number] < 0 else '+'}{amount}"
            else:
                tip = arrows.start(update, number)
                text = f"{name}: 0" if update.step[number] == 0 else self._words.about_zero.format(name=name)
                place = tip - [0.0, size]
            if not self._plot.contains(tip):
                continue
            half, area = face(size, bold=True).width(text) / 2, self._plot.area
            x = min(max(place[0], area.left + half), area.right - half)
            y = place[1]
            away = LEADING * size if y < area.top + 2 * size else -LEADING * size
            while any(
                abs(y - other_y) < size and abs(x - other_x) < half + other for other_x, other_y, other in placed
            ):
                y += away
            placed.append((x, y, half))
            yield self._pens.words.text(text, x, y + 0.36 * size, size, bold=True, anchor="middle")

    def _half_square(self, update: Update, share: float) -> Iterable[Mark]:
        """Yield half the square on the bar, cut along its diagonal, a `share` of it unfolded."""
        corners = self._corners(update, share)
        if corners is not None:
            area = self._plot.area
            yield self._pens.half_square.area(corners, np.array([0, 4]), area, opacity=AREA_OPACITY)

    def _corners(self, update: Update, share: float = 1.0) -> NDArray[np.float64] | None:
        """Return the (4, 2) corners of the half square, the first one twice; None where the loss is no square."""
        if len(update.samples) != 1 or self._recording.cost_kind != "mean squared error":
            return None
        (start,), (end,) = self._bar_ends(update)
        side = abs(end[1] - start[1])
        area = self._plot.area
        away = 1.0 if area.right - end[0] >= end[0] - area.left else -1.0
        return np.stack([start, end, end + np.array([away * side * share, 0.0]), start])

    def _bar_ends(self, update: Update) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the (n, 2) points of the line before the step above or below the samples, and the samples."""
        ends = self._centers[update.samples]
        starts = ends.copy()
        starts[:, 1] = self._plot.heights(self._recording.predictions[update.before, update.samples])
        return starts, ends

    def _place(self, update: Update, parts: tuple[Part, ...]) -> tuple[float, float, float]:
        """Return the top left corner of a block of text, and the size of its type.

        The place is a free one, near the bar in a forward pass, and the same for all of `parts`. Type is as small as
        that of labels where lines would not fit, and the lines are broken where they still do not.
        """
        key = update.row, parts
        if key not in self._places:
            blocks = [self._lines(update, part) for part in parts]
            room = BLOCK_ROOM * self._unit
            texts = [line.text for block in blocks for line in block]
            size = fitting_size(texts, SIZES.status * self._unit, self._block_width, bold=True)
            size = max(size, SIZES.label * self._unit)
            blocks = [self._broken(block, size) for block in blocks]
            lines = [line for block in blocks for line in block]
            width = max((face(size, bold=line.bold).width(line.text) for line in lines), default=0.0)
            height = size * LEADING * max(map(len, blocks))
            starts, ends = self._bar_ends(update)
            drawn = [np.stack(pair) for pair in zip(starts, ends, strict=True)]
            drawn.append(self._prediction.points(update.before))
            near, reserved, dot = None, [self._reserved], SIZES.point
            if "forward" in parts and len(starts):
                corners = self._corners(update)
                drawn += [] if corners is None else [corners]
                near = (starts[0] + ends[0]) / 2 if corners is None else corners[2:].mean(axis=0)
                dot = 2 * SIZES.ring  # beside another point, the words would seem to be about that one
            if "update" in parts:
                drawn.append(self._prediction.points(update.row))
            if "backward" in parts and self._arrows is not None:
                drawn += [step.points for step in self._arrows.arrows(update)]
                reserved += [points_over(name) for name in self._names(update, self._arrows)]
            dots = around(np.delete(self._centers, update.samples, axis=0), dot * self._unit)
            taken = np.concatenate([dots, around(ends, SIZES.ring * self._unit), sampled(drawn), self._taken])
            area = self._plot.area
            place = free_place(width + 2 * room, height + 2 * room, area, taken, np.concatenate(reserved), near)
            self._places[key] = place.left + room, place.top + room, size
        return self._places[key]
