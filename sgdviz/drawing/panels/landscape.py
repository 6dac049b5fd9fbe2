"""The landscape panel: the cost over two parameters as contours, and the path of the run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.cost_field import CostField
from sgdviz.drawing.panels.limits import same_cost_runs
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.panels.slope_arrows import SlopeArrows
from sgdviz.drawing.panels.trail import Trail
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Stroke, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording

APART = 4.0
"""The distance in reference pixels that the path must cover before a piece of it is added for good."""


class LandscapePanel(Panel):
    """Contours of the cost over both parameters, the path so far, and a ball at its end.

    Arrows point downhill from where the last step started: for the samples that caused it, and for all data.
    """

    name: ClassVar[str] = "landscape"
    heading: ClassVar[str] = "Cost over the parameters"
    width: ClassVar[float] = 480.0
    least: ClassVar[tuple[float, float]] = (190.0, 230.0)
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
        has_lines = recording.dataset.x.shape[1] == 1 and len(recording.grid) > 0
        self._trail = Trail(self, self.axis_runs) if has_lines else None
        self._held: dict[int, tuple[Mark, ...]] = {}
        alike = same_cost_runs(recording, self.runs)
        self._arrows = SlopeArrows(self, self._plot, self._points, alike, self._field.depth)

    def static(self) -> Iterable[Mark]:
        """Return the bands, the cross at the lowest cost, the heading, the axes and their labels."""
        first, second = map(self.param_label, self.recording.param_names)
        yield from self._field.areas()
        yield from self._field.cross()
        yield self.header.title(aside=self.header.last_step())
        yield from self._arrows.key()
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=first, y_label=second, lines=False)

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the pieces of the path between its corners."""
        corners = self._corners
        for place in range(max(bisect_left(corners, first), 1), bisect_left(corners, last)):
            yield self._walked(corners[place - 1], corners[place])

    def held(self, row: int) -> tuple[Mark, ...]:
        """Return dots on the path, in the tints of the lines that the fit shows for the same steps."""
        if self._trail is None:
            return ()
        passed = self._trail.passed(row)
        if passed not in self._held:
            radius, width, clip = SIZES.now * self.unit, 0.5 * SIZES.curve * self.unit, self._plot.area
            self._held[passed] = tuple(
                pen.dots(
                    self._points[earlier : earlier + 1], radius, edge=self._path.color, edge_width=width, clip=clip
                )
                for earlier, pen in self._trail.at(row)
            )
        return self._held[passed]

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the path since the last corner, the arrows of the step from where it started, and the ball.

        The last row of a run has no arrows.
        """
        yield from self._walk(row)
        if not self.gives_verdict(row):
            yield from self._arrows.at(self._step_row(row))
        yield from self._ball_at(row)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the arrows from the backward pass on; the ball moves in the update."""
        update = self.update_told(row, phase)
        if update is None:
            yield from self.moving(row)
            return
        yield from self._walk(row)
        if phase.part != "forward":
            yield from self._arrows.at(update.row)
        yield from self._ball_at(row)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the cost and the step."""
        cost = self.words.number(significant(float(self.recording.cost[row])))
        yield from self.readout(row, self.words.cost_is.format(number=cost))
        yield self.header.step(row)

    def _step_row(self, row: int) -> int:
        """Return the row after the step that is shown at `row`: the next recorded one."""
        rest = self.recording.recorded[row : self.shown_rows]
        return row + int(np.argmax(rest)) if rest.any() else row

    def _walk(self, row: int) -> Iterable[Mark]:
        """Yield the path since the last corner."""
        corner = self._corners[bisect_right(self._corners, row) - 1]
        if corner < row:
            yield self._walked(corner, row)

    def _walked(self, first: int, last: int) -> Stroke:
        return self._path.stroke(self._points[[first, last]], SIZES.curve * self.unit, self._plot.area)

    def _ball_at(self, row: int) -> Iterable[Mark]:
        """Yield the ball; none where it lies outside the plot."""
        ball, unit = self._points[row : row + 1], self.unit
        if self._plot.contains(ball[0]):
            edge_width = SIZES.halo * unit
            yield self._ball.dots(ball, SIZES.now * 1.3 * unit, edge=self.theme.background, edge_width=edge_width)


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
