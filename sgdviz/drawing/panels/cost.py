"""The cost panel: the cost over one parameter as a valley, with a ball at the current parameter."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.cost_valley import CostValley, check_valley
from sgdviz.drawing.panels.limits import same_cost_runs
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.arrow import arrow
from sgdviz.drawing.plot.numbers import fixed
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.recording import Recording

LONGEST, SHORTEST = 96.0, 6.0
"""Reference pixels of the arrow of the steepest slope in the plot; others are in proportion, and the shortest are left
out."""

BESIDE = 10.0
"""Reference pixels between the curve and the arrow of its slope."""

STEP = 2.7
"""The radius of the mark of a step in reference pixels: it stands out of the curve on both sides without hiding it."""


class CostPanel(Panel):
    """The cost as a curve over the one parameter, the steps of the run on it, and a ball at the current row.

    An arrow beside the ball points down the tangent; its length is in proportion to the slope.
    """

    name: ClassVar[str] = "cost"
    heading: ClassVar[str] = "Cost"
    width: ClassVar[float] = 400.0
    shows_step: ClassVar[bool] = True
    needs_landscape: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        check_valley(recording)
        self._valley = CostValley(self, same_cost_runs(recording, self.axis_runs), self.theme.data)
        self._plot = self._valley.plot
        self._balls = self._valley.balls(recording)
        self._recorded = np.flatnonzero(recording.recorded[: self.shown_rows]).tolist()
        self._write = fixed(recording.params[: self.shown_rows, 0])
        theme = self.theme
        self._ball, self._slope = self.pen("now", theme.line), self.pen("slope", theme.accent)
        self._leap, self._step = self.pen("leap", theme.trail[0]), self.pen("step_taken", theme.line)
        self._off, self._word = self.pen("off", theme.ink), self.pen("slope.word", theme.accent_ink)
        self._steepest = float(np.abs(self._valley.slopes[np.isfinite(self._valley.slopes)]).max(initial=0.0)) or 1.0

    def static(self) -> Iterable[Mark]:
        """Return the valley, the heading, the axes and their labels."""
        yield self.header.title(aside=self.header.last_step())
        yield from self._valley.marks()

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the earlier places of the ball, and its leaps: a step that is too large crosses the valley."""
        unit, area, recorded = self.unit, self._plot.area, self._recorded
        for place in range(max(bisect_left(recorded, first), 1), bisect_left(recorded, last)):
            leap = self._balls[[recorded[place - 1], recorded[place]]]
            if self._valley.crosses(leap):
                yield self._leap.stroke(leap, SIZES.trail * unit, area)
            yield self._step.dots(leap[:1], STEP * unit, clip=area)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the arrow of the slope and the ball."""
        theme, unit = self.theme, self.unit
        ball = self._balls[row]
        if self._plot.contains(ball):
            yield from self._arrow(ball)
            yield self._ball.dots(
                ball[None], SIZES.now * 1.5 * unit, edge=theme.background, edge_width=SIZES.halo * unit
            )
            yield self._distance(row, ball)
        elif np.isfinite(ball).all():
            yield self._outside(row, ball)

    def _arrow(self, ball: NDArray[np.float64]) -> Iterable[Mark]:
        """Yield the arrow down the tangent, on the outer side of the valley."""
        slope = self._valley.slope_at(ball[0])
        length = min(abs(slope) / self._steepest, 1.0) * LONGEST * self.unit
        if not length >= SHORTEST * self.unit:
            return
        ahead = np.array([1.0, slope]) * np.sign(slope) / np.hypot(1.0, slope)
        outwards = np.array([-ahead[1], ahead[0]]) * np.sign(slope)
        start = ball + outwards * BESIDE * self.unit
        ends = np.stack([start, start + ahead * length])
        yield from self._slope_word(ends, outwards)
        yield from arrow(self._slope, ends, SIZES.residual * self.unit, self._plot.area)

    def _slope_word(self, arrow: NDArray[np.float64], outwards: NDArray[np.float64]) -> Iterable[Text]:
        """Yield the word beside a long arrow, on its outer side, where it has room in the plot."""
        text, size, area = self.words.slope, SIZES.label * self.unit, self._plot.area
        width = face(size).width(text)
        x, y = arrow.mean(axis=0) + outwards * 0.8 * size
        left, y = x if outwards[0] > 0 else x - width, y + 0.36 * size
        is_long = np.hypot(*(arrow[1] - arrow[0])) > 2 * size
        if is_long and area.left <= left and left + width <= area.right and y <= area.bottom:
            yield self._word.text(text, left, y, size)

    def _distance(self, row: int, ball: NDArray[np.float64]) -> Text:
        """Return how far the predictions are off, in the unit of the target, inside the valley beside the ball.

        Without data it is the cost.
        """
        has_data = self.recording.cost_kind != "function value"
        phrase = self.words.off_by if has_data else self.words.cost_is
        text = phrase.format(number=self._valley.off(float(self.recording.cost[row])))
        size, aside, area = SIZES.label * self.unit, SIZES.now * 2.6 * self.unit, self._plot.area
        width = face(size, bold=True).width(text)
        left = ball[0] + aside if ball[0] <= self._valley.lowest else ball[0] - aside - width
        left = float(min(max(left, area.left), area.right - width))
        curve = self._valley.points
        over = curve[(curve[:, 0] >= left) & (curve[:, 0] <= left + width), 1]
        y = min(ball[1], over.min(initial=np.inf)) - 0.6 * size
        return self._off.text(text, left, float(max(y, area.top + size)), size, bold=True)

    def _outside(self, row: int, ball: NDArray[np.float64]) -> Text:
        """Return at the upper edge of the plot where the ball is that has left it: its parameter, and an arrow."""
        size, area = SIZES.label * self.unit, self._plot.area
        name = self._weight(row)
        y = area.top + 1.4 * size
        left, right = self._valley.inner_edges(y + 0.5 * size)
        if ball[0] > area.right:
            return self._off.text(f"{name} →", right - 0.5 * size, y, size, bold=True, anchor="right")
        if ball[0] < area.left:
            return self._off.text(f"← {name}", left + 0.5 * size, y, size, bold=True)
        return self._off.text(f"{name} ↑", ball[0], y, size, bold=True, anchor="middle")

    def labels(self, row: int) -> Iterable[Text]:
        """Return the parameter and the step."""
        yield from self.readout(row, self._weight(row))
        yield self.header.step(row)

    def _weight(self, row: int) -> str:
        value = self.words.number(self._write(float(self.recording.params[row, 0])))
        return f"{self.recording.param_names[0]} = {value}"
