"""The cost panel: the cost over one parameter as a valley, with a ball at the current parameter."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.limits import same_cost_runs
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.axis import linear_axis, root_axis
from sgdviz.drawing.plot.numbers import fixed, significant
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.recording import Recording

HALF_TANGENT = 62.0
"""Reference pixels of the tangent on each side of the ball."""

HEADROOM = 0.06
"""The distance that the axis reaches past the costs, as a share of their span."""

LABELS_APART = 22.0
"""The least distance of two labels of the cost in reference pixels."""

LEAP = 3.0
"""The distance in reference pixels from the curve, half-way along a step, from which on the step is drawn as a line."""


class CostPanel(Panel):
    """The cost as a curve over the one parameter, the path of the run on it, a ball at the current row, its tangent."""

    name: ClassVar[str] = "cost"
    heading: ClassVar[str] = "Cost"
    width: ClassVar[float] = 400.0
    shows_step: ClassVar[bool] = True
    needs_landscape: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        if len(recording.param_names) != 1 or not len(recording.landscape):
            raise InputError(
                "the cost panel needs a run of a model with one parameter, recorded with its landscape; "
                "leave it out of the panels"
            )
        runs = same_cost_runs(recording, self.axis_runs)
        weights, places = np.unique(np.concatenate([run.landscape[:, 0] for run in runs]), return_index=True)
        costs = np.concatenate([run.landscape_cost for run in runs])[places]
        top = float(costs[np.isfinite(costs)].max(initial=0.0)) * (1 + HEADROOM) or 1.0
        self._is_squared = recording.cost_kind == "mean squared error"
        self._plot = Plot(
            self.plot_area,
            linear_axis(float(weights[0]), float(weights[-1]), reach=False),
            self._cost_axis(-top * HEADROOM, top),
        )
        self._valley = self._plot.place(weights, costs)
        self._slopes = np.gradient(self._valley[:, 1], self._valley[:, 0])
        self._balls = self._plot.place(recording.params[: self.shown_rows, 0], recording.cost[: self.shown_rows])
        self._recorded = np.flatnonzero(recording.recorded[: self.shown_rows]).tolist()
        self._write = fixed(recording.params[: self.shown_rows, 0])
        theme = self.theme
        self._ball, self._tangent = self.pen("now", theme.line), self.pen("tangent", theme.accent)
        self._path = self.pen("path", theme.trail[0])
        self._off = self.pen("off", theme.ink)
        self._in_dollars = "$" in recording.dataset.target_name
        self._curve = self.pen("valley", theme.data, static=True)
        self._lowest = float(self._valley[np.argmax(self._valley[:, 1]), 0])

    def static(self) -> Iterable[Mark]:
        """Return the valley, the heading, the axes and their labels."""
        yield self.header.title(aside=self.header.last_step())
        words = self.words
        kind = words.root_mean_squared_error if self._is_squared else words.cost(self.recording.cost_kind)
        kind = words.in_dollars.format(cost=kind) if self._in_dollars else kind
        x_label = self.param_label(self.recording.param_names[0])
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=x_label, y_label=kind)
        yield self._curve.stroke(self._valley, SIZES.line * self.unit, self._plot.area)

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the earlier places of the ball, and its leaps: a step that is too large crosses the valley."""
        unit, area, recorded = self.unit, self._plot.area, self._recorded
        for place in range(max(bisect_left(recorded, first), 1), bisect_left(recorded, last)):
            leap = self._balls[[recorded[place - 1], recorded[place]]]
            x, y = leap.mean(axis=0)
            if abs(y - np.interp(x, *self._valley.T)) > LEAP * unit:
                yield self._path.stroke(leap, SIZES.trail * unit, area)
            yield self._path.dots(
                leap[:1], SIZES.now * 0.7 * unit, edge=self.theme.background, edge_width=unit, clip=area
            )

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the tangent and the ball."""
        theme, unit, area = self.theme, self.unit, self._plot.area
        ball = self._balls[row]
        if self._plot.contains(ball):
            slope = float(np.interp(ball[0], self._valley[:, 0], self._slopes))
            along = np.array([1.0, slope]) / np.hypot(1.0, slope) * HALF_TANGENT * unit
            yield self._tangent.stroke(np.stack([ball - along, ball + along]), SIZES.residual * unit, area)
            yield self._ball.dots(
                ball[None], SIZES.now * 1.5 * unit, edge=theme.background, edge_width=SIZES.halo * unit
            )
            yield self._distance(row, ball)
        elif np.isfinite(ball).all():
            yield self._outside(row, ball)

    def _cost_axis(self, low: float, high: float) -> Axis:
        """Return the axis of the cost; squares of errors are labelled with the errors."""
        if not self._is_squared:
            return linear_axis(low, high, reach=False)
        return root_axis(low, high, apart=LABELS_APART * self.unit / self.plot_area.height)

    def _distance(self, row: int, ball: NDArray[np.float64]) -> Text:
        """Return how far the predictions are off, in the unit of the target, inside the valley beside the ball."""
        cost = float(self.recording.cost[row])
        off = math.sqrt(cost) if self._is_squared else cost
        words = self.words
        number = words.number(f"{off:,.0f}" if self._in_dollars else significant(off))
        text = words.off_by.format(number=words.dollars.format(number=number) if self._in_dollars else number)
        size, aside, area = SIZES.label * self.unit, SIZES.now * 2.6 * self.unit, self._plot.area
        width = face(size, bold=True).width(text)
        left = ball[0] + aside if ball[0] <= self._lowest else ball[0] - aside - width
        left = float(min(max(left, area.left), area.right - width))
        over = self._valley[(self._valley[:, 0] >= left) & (self._valley[:, 0] <= left + width), 1]
        y = min(ball[1], over.min(initial=np.inf)) - 0.6 * size
        return self._off.text(text, left, float(max(y, area.top + size)), size, bold=True)

    def _outside(self, row: int, ball: NDArray[np.float64]) -> Text:
        """Return at the upper edge of the plot where the ball is that has left it: its parameter, and an arrow."""
        size, area = SIZES.label * self.unit, self._plot.area
        name = self._weight(row)
        y = area.top + 1.4 * size
        if ball[0] > area.right:
            return self._off.text(f"{name} →", area.right - 0.5 * size, y, size, bold=True, anchor="right")
        if ball[0] < area.left:
            return self._off.text(f"← {name}", area.left + 0.5 * size, y, size, bold=True)
        return self._off.text(f"{name} ↑", ball[0], y, size, bold=True, anchor="middle")

    def labels(self, row: int) -> Iterable[Text]:
        """Return the parameter and the step."""
        yield from self.readout(row, self._weight(row))
        yield self.header.step(row)

    def _weight(self, row: int) -> str:
        value = self.words.number(self._write(float(self.recording.params[row, 0])))
        return f"{self.recording.param_names[0]} = {value}"
