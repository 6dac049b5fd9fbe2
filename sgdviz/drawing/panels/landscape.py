"""The landscape panel: the cost over two parameters as contours, and the path of the run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.cost_field import CostField
from sgdviz.drawing.panels.limits import same_cost_runs
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Stroke, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.recording import Recording

APART = 4.0
"""The distance in reference pixels that the path must cover before a piece of it is added for good."""


class LandscapePanel(Panel):
    """Contours of the cost over both parameters, the path so far, the last step as an arrow, and a ball at its end."""

    name: ClassVar[str] = "landscape"
    heading: ClassVar[str] = "Cost over the parameters"
    width: ClassVar[float] = 480.0
    shows_step: ClassVar[bool] = True
    needs_landscape: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        check_landscape(recording)
        theme = self.theme
        self._field = CostField(self, same_cost_runs(recording, self.axis_runs), (theme.line, theme.accent_ink))
        self._plot = self._field.plot
        self._points = self._plot.place(*recording.params[: self.shown_rows].T)
        self._corners = path_corners(self._points, APART * self.unit)
        self._path, self._ball = self.pen("path", theme.line), self.pen("now", theme.line)
        self._arrow = self.pen("step", theme.accent_ink)

    def static(self) -> Iterable[Mark]:
        """Return the bands, the cross at the lowest cost, the heading, the axes and their labels."""
        first, second = map(self.param_label, self.recording.param_names)
        yield from self._field.areas()
        yield from self._field.cross()
        yield self.header.title(aside=self.header.last_step())
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=first, y_label=second, lines=False)

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the pieces of the path between its corners."""
        corners = self._corners
        for place in range(max(bisect_left(corners, first), 1), bisect_left(corners, last)):
            yield self._walked(corners[place - 1], corners[place])

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the path since the last corner, the last step as an arrow, and the ball."""
        unit = self.unit
        corner = self._corners[bisect_right(self._corners, row) - 1]
        if corner < row:
            yield self._walked(corner, row)
        if row:
            yield from self._step_arrow(self._points[row - 1], self._points[row])
        ball = self._points[row : row + 1]
        if self._plot.contains(ball[0]):
            yield self._ball.dots(
                ball, SIZES.now * 1.3 * unit, edge=self.theme.background, edge_width=SIZES.halo * unit
            )

    def labels(self, row: int) -> Iterable[Text]:
        """Return the cost and the step."""
        yield from self.readout(row, f"cost {significant(float(self.recording.cost[row]))}")
        yield self.header.step(row)

    def _walked(self, first: int, last: int) -> Stroke:
        return self._path.stroke(self._points[[first, last]], SIZES.curve * self.unit, self._plot.area)

    def _step_arrow(self, start: NDArray[np.float64], end: NDArray[np.float64]) -> Iterable[Mark]:
        """Yield an arrow for a step; none for a step too short to see."""
        unit, width, clip = self.unit, SIZES.residual * self.unit, self._plot.area
        way = end - start
        length = float(np.hypot(*way))
        if not 14 * unit <= length < 1e6:
            return
        ahead = way / length
        aside = np.array([-ahead[1], ahead[0]])
        tip = end - ahead * 7 * unit  # the ball lies at the end
        head = np.stack([tip - (ahead + aside * 0.7) * 6 * unit, tip, tip - (ahead - aside * 0.7) * 6 * unit])
        yield self._arrow.stroke(np.stack([start, tip]), width, clip)
        yield self._arrow.stroke(head, width, clip)


def check_landscape(recording: Recording) -> None:
    """Raise `InputError` for a run without a landscape over two parameters."""
    if len(recording.param_names) != 2 or not len(recording.landscape):
        raise InputError(
            "the landscape panel needs a run of a model with two parameters, recorded with its landscape; "
            "leave it out of the panels"
        )


def path_corners(path: NDArray[np.float64], apart: float) -> list[int]:
    """Return the rows of the path's corners: the first, and each that is `apart` from the one before."""
    corners = [0]
    for row in range(1, len(path)):
        if np.hypot(*(path[row] - path[corners[-1]])) >= apart:
            corners.append(row)
    return corners
