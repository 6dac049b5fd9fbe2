"""The arrows of a backward pass: how each parameter is about to move the line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.arrow import arc, arrow
from sgdviz.drawing.plot.free_place import sampled
from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.recording import Recording
    from sgdviz.recording.effects import Effect
    from sgdviz.recording.update import Update

LONGEST = 62.0
"""The largest length of an arrow in reference pixels."""

ROOM = 12.0
"""Reference pixels that an arrow keeps from the edge of the plot."""

BESIDE = 9.0
"""Reference pixels between the arrow of the gradient and the arrow of the momentum term."""

NAME_BEYOND = 13.0
"""Reference pixels from the tip of an arrow to the middle of its name."""

LEAST_LENGTH = 0.5
"""The least length of an arrow in reference pixels: a shorter one would not be seen and is left out."""

HALF_NAME = 28.0
"""Half of the width of a name with its step, in reference pixels."""

LEAST_RADIUS, MOST_RADIUS = 30.0, 1e5
"""The least and the largest distance of a turning arrow from its pivot in reference pixels; others are upright."""


class StepArrow(NamedTuple):
    """One arrow: (K, 2) `points` in pixels, its parameter's number, and whether it shows the momentum term."""

    points: NDArray[np.float64]
    param: int
    carried: bool


class StepArrows:
    """The arrows of the steps of a run over the plot of its fit.

    A parameter that turns the line has an arc at the line's end, one that lifts it an upright arrow at x = 0. An arrow
    is as long as the step of its parameter, measured on the y axis and magnified by a factor that all arrows of a step
    share. Steps of standardized parameters are measured in standard deviations of y.
    """

    def __init__(
        self,
        recording: Recording,
        effects: Sequence[Effect],
        plot: Plot,
        centers: NDArray[np.float64],
        unit: float,
    ) -> None:
        self._recording, self._effects, self._plot, self._unit = recording, effects, plot, unit
        self._centers = centers
        self._ends = recording.grid[[0, -1], 0]
        self._factors: dict[int, float] = {}
        self._step_unit = float(np.std(recording.dataset.y)) or 1.0 if recording.standardized else 1.0

    def factor(self, update: Update) -> float:
        """Return the factor that all arrows of a step share: 1, 2 or 5 times a power of ten; 1 where nothing moves.

        It is the largest at which no arrow is too long, or the one below, where more of the arrows is seen with that.
        """
        if update.row not in self._factors:
            longest = float(np.abs([self._gradient_moves(update), self._carried_moves(update)]).max())
            if not 0 < longest < math.inf:
                return 1.0
            fitting = _nice_up_to(LONGEST * self._unit / longest)
            ways = {
                factor: self._hidden(update, self._arrows(update, factor))
                for factor in (fitting, _nice_up_to(fitting / 1.5))
            }
            self._factors[update.row] = min(ways, key=lambda factor: (ways[factor], -factor))
        return self._factors[update.row]

    def arrows(self, update: Update, share: float = 1.0) -> list[StepArrow]:
        """Return the arrows of a step, each grown to a `share` of its length; none for a step of zero."""
        return self._arrows(update, self.factor(update), share)

    def _arrows(self, update: Update, factor: float, share: float = 1.0) -> list[StepArrow]:
        found = []
        for moves, carried in ((self._gradient_moves(update), False), (self._carried_moves(update), True)):
            for number, length in enumerate(moves * factor):
                if abs(length) >= LEAST_LENGTH * self._unit:
                    points = self._points(update, number, float(length), share, BESIDE * self._unit * carried)
                    found.append(StepArrow(points, number, carried))
        return found

    def name_place(self, arrow: StepArrow) -> NDArray[np.float64]:
        """Return the (2,) middle of the name of a parameter, just beyond the tip of its arrow."""
        ahead = arrow.points[-1] - arrow.points[-2]
        beyond: NDArray[np.float64] = arrow.points[-1] + ahead / np.hypot(*ahead) * NAME_BEYOND * self._unit
        return beyond

    def start(self, update: Update, number: int) -> NDArray[np.float64]:
        """Return the (2,) point of the line at which the arrow of parameter `number` begins."""
        length = float((self._gradient_moves(update) + self._carried_moves(update))[number])
        point: NDArray[np.float64] = self._points(
            update, number, math.copysign(max(abs(length), 1.0), length), 1.0, 0.0
        )[0]
        return point

    def marks(self, update: Update, share: float, gradient: Pen, carried: Pen) -> Iterable[Mark]:
        """Yield the marks of all arrows."""
        for step in self.arrows(update, share):
            pen = carried if step.carried else gradient
            yield from arrow(pen, step.points, SIZES.residual * self._unit, self._plot.area)

    def _gradient_moves(self, update: Update) -> NDArray[np.float64]:
        """Return the (P,) signed lengths in pixels, not magnified, of what the gradient causes."""
        return self._in_pixels(update.step - update.carried)

    def _carried_moves(self, update: Update) -> NDArray[np.float64]:
        return self._in_pixels(update.carried)

    def _in_pixels(self, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        a_unit = float(np.ptp(self._plot.heights([0.0, 1.0])))
        signs = np.array([np.sign(effect.slope or effect.constant) for effect in self._effects])
        pixels: NDArray[np.float64] = steps * signs * (self._step_unit * a_unit)
        return pixels

    def _points(self, update: Update, number: int, length: float, share: float, aside: float) -> NDArray[np.float64]:
        """Return the points of a `share` of an arrow `length` pixels long, `aside` from where it would stand alone."""
        area, pivot = self._plot.area, self._effects[number].pivot
        if pivot is None:
            x = float(self._plot.place(0.0, 0.0)[0, 0])
            x = (x if area.left <= x <= area.right else (area.left + area.right) / 2) + aside
            return self._upright(self._inside(update, x), length * share)
        center = np.array([self._plot.place(pivot, 0.0)[0, 0], 0.0])
        center[1] = self._height(update, center[0])
        starts = [self._outer_point(update, center[0], edge, aside) for edge in (area.right, area.left)]
        radii = [float(np.hypot(*(start - center))) for start in starts]
        bounds = LEAST_RADIUS * self._unit, MOST_RADIUS * self._unit
        far = [start for start, radius in zip(starts, radii, strict=True) if bounds[0] <= radius <= bounds[1]]
        if not far:
            return self._upright(starts[0], length * share)
        whole = [StepArrow(arc(center, start, length), number, carried=False) for start in far]
        best = min(range(len(far)), key=lambda place: self._hidden(update, [whole[place]]))
        return arc(center, far[best], length * share)

    def _upright(self, start: NDArray[np.float64], length: float) -> NDArray[np.float64]:
        return np.stack([start, start - [0.0, length]])

    def _outer_point(self, update: Update, pivot: float, edge: float, aside: float) -> NDArray[np.float64]:
        """Return the point of the line nearest to an `edge` of the plot, `aside` from there towards the `pivot`.

        All in pixels; a line that does not cross this part of the plot has the point of the plot nearest to it.
        """
        area, room = self._plot.area, ROOM * self._unit
        end = edge + (room + aside) * np.sign((area.left + area.right) / 2 - edge)
        begin = min(max(pivot, area.left + room), area.right - room)
        places = np.linspace(end, begin, 41)
        heights = np.array([self._height(update, x) for x in places])
        inside = np.flatnonzero((heights >= area.top + room) & (heights <= area.bottom - room))
        return self._inside(update, float(places[inside[0] if inside.size else 0]))

    def _inside(self, update: Update, x: float) -> NDArray[np.float64]:
        """Return the point of the line at `x` pixels, moved up or down into the plot."""
        area, room = self._plot.area, ROOM * self._unit
        return np.array([x, min(max(self._height(update, x), area.top + room), area.bottom - room)])

    def _height(self, update: Update, x: float) -> float:
        """Return the height in pixels of the line before the step at `x` pixels."""
        places = self._plot.place(self._ends, self._recording.grid_predictions[update.before][[0, -1]])
        slope = (places[1, 1] - places[0, 1]) / (places[1, 0] - places[0, 0])
        return float(places[0, 1] + (x - places[0, 0]) * slope)

    def _hidden(self, update: Update, arrows: Sequence[StepArrow]) -> int:
        """Return how many points of the arrows that turn, and of their names, lie outside the plot or on other marks.

        These are the data and the bars of the errors. Arrows that lift have one place only.
        """
        turning = [arrow for arrow in arrows if self._effects[arrow.param].pivot is not None]
        if not turning:
            return 0
        half = np.linspace(-1, 1, 5)[:, None] * [HALF_NAME * self._unit, 0.0]
        points = np.concatenate([[*arrow.points[1:], *(self.name_place(arrow) + half)] for arrow in turning])
        area = self._plot.area
        inside = (points[:, 1] >= area.top) & (points[:, 1] <= area.bottom)  # names are moved in from the sides
        ends = self._centers[update.samples]
        heights = self._plot.heights(self._recording.predictions[update.before, update.samples])
        bars = sampled(np.stack([ends, np.column_stack([ends[:, 0], heights])], axis=1))
        taken = np.concatenate([self._centers, bars])
        apart = np.hypot(*(points[:, None] - taken).transpose(2, 0, 1)).min(axis=1, initial=np.inf)
        return int((~inside | (apart < SIZES.ring * self._unit)).sum())


def _nice_up_to(most: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that is at most `most`."""
    power = 10.0 ** math.floor(math.log10(most * (1 + 1e-9)))
    return power * next(nice for nice in (5.0, 2.0, 1.0) if power * nice <= most * (1 + 1e-9))
