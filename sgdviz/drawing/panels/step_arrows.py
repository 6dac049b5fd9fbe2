"""The arrows of a backward pass: how each parameter is about to move the line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.arrow import arc, arrow
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
"""Reference pixels between an arrow of the gradient and that of what is carried over."""

LEAST_LENGTH = 0.5
"""The least length of an arrow in reference pixels: a shorter one would not be seen and is left out."""

LEAST_RADIUS = 30.0
"""The least distance of a turning arrow from its pivot in reference pixels."""


class StepArrow(NamedTuple):
    """One arrow: (K, 2) `points` in pixels, its parameter's number, and whether it shows what is carried over."""

    points: NDArray[np.float64]
    param: int
    carried: bool


class StepArrows:
    """The arrows of the steps of a run over the plot of its fit.

    A parameter that turns the line has an arc at the line's end, one that lifts it an upright arrow at x = 0. An arrow
    is as long as its step times the effect of the parameter (see `Effect`), for a turn at one `arm` from the pivot,
    measured on the y axis and magnified by a factor that all arrows of a step share.
    """

    def __init__(self, recording: Recording, effects: Sequence[Effect], plot: Plot, unit: float) -> None:
        self._recording, self._effects, self._plot, self._unit = recording, effects, plot, unit
        self._ends = recording.grid[[0, -1], 0]

    def arm(self, effect: Effect) -> float:
        """Return the distance from the pivot at which a turn is measured: the power of ten below the line's reach."""
        if effect.pivot is None:
            return 1.0
        reach = float(np.abs(self._ends - effect.pivot).max())
        return 10.0 ** math.floor(math.log10(reach))

    def factor(self, update: Update) -> float:
        """Return the factor that all arrows of a step share: 1, 2 or 5 times a power of ten; 1 where nothing moves."""
        longest = float(np.abs([self._gradient_moves(update), self._carried_moves(update)]).max())
        if not 0 < longest < math.inf:
            return 1.0
        most = LONGEST * self._unit / longest
        power = 10.0 ** math.floor(math.log10(most))
        return power * next(nice for nice in (5.0, 2.0, 1.0) if power * nice <= most * (1 + 1e-9))

    def arrows(self, update: Update, share: float = 1.0) -> list[StepArrow]:
        """Return the arrows of a step, each grown to a `share` of its length; none for a step of zero."""
        factor = self.factor(update)
        found = []
        for moves, carried in ((self._gradient_moves(update), False), (self._carried_moves(update), True)):
            for number, length in enumerate(moves * factor):
                if abs(length) >= LEAST_LENGTH * self._unit:
                    points = self._points(update, number, float(length) * share, aside=BESIDE * self._unit * carried)
                    found.append(StepArrow(points, number, carried))
        return found

    def start(self, update: Update, number: int) -> NDArray[np.float64]:
        """Return the (2,) point of the line at which the arrow of parameter `number` begins."""
        length = float((self._gradient_moves(update) + self._carried_moves(update))[number])
        point: NDArray[np.float64] = self._points(update, number, length or 1.0)[0]
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
        moved = np.array(
            [effect.constant if effect.pivot is None else effect.slope * self.arm(effect) for effect in self._effects]
        )
        return steps * (moved * a_unit)

    def _points(self, update: Update, number: int, length: float, aside: float = 0.0) -> NDArray[np.float64]:
        """Return the points of an arrow `length` pixels long, `aside` from where it would stand alone."""
        pivot = self._effects[number].pivot
        if pivot is None:
            x = self._lifted_at(update) + aside
            y = self._height(update, x)
            return np.array([[x, y], [x, y - length]])
        center = np.array([self._plot.place(pivot, 0.0)[0, 0], 0.0])
        center[1] = self._height(update, center[0])
        ways = [arc(center, start, length) for start in self._outer_points(update, center, aside)]
        return min(ways, key=self._outside)

    def _lifted_at(self, update: Update) -> float:
        """Return the place of upright arrows: at x = 0, or in the middle, or the nearest where the line is seen."""
        area = self._plot.area
        x = float(self._plot.place(0.0, 0.0)[0, 0])
        x = x if area.left <= x <= area.right else (area.left + area.right) / 2
        places = [x, *sorted(np.linspace(area.left, area.right, 41).tolist(), key=lambda place: abs(place - x))]
        return next((x for x in places if area.top <= self._height(update, x) <= area.bottom), x)

    def _outer_points(self, update: Update, center: NDArray[np.float64], aside: float) -> Iterable[NDArray[np.float64]]:
        """Yield a point of the line near either end, inside the plot; the one further right first."""
        area, room = self._plot.area, ROOM * self._unit

        def inner(x: float) -> bool:
            return area.left <= x <= area.right and area.top + room <= self._height(update, x) <= area.bottom - room

        found = []
        for edge in (area.right - room, area.left + room):
            places = [edge + (center[0] - edge) * share for share in np.linspace(0.0, 1.0, 41)]
            x = next((x for x in places if inner(x)), edge)
            found.append(np.array([x - np.sign(x - center[0]) * aside, 0.0]))
            found[-1][1] = self._height(update, found[-1][0])
        wide = [point for point in found if np.hypot(*(point - center)) >= LEAST_RADIUS * self._unit]
        yield from wide or found[:1]

    def _height(self, update: Update, x: float) -> float:
        """Return the height in pixels of the line before the step at `x` pixels."""
        places = self._plot.place(self._ends, self._recording.grid_predictions[update.before][[0, -1]])
        slope = (places[1, 1] - places[0, 1]) / (places[1, 0] - places[0, 0])
        return float(places[0, 1] + (x - places[0, 0]) * slope)

    def _outside(self, points: NDArray[np.float64]) -> int:
        """Return how many of `points` lie outside the plot."""
        area = self._plot.area
        inside = (points[:, 0] >= area.left) & (points[:, 0] <= area.right)
        inside &= (points[:, 1] >= area.top) & (points[:, 1] <= area.bottom)
        return int((~inside).sum())
