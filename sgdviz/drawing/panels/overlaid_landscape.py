"""The landscape of several runs: a race down one field of costs."""

from __future__ import annotations

from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.arrivals import ArrivalPens, Arrivals
from sgdviz.drawing.panels.cost_field import CROSS, CostField
from sgdviz.drawing.panels.landscape import LandscapePanel, check_landscape
from sgdviz.drawing.panels.overlaid_runners import OverlaidRunners
from sgdviz.drawing.panels.runner import BALL, FADED, TAIL, Runner, runner_pens
from sgdviz.drawing.plot.free_place import sampled
from sgdviz.drawing.plot.name_places import NamePlaces
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.theme import PALEST_OF_TRAIL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.recording import Recording


class OverlaidLandscape(OverlaidRunners):
    """Contours of the cost, the path of every run with its name at its end, and a board with the order of arrival."""

    name: ClassVar[str] = "landscape"
    heading: ClassVar[str] = LandscapePanel.heading
    width: ClassVar[float] = LandscapePanel.width
    least: ClassVar[tuple[float, float]] = (360.0, 270.0)
    needs_landscape: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        assert self.comparison is not None
        colors = [pen.color for pen in self._run_pens]
        faded = [self.theme.faded(color, FADED) for color in colors]
        self._field = CostField(self, self._shared, faded, PALEST_OF_TRAIL)
        self._plot = self._field.plot
        self._steps = float(self.comparison.last_step - self.recording.step[0])
        pens = [runner_pens(self, number, color) for number, color in enumerate(colors, 1)]
        self._runners = [
            Runner(run, rows, self._plot, self, own, dash, self._steps)
            for run, rows, own, dash in zip(self.runs, self._rows, pens, cycle(self.theme.dashes), strict=False)
        ]
        words = partial(self.theme.words, over=self.theme.data, depth=self._field.depth)
        self._name_pens = [self.pen(f"name.{number}", words(color)) for number, color in enumerate(colors, 1)]
        self._quiet_words = words(self.theme.muted)
        self._word = self.pen("cross.label", self._quiet_words, static=True)
        self._words = self._words_below_crosses()
        self._board = self._arrivals()
        self._places = self._name_places()

    @staticmethod
    def check_run(recording: Recording) -> None:
        """Raise `InputError` for a run without a landscape over two parameters."""
        check_landscape(recording)

    def static(self) -> Iterable[Mark]:
        """Return the bands, the cross at the lowest cost, the heading, the axes and their labels."""
        yield from self._field.areas()
        yield from self._field.cross()
        for word, place in self._words:
            yield self._word.text(word, place.left, place.top + self._size, self._size)
        yield self.header.title(aside=self.header.blank())
        first, second = map(self.param_label, self.recording.param_names)
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=first, y_label=second, lines=False)

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the pieces that each path finishes, row by row, so that ranges of rows can be cut anywhere."""
        for row in range(max(first, 1), min(last, self.shown_rows)):
            for runner in self._runners:
                yield from runner.added(row)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return all tails, above them all balls, and above those the names and the board."""
        moment = float(self.recording.moment[row])
        for runner in self._runners:
            yield from runner.tail(row, moment)
        for runner in self._runners:
            yield from runner.ball(row)
        yield from self._names(row)
        if self._board is not None:
            yield from self._board.at(row)

    def _words_below_crosses(self) -> list[tuple[str, Rect]]:
        """Return the words below each cross with their places, as far as they have room in the plot."""
        crosses = [(self.words.lowest_cost, self._field.lowest)] if self._field.lowest is not None else []
        crosses += [(self.words.saddle, saddle) for saddle in self._field.saddles]
        area, found = self._plot.area, []
        for word, (x, y) in crosses:
            width, top = face(self._size).width(word), y + (CROSS + 2) * self.unit
            place = Rect(x - width / 2, top, x + width / 2, top + 1.3 * self._size)
            if area.left <= place.left and place.right <= area.right and place.bottom <= area.bottom:
                found.append((word, place))
        return found

    def _arrivals(self) -> Arrivals | None:
        """Return the board; None where the lowest cost is not known."""
        if self._field.lowest_cost is None:
            return None
        lowest = min(self._field.lowest_cost, *(float(np.nanmin(run.cost)) for run in self.runs))
        places = [place for _, place in self._words]
        taken = [sampled([runner.path for runner in self._runners]), self._field.saddles]
        if self._field.lowest is not None:
            taken.append(self._field.lowest[None])
        pens = ArrivalPens(self.pen("board", self._quiet_words), self._name_pens)
        return Arrivals(self, self._labels, pens, lowest, self._plot.area, np.concatenate(taken), places)

    def _name_places(self) -> NamePlaces:
        """Return the places of the names, apart from the board, the crosses and the words below them."""
        crosses = [*([] if self._field.lowest is None else [self._field.lowest]), *self._field.saddles]
        arm = CROSS * self.unit
        reserved = [(0, Rect(x - arm, y - arm, x + arm, y + arm)) for x, y in crosses]
        reserved += [(0, place) for _, place in self._words]
        if self._board is not None and self._board.place is not None:
            reserved.append((self._board.first_row, self._board.place))
        type_face, moments = face(self._size, bold=True), self.recording.moment
        return NamePlaces(
            np.stack([runner.balls for runner in self._runners]),
            [type_face.width(label) for label in self._labels],
            self._size,
            SIZES.now * BALL * self.unit,
            self._plot.area,
            reserved,
            np.searchsorted(moments, moments - TAIL * self._steps),
        )
