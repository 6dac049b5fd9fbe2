"""The cost panel: the cost over one parameter as a valley, with a ball at the current parameter."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.limits import same_cost_runs
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.numbers import fixed
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.recording import Recording

HALF_TANGENT = 62.0
"""Reference pixels of the tangent on each side of the ball."""

HEADROOM = 0.06
"""The distance that the axis reaches past the costs, as a share of their span."""

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
        self._plot = Plot(
            self.plot_area,
            linear_axis(float(weights[0]), float(weights[-1]), reach=False),
            linear_axis(-top * HEADROOM, top, reach=False),
        )
        self._valley = self._plot.place(weights, costs)
        self._slopes = np.gradient(self._valley[:, 1], self._valley[:, 0])
        self._balls = self._plot.place(recording.params[: self.shown_rows, 0], recording.cost[: self.shown_rows])
        self._recorded = np.flatnonzero(recording.recorded[: self.shown_rows]).tolist()
        self._write = fixed(recording.params[: self.shown_rows, 0])
        theme = self.theme
        self._ball, self._tangent = self.pen("now", theme.line), self.pen("tangent", theme.accent)
        self._path = self.pen("path", theme.trail[0])
        self._curve = self.pen("valley", theme.data, static=True)

    def static(self) -> Iterable[Mark]:
        """Return the valley, the heading, the axes and their labels."""
        yield self.header.title(aside=self.header.last_step())
        name, kind = self.recording.param_names[0], self.recording.cost_kind
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=self.param_label(name), y_label=kind)
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

    def labels(self, row: int) -> Iterable[Text]:
        """Return the parameter and the step."""
        name = self.recording.param_names[0]
        yield from self.readout(row, f"{name} = {self._write(float(self.recording.params[row, 0]))}")
        yield self.header.step(row)
