"""The values of a step beside its code: prediction, loss, gradients and new parameters, in fixed places."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.numbers import fixed, significant
from sgdviz.drawing.plot.step_words import decimals_for, rounded
from sgdviz.drawing.text import face
from sgdviz.recording.update import update_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording
    from sgdviz.recording.listing import LineMark, Phase, Quantity
    from sgdviz.recording.update import Update

MOST_CELLS = 3
"""The largest number of values beside a line."""

MOST_MEASURED = 40
"""The number of steps whose values are measured: the columns are wide enough for all of them."""

APART = 0.6
"""The distance between two values of a line, as a multiple of the size of the type."""

ROUNDING = 1.04
"""The addition to widths: in small type each character has whole pixels."""

REFERENCE = 100.0
"""The size of type in which widths are measured: they are kept as multiples of it."""


class Cell(NamedTuple):
    """The place of a value: an index of a line in the whole listing, the phase and the quantity, and its parameter.

    `right` is the distance of its right end from the margin, and `width` that from there to its left end, both as
    multiples of the size of the type.
    """

    line: int
    phase: Phase
    quantity: Quantity
    param: int
    right: float = 0.0
    width: float = 0.0


class CodeValues:
    """The values beside the lines of a recording's listing, as texts: of all quantities where steps are told.

    Without `explains` there are those of parameters alone.
    """

    def __init__(self, recording: Recording, words: Words, *, explains: bool) -> None:
        self._recording, self._words = recording, words
        before = recording.rows_before_divergence
        with np.errstate(all="ignore"):
            self._writers: list[Callable[[float], str]] = [fixed(own[:before]) for own in recording.params.T]
        # A standardized model predicts standardized targets; the recording has predictions in the units of the data.
        self._has_predictions = not recording.standardized or recording.cost_kind == "cross-entropy"
        rows = np.flatnonzero(recording.row_before[: recording.shown_rows] >= 0)
        measured = rows[np.unique(np.linspace(0, len(rows) - 1, MOST_MEASURED).astype(int))] if len(rows) else rows
        updates = [update for row in measured if (update := update_at(recording, int(row))) is not None]
        self.cells: dict[int, tuple[Cell, ...]] = {}
        """The cells of each line that has values, from right to left."""
        self.widths: dict[int, float] = {}
        """The width of all values of these lines, as a multiple of the size of the type."""
        for line, cells in _cells(recording).items():
            self._place(line, [cell for cell in cells if explains or cell.quantity == "parameter"], updates)

    def text(self, cell: Cell, update: Update) -> str:
        """Return the value of a cell in a step; empty where it is unknown."""
        recording, write = self._recording, self._words.number
        if cell.quantity == "parameter":
            return self.param(cell, update.row)
        if cell.quantity == "gradient":
            value = float(update.gradient[cell.param])
        elif cell.quantity == "loss":
            value = float(recording.loss[update.row])
        elif len(update.samples) != 1 or not self._has_predictions:
            return ""
        else:
            (sample,), (error,) = update.samples, update.errors
            prediction = float(recording.predictions[update.before, sample])
            return write(rounded(prediction, decimals_for(float(error))))
        return "" if np.isnan(value) else write(significant(value))

    def param(self, cell: Cell, row: int) -> str:
        """Return the value of a cell's parameter at a row."""
        return self._words.number(self._writers[cell.param](float(self._recording.params[row, cell.param])))

    def _place(self, line: int, cells: list[Cell], updates: list[Update]) -> None:
        """Give each of the `cells` of a line a column that is wide enough for its values."""
        measure, right, placed = face(REFERENCE, bold=True), 0.0, []
        for cell in reversed(cells):
            texts = self._widest(cell) if cell.quantity == "parameter" else [self.text(cell, own) for own in updates]
            width = max((measure.width(text, tabular=True) for text in texts), default=0.0) / REFERENCE
            if width:
                placed.append(cell._replace(right=right, width=width * ROUNDING))
                right += width * ROUNDING + APART
        if placed:
            self.cells[line], self.widths[line] = tuple(placed), right - APART

    def _widest(self, cell: Cell) -> list[str]:
        """Return the largest and the smallest value of a parameter before a divergence."""
        values = np.nan_to_num(self._recording.params[: self._recording.rows_before_divergence, cell.param])
        return [self.param(cell, int(row)) for row in (values.argmax(), values.argmin())]


def _cells(recording: Recording) -> dict[int, list[Cell]]:
    """Return the cells of each line with values, from left to right; a line with more than a few has none."""
    found: dict[int, list[Cell]] = defaultdict(list)
    for mark in recording.listing.marks:
        if mark.quantity:
            found[mark.line] += [
                Cell(mark.line, mark.phase, mark.quantity, param) for param in _params(recording.param_names, mark)
            ]
    return {line: cells for line, cells in found.items() if 0 < len(cells) <= MOST_CELLS}


def _params(names: tuple[str, ...], mark: LineMark) -> Iterator[int]:
    """Yield the numbers of the parameters that a mark is about: one by its name, or all elements of an array."""
    if mark.quantity in ("prediction", "loss"):
        yield -1
        return
    for number, name in enumerate(names):
        if not mark.name or name == mark.name or name.startswith(f"{mark.name}["):
            yield number
