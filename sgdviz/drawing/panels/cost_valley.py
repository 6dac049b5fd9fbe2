"""The cost over one parameter as a curve, with its axes, used by both cost panels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.axis import linear_axis, root_axis
from sgdviz.drawing.plot.numbers import money, significant
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.recording import Recording

HEADROOM = 0.06
"""The distance that the axis reaches past the costs, as a share of their span."""

LABELS_APART = 22.0
"""The least distance of two labels of the cost in reference pixels."""

LEAP = 3.0
"""The distance in reference pixels from the curve, half-way along a step, from which on the step is drawn as a line."""


class CostValley:
    """The cost of `runs`, which have one cost function, over their parameter, as static marks of `panel`.

    The curve has `color`, and the axis reaches past the costs by HEADROOM, and downwards by the share `below`.
    `points` (K, 2) and `slopes` (K,) are those of the curve in pixels, and `lowest` the x of its lowest point.
    """

    def __init__(self, panel: Panel, runs: Sequence[Recording], color: str, below: float = HEADROOM) -> None:
        self._panel, self._unit = panel, panel.unit
        recording = panel.recording
        weights, places = np.unique(np.concatenate([run.landscape[:, 0] for run in runs]), return_index=True)
        costs = np.concatenate([run.landscape_cost for run in runs])[places]
        top = float(costs[np.isfinite(costs)].max(initial=0.0)) * (1 + HEADROOM) or 1.0
        self._is_squared = recording.cost_kind == "mean squared error"
        self._in_dollars = recording.dataset.is_in_dollars
        sides = linear_axis(float(weights[0]), float(weights[-1]), reach=False)
        low = min(float(costs[np.isfinite(costs)].min(initial=0.0)), 0.0)  # a function may have values below zero
        bottom = low - (top - low) * below
        self.plot = Plot(panel.plot_area, sides, self._cost_axis(bottom, top, panel.plot_area.height))
        self.points = self.plot.place(weights, costs)
        self.slopes = np.gradient(self.points[:, 1], self.points[:, 0])
        self.lowest = float(self.points[np.argmax(self.points[:, 1]), 0])
        self._pen = panel.pen("valley", color, static=True)

    def marks(self) -> Iterable[Mark]:
        """Yield the axes, their labels and the curve."""
        panel, recording = self._panel, self._panel.recording
        words = panel.words
        kind = words.root_mean_squared_error if self._is_squared else words.cost(recording.cost_kind)
        kind = words.in_dollars.format(cost=kind) if self._in_dollars else kind
        longer = words.square_scale.format(cost=kind) if self._is_squared else kind
        fits = face(SIZES.label * self._unit).width(longer) <= self.plot.area.width
        kind = longer if fits else kind
        x_label = panel.param_label(recording.param_names[0])
        yield from self.plot.frame(panel.frame_pens, self._unit, x_label=x_label, y_label=kind)
        yield self._pen.stroke(self.points, SIZES.line * self._unit, self.plot.area)

    def balls(self, recording: Recording) -> NDArray[np.float64]:
        """Return the (T, 2) places of the shown rows of `recording` on the curve."""
        shown = slice(0, recording.shown_rows)
        return self.plot.place(recording.params[shown, 0], recording.cost[shown])

    def slope_at(self, x: float) -> float:
        """Return the slope of the curve at `x`, both in pixels and downwards."""
        return float(np.interp(x, self.points[:, 0], self.slopes))

    def crosses(self, step: NDArray[np.float64]) -> bool:
        """Return whether the step between both of the (2, 2) places crosses the valley rather than follows its side."""
        x, y = step.mean(axis=0)
        return bool(abs(y - np.interp(x, *self.points.T)) > LEAP * self._unit)

    def inner_edges(self, y: float) -> tuple[float, float]:
        """Return the left and the right end of the room inside the valley at the height `y`, in pixels."""
        area, (x, heights) = self.plot.area, self.points.T
        inside = x[(heights > y) & (x >= area.left) & (x <= area.right)]
        return (float(inside[0]), float(inside[-1])) if len(inside) else (area.left, area.right)

    def off(self, cost: float) -> str:
        """Return the number that says how far the predictions are off, in the unit of the target."""
        off = math.sqrt(cost) if self._is_squared else cost
        words = self._panel.words
        number = words.number(money(off) if self._in_dollars else significant(off))
        return words.dollars.format(number=number) if self._in_dollars else number

    def _cost_axis(self, low: float, high: float, height: float) -> Axis:
        """Return the axis of the cost; squares of errors are labelled with the errors."""
        if not self._is_squared:
            return linear_axis(low, high, reach=False)
        return root_axis(low, high, apart=LABELS_APART * self._unit / height)


def check_valley(recording: Recording) -> None:
    """Raise `InputError` for a run without a landscape over one parameter."""
    if len(recording.param_names) != 1 or not len(recording.landscape):
        raise InputError(
            "the cost panel needs a run of a model with one parameter, recorded with its landscape; "
            "leave it out of the panels"
        )
