"""The arithmetic panel: one step line by line, as a textbook writes it, with its own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from sgdviz.drawing.panels.margins import MARGIN
from sgdviz.drawing.panels.moments import MOST_PARAMETERS
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.step_lines import step_lines
from sgdviz.drawing.text import face
from sgdviz.errors import InputError
from sgdviz.pacing import PARTS
from sgdviz.recording.effects import effects_of, unmoved
from sgdviz.recording.update import update_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.pens import Pen
    from sgdviz.pacing import Part, Phase
    from sgdviz.recording import Recording

TYPE, LEADING, GAP = 16.0, 23.0, 13.0
"""The size of the type, the distance of two lines and the addition between two parts, in reference pixels."""

TOP, BOTTOM = 64.0, 10.0
"""Reference pixels above the first line and below the last one."""

MOST_MEASURED = 40
"""The number of steps whose lines are measured: the type is small enough for all of them."""


class Placed(NamedTuple):
    """A line in its place: its part, its text, whether it has this step's numbers, and its baseline in pixels."""

    part: Part
    text: str
    numbers: bool
    baseline: float


class ArithmeticPanel(Panel):
    """The forward pass, the backward pass and the update of one step, written out.

    While a step is told, its lines appear one by one; a whole step shows them all.
    """

    name: ClassVar[str] = "arithmetic"
    heading: ClassVar[str] = "In numbers"
    width: ClassVar[float] = 400.0
    least: ClassVar[tuple[float, float]] = (310.0, 330.0)
    shows_step: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._effects = effects_of(recording)
        if self._effects is None or len(recording.param_names) > MOST_PARAMETERS:
            if len(recording.param_names) <= MOST_PARAMETERS and unmoved(recording):
                raise InputError(f"the arithmetic panel has no step to write out: {unmoved(recording)}")
            what = f"the arithmetic panel writes out a line of at most {MOST_PARAMETERS} parameters and one input"
            raise InputError(f"{what}; leave it out of the panels")
        theme, unit = self.theme, self.unit
        self._now, self._past = self.pen("now", theme.ink), self.pen("past", theme.muted)
        self._part, self._waiting = self.pen("part", theme.accent_ink), self.pen("waiting", theme.muted)
        self._left = self.area.left + MARGIN.left * unit
        told = np.flatnonzero(recording.row_before[: self.shown_rows] >= 0)
        measured = (
            told[np.unique(np.linspace(0, max(len(told) - 1, 0), MOST_MEASURED).astype(int))] if len(told) else []
        )
        lines = [self._lines(int(row)) for row in measured]
        count = max(map(len, lines), default=0) + len(PARTS)
        widest = max((face(TYPE * unit, bold=True).width(line[1]) for own in lines for line in own), default=1.0)
        room = self.area.right - self._left - MARGIN.right * unit
        height = self.area.height - (TOP + BOTTOM) * unit - 2 * GAP * unit
        self._scale = min(room / widest, height / (count * LEADING * unit), 1.0) * unit

    def static(self) -> Iterable[Mark]:
        """Return the heading."""
        yield self.header.title(aside=self.header.last_step())

    def moving(self, row: int) -> Iterable[Mark]:
        """Return all lines of the step that led to `row`."""
        for line in self._placed(row):
            yield self._text(line, self._now if line.numbers else self._past)
        yield from self._headings(row, PARTS)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the lines of the parts before the one that is told, and as many of its own as have been reached."""
        told = self.told_row(row, phase)
        place = PARTS.index(phase.part)
        own = [line for line in self._placed(told) if line.part == phase.part]
        shown = own[: min(int(phase.progress / 0.75 * len(own)) + 1, len(own))]
        for line in self._placed(told):
            if PARTS.index(line.part) < place:
                yield self._text(line, self._past)
            elif line in shown:
                yield self._text(line, self._now if line.numbers else self._past)
        yield from self._headings(told, (phase.part,))

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step."""
        yield self.header.step(row)

    def _lines(self, row: int) -> list[tuple[Part, str, bool]]:
        update = update_at(self.recording, row)
        assert self._effects is not None
        return [] if update is None else step_lines(self.recording, update, self._effects, self.words)

    def _placed(self, row: int) -> list[Placed]:
        """Return the lines of a step in their places; each part begins with its heading."""
        lines, placed, number = self._lines(row), [], 0
        for at, part in enumerate(PARTS):
            number += 1
            for _, text, numbers in (line for line in lines if line[0] == part):
                placed.append(Placed(part, text, numbers, self._baseline(number, at)))
                number += 1
        return placed

    def _headings(self, row: int, told: tuple[Part, ...]) -> Iterable[Text]:
        """Yield the name of each part above its lines, stronger for those that are `told`."""
        lines, number = self._lines(row), 0
        for at, part in enumerate(PARTS):
            pen = self._part if part in told else self._waiting
            baseline = self._baseline(number, at)
            yield pen.text(getattr(self.words, part), self._left, baseline, TYPE * self._scale, bold=True)
            number += 1 + sum(line[0] == part for line in lines)

    def _baseline(self, number: int, part: int) -> float:
        return self.area.top + TOP * self.unit + (number + 0.75) * LEADING * self._scale + part * GAP * self.unit

    def _text(self, line: Placed, pen: Pen) -> Text:
        return pen.text(line.text, self._left, line.baseline, TYPE * self._scale, bold=line.numbers)
