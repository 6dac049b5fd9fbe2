"""The board of a race: the runs in the order in which they arrive at the lowest cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.free_place import corner
from sgdviz.drawing.plot.short_names import short_names
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.recording.arrival import arrival_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect, Text
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.pens import Pen

LINE = 1.3
"""The distance of baselines, as a multiple of the size of type."""

LONGEST = 150.0
"""Reference pixels for a name on the board."""

INSET, GAP = 9.0, 9.0
"""Reference pixels between the board and the edge of the plot, and between its columns."""


class ArrivalPens(NamedTuple):
    """The pens of a board: for its words, and for the name of each run."""

    words: Pen
    names: Sequence[Pen]


class Arrivals:
    """The board of `panel`, whose runs have `names` and `pens`: it has room from the start for all that arrive.

    It stands in the corner of `area` where it covers none of the `reserved` rectangles, if it can, and the fewest of
    the (K, 2) points `taken`. `place` is None where no run arrives or the board has no room, and `first_row` the
    leader's row from which on the board is shown.
    """

    def __init__(
        self,
        panel: Panel,
        names: Sequence[str],
        pens: ArrivalPens,
        lowest: float,
        area: Rect,
        taken: NDArray[np.float64],
        reserved: Sequence[Rect],
    ) -> None:
        assert panel.comparison is not None
        unit, self._size = panel.unit, SIZES.label * panel.unit
        self.place: Rect | None = None
        self._lines: list[tuple[int, tuple[Text, ...]]] = []
        rows = {number: arrival_row(run, lowest) for number, run in enumerate(panel.runs)}
        arrived = sorted(
            (int(panel.runs[number].step[row]), number, row) for number, row in rows.items() if row is not None
        )
        if not arrived:
            return
        type_face, bold = face(self._size), face(self._size, bold=True)
        shown = short_names(names, self._size, LONGEST * unit, bold=True)
        digits = max(type_face.width(str(step), tabular=True) for step, *_ in arrived)
        rank_width = type_face.width("0", tabular=True) + GAP * unit
        names_width = max(bold.width(shown[number]) for _, number, _ in arrived)
        width = max(rank_width + names_width + 2 * GAP * unit + digits, type_face.width(panel.words.arrived_at))
        height = (len(arrived) + 1) * LINE * self._size
        inner = area.inset(INSET * unit)
        if width > inner.width or height > inner.height:
            return
        self.place = place = corner(width, height, inner, taken, reserved)
        self._heading = pens.words.text(
            panel.words.arrived_at, place.right, place.top + self._size, self._size, anchor="right"
        )
        for line, (step, number, row) in enumerate(arrived, 1):
            y = place.top + self._size * (1 + LINE * line)
            rank = 1 + sum(other < step for other, *_ in arrived)
            first = int(np.searchsorted(panel.comparison.rows(panel.runs[number]), row))
            texts = (
                pens.words.text(str(rank), place.left, y, self._size, tabular=True),
                pens.names[number].text(shown[number], place.left + rank_width, y, self._size, bold=True),
                pens.words.text(str(step), place.right, y, self._size, anchor="right", tabular=True),
            )
            self._lines.append((first, texts))

    @property
    def first_row(self) -> int:
        """The leader's row at which the first run arrives."""
        return self._lines[0][0]

    def at(self, row: int) -> Iterable[Text]:
        """Yield the lines of the runs that have arrived by the leader's `row`, below a heading."""
        for number, (first, texts) in enumerate(self._lines):
            if row >= first:
                if number == 0:
                    yield self._heading
                yield from texts
