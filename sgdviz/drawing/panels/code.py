"""The code panel: the training loop as its author wrote it, its lines lit as a step is told, with their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.code_lines import CodeLines
from sgdviz.drawing.panels.code_values import CodeValues
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.text import face
from sgdviz.errors import InputError
from sgdviz.pacing import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgdviz.drawing.marks import Area, Mark, Text
    from sgdviz.drawing.panels.code_values import Cell
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.panels.syntax import Kind
    from sgdviz.drawing.pens import Pen
    from sgdviz.pacing import Part, Phase
    from sgdviz.recording import Recording
    from sgdviz.recording.listing import Quantity

TOP, BOTTOM, RIGHT = 62.0, 14.0, 16.0
"""Reference pixels above the first line, below the last one, and to the right of the values."""

PADDING = 8.0
"""Reference pixels between the values and the right end of the bands."""

BAR = 3.0
"""The width in reference pixels of the bar at the left end of a band."""

DONE = 0.75
"""The share of a part of a step after which all of its lines are lit."""

GAP_DOT = 1.1
"""The radius in reference pixels of the dots where lines were cut."""


class CodePanel(Panel):
    """The code of the training loop, as the recording's listing has it.

    While a step is told, the lines of its part are lit one by one, each with its value at the right margin; the values
    of the parts before stay, paler. Otherwise no line is lit, and the parameters alone have their values, since those
    of single samples would flicker.
    """

    name: ClassVar[str] = "code"
    heading: ClassVar[str] = "Code"
    width: ClassVar[float] = 470.0
    least: ClassVar[tuple[float, float]] = (330.0, 260.0)
    shows_step: ClassVar[bool] = True
    fills_margins: ClassVar[bool] = True
    tells_backward: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        if not recording.listing:
            what = "the code panel shows the code of the training loop, and the recording has none"
            raise InputError(
                f"{what}; record it with sgdviz run, sgdviz post or a lesson with its own data and optimizer, "
                "or leave the panel out"
            )
        theme, unit = self.theme, self.unit
        self._values = CodeValues(recording, self.words, explains=self.explains)
        left, right = self.plot_area.left, self.area.right - RIGHT * unit
        area = Rect(left, self.area.top + TOP * unit, right, self.area.bottom - BOTTOM * unit)
        self._right = right
        colors: dict[Kind, str] = {
            "keyword": theme.words(theme.data, over=theme.accent),
            "literal": theme.words(theme.sample, over=theme.accent),
            "comment": theme.words(theme.muted, over=theme.accent),
            "operator": theme.words(theme.muted, over=theme.accent),
        }
        for kind, color in colors.items():
            self.pen(kind, color, static=not self.explains)
        self._code = self.pen("line", theme.ink, static=not self.explains)
        self._number = self.pen("number", colors["comment"], static=not self.explains)
        self._gap = self.pen("gap", theme.muted, static=True)
        widths, is_alone = self._values.widths, self.comparison is None
        self._lines = CodeLines(recording.listing, area, self.area.left, unit, widths, colors, numbered=is_alone)
        self._parameter = self.pen("parameter", theme.words(theme.line, over=theme.accent))
        if self.explains:
            self._band, self._bar = self.pen("band", theme.tint(theme.accent)), self.pen("bar", theme.accent)
            amber = theme.words(theme.accent, over=theme.accent)
            self._lit: dict[Quantity, Pen] = {
                "prediction": self.pen("prediction", theme.words(theme.line, over=theme.accent)),
                "loss": self.pen("loss", amber),
                "gradient": self.pen("gradient", amber),
                "parameter": self._parameter,
            }
            self._past = self.pen("past", colors["comment"])

    def static(self) -> Iterable[Mark]:
        """Return the heading, and the code with the numbers of its lines."""
        yield self.header.title(aside=self.header.last_step())
        every = range(len(self._lines.lines))
        yield from self._lines.numbers(self._number, every)
        yield from self._lines.code(self._code, every)
        gaps = self._lines.gaps()
        if len(gaps):
            yield self._gap.dots(gaps, GAP_DOT * self.unit)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the values of the parameters at `row`, once there has been an update."""
        if self.recording.moment[row] > 0:
            for cell in self._cells("update"):
                if cell.quantity == "parameter":
                    yield self._text(cell, self._values.param(cell, row), self._parameter)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the bands of the lines that are lit, these lines again, and the values of the step so far."""
        update = self.update_told(row, phase)
        if update is None:
            yield from self.moving(row)
            return
        lines = self._lines_of(phase.part)
        lit = lines[: min(int(phase.progress / DONE * len(lines)) + 1, len(lines))]
        yield from self._bands(lit)
        for place in lit:
            yield from self._lines.numbers(self._number, (place,))
            yield from self._lines.code(self._code, (place,))
            for cell in self._cells(phase.part):
                if self._lines.places[cell.line] == place:
                    yield self._text(cell, self._values.text(cell, update), self._lit[cell.quantity])
        for part in PARTS[: PARTS.index(phase.part)]:
            for cell in self._cells(part):
                yield self._text(cell, self._values.text(cell, update), self._past)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step."""
        yield self.header.step(row)

    def _lines_of(self, part: Part) -> list[int]:
        """Return the places of the lines of a part of a step."""
        return sorted({mark.line for mark in self._lines.listing.marks if mark.phase == part})

    def _cells(self, part: Part) -> Iterable[Cell]:
        """Yield the cells of a part of a step, of lines that show them, from top to bottom."""
        for line in sorted(self._lines.with_values):
            yield from (cell for cell in self._values.cells.get(line, ()) if cell.phase == part)

    def _text(self, cell: Cell, text: str, pen: Pen) -> Text:
        """Return a value in its cell, smaller where it is too wide for that, as those of a run that diverges."""
        size, place = self._lines.size, self._lines.places[cell.line]
        x, widest = self._right - cell.right * size, cell.width * size
        size *= min(widest / max(face(size, bold=True).width(text, tabular=True), 1.0), 1.0)
        return pen.text(text, x, self._lines.baseline(place), size, bold=True, anchor="right", tabular=True)

    def _bands(self, places: Sequence[int]) -> Iterable[Area]:
        """Yield the bands behind lines, and the bars at the left ends of the bands."""
        bands = self._lines.bands(places, round(self._right + PADDING * self.unit))
        if bands:
            yield _filled(self._band, bands)
            yield _filled(self._bar, [band._replace(right=band.left + BAR * self.unit) for band in bands])


def _filled(pen: Pen, boxes: Sequence[Rect]) -> Area:
    """Return rectangles as one area."""
    corners = [
        [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)] for left, top, right, bottom in boxes
    ]
    return pen.area(np.array(corners, dtype=np.float64).reshape(-1, 2), np.arange(0, 5 * len(boxes) + 1, 5))
