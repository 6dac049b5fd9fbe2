"""The cost of several runs over one parameter: a ball for each on one curve."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.cost import STEP, CostPanel
from sgdviz.drawing.panels.cost_valley import CostValley, check_valley
from sgdviz.drawing.panels.overlaid_runners import OverlaidRunners
from sgdviz.drawing.panels.runner import BALL, FADED
from sgdviz.drawing.plot.free_place import sampled
from sgdviz.drawing.plot.name_places import NamePlaces
from sgdviz.drawing.plot.numbers import fixed
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.recording import Recording

BELOW = 0.16
"""The distance that the axis reaches below the costs, as a share of their span: room for names."""

LINE = 1.35
"""The distance of baselines at the edge of the plot, as a multiple of the size of type."""


class OverlaidCost(OverlaidRunners):
    """The cost as a curve over the one parameter, and for each run its steps and a ball with its name.

    A ball that has left the plot is written at the edge where it has gone.
    """

    name: ClassVar[str] = "cost"
    heading: ClassVar[str] = CostPanel.heading
    width: ClassVar[float] = CostPanel.width
    least: ClassVar[tuple[float, float]] = (400.0, 220.0)
    needs_landscape: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._valley = CostValley(self, self._shared, self.theme.muted, BELOW)
        self._plot = self._valley.plot
        self._balls = [self._valley.balls(run) for run in self.runs]
        self._values = [fixed(run.params[: run.shown_rows, 0]) for run in self.runs]
        theme, colors = self.theme, [pen.color for pen in self._run_pens]
        self._faded = [
            self.pen(f"run.{number}.steps", theme.faded(color, FADED)) for number, color in enumerate(colors, 1)
        ]
        self._name_pens = [self.pen(f"name.{number}", theme.words(color)) for number, color in enumerate(colors, 1)]
        width = [face(self._size, bold=True).width(label) for label in self._labels]
        shown = np.stack([balls[rows] for balls, rows in zip(self._balls, self._rows, strict=True)])
        radius, tails = SIZES.now * BALL * self.unit, np.arange(shown.shape[1])
        drawn = sampled([self._valley.points, *(leap for balls in self._balls for leap in self._leaps(balls))])
        self._places = NamePlaces(shown, width, self._size, radius, self._plot.area, (), tails, drawn)

    @staticmethod
    def check_run(recording: Recording) -> None:
        """Raise `InputError` for a run without a landscape over one parameter."""
        check_valley(recording)

    def static(self) -> Iterable[Mark]:
        """Return the valley, the heading, the axes and their labels."""
        yield self.header.title(aside=self.header.blank())
        yield from self._valley.marks()

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the earlier places of each ball, and its leaps, row by row, so that ranges can be cut anywhere."""
        for row in range(max(first, 1), min(last, self.shown_rows)):
            for number, (run, rows) in enumerate(zip(self.runs, self._rows, strict=True)):
                begin, end = int(rows[row - 1]) + 1, int(rows[row]) + 1
                for own in (np.flatnonzero(run.recorded[begin:end]) + begin).tolist():
                    yield from self._step(number, own)

    def _leaps(self, balls: NDArray[np.float64]) -> Iterable[NDArray[np.float64]]:
        """Yield the steps between `balls` that cross the valley inside the plot, (2, 2) each."""
        for ends in pairwise(balls):
            if any(map(self._plot.contains, ends)) and self._valley.crosses(np.stack(ends)):
                yield np.stack(ends)

    def _step(self, number: int, own: int) -> Iterable[Mark]:
        """Yield the place of a ball before the recorded row `own`, and a leap from there."""
        before = int(np.flatnonzero(self.runs[number].recorded[:own])[-1])
        step, pen, area = self._balls[number][[before, own]], self._faded[number], self._plot.area
        if self._valley.crosses(step):
            yield pen.stroke(self._dashes(step, number).cut(step, 0), SIZES.trail * self.unit, area)
        yield self._run_pens[number].dots(step[:1], STEP * self.unit, clip=area)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the balls, their names, and what has left the plot."""
        unit, gone = self.unit, []
        for number, rows in enumerate(self._rows):
            ball = self._balls[number][int(rows[row])]
            if self._plot.contains(ball):
                yield self._run_pens[number].dots(
                    ball[None], SIZES.now * BALL * unit, edge=self.theme.background, edge_width=SIZES.halo * unit
                )
            elif np.isfinite(ball).all():
                gone.append(number)
        yield from self._names(row)
        yield from self._outside(gone, row)

    def _outside(self, numbers: list[int], row: int) -> Iterable[Text]:
        """Yield the name and the parameter of each ball that has left the plot, at the edge where it has gone."""
        area, size = self._plot.area, self._size
        lines = {"left": 0, "right": 0}
        for number in numbers:
            own = int(self._rows[number][row])
            value = self.words.number(self._values[number](float(self.runs[number].params[own, 0])))
            name = f"{self._labels[number]}: {self.recording.param_names[0]} = {value}"
            side = "left" if self._balls[number][own, 0] < (area.left + area.right) / 2 else "right"
            y = area.top + size * (1.4 + LINE * lines[side])
            lines[side] += 1
            left, right = self._valley.inner_edges(y + 0.5 * size)
            if side == "left":
                yield self._name_pens[number].text(f"← {name}", left + 0.5 * size, y, size, bold=True)
            else:
                yield self._name_pens[number].text(f"{name} →", right - 0.5 * size, y, size, bold=True, anchor="right")
