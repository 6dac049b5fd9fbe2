"""The fit: the data, what the model says of every input, and how far it is off for the sample in hand."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.errors import InputError
from sgdviz.marks import Dots, Stroke
from sgdviz.panels.base import Panel, PanelSettings
from sgdviz.panels.equation import equation_writer
from sgdviz.panels.numerals import significant
from sgdviz.panels.plot import Plot, linear_axis
from sgdviz.theme import SIZES
from sgdviz.typesetting import face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

MOST_LISTED = 3
"""Parameters that may be listed where there is no formula; of a network's nobody reads the first three."""

STRAIGHT = 2
"""Inputs in the grid of a recording whose model is a straight line."""

ROUNDING = 1e-9
"""A constant below this share of the predictions is none."""

SEEN = 0.005
"""What a reader sees of the span of y: the equation of a line has digits for that."""

APART = 12.0
"""Reference pixels that the line must have moved, somewhere in the plot, to leave an earlier line in the trail."""

FEW = 60
"""Points that are drawn at their full size and above the line; more are a cloud, which shrinks and goes below it."""

LEAST_POINT = 0.35
"""What is left of a point's size, however many there are."""


class FitPanel(Panel):
    """The data points, the line or curve of the prediction, its trail, the sample in hand and its residual."""

    share: ClassVar[float] = 480.0
    heading: ClassVar[str] = "Fit"
    says_ending: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        x, y, grid = recording.dataset.inputs, recording.dataset.y, recording.grid
        grids = [peer.grid for peer in self.peers]
        if x.ndim != 1:
            features = x.shape[1]
            raise InputError(f"the fit panel draws one input and the data have {features}; show predictions instead")
        self._plot = Plot(
            self.plot_area,
            linear_axis(min(float(own.min()) for own in grids), max(float(own.max()) for own in grids), reach=False),
            linear_axis(*self.value_limits),
        )
        self._points = self._plot.place(x, y)
        theme, unit = self.theme, self.unit
        self._cloud = len(x) > FEW
        shrunk = max((FEW / len(x)) ** 0.25, LEAST_POINT) if self._cloud else 1.0
        radius, halo = SIZES.point * unit * shrunk, SIZES.halo * unit * shrunk
        self._dots = Dots(self._points, radius, theme.data, theme.background, halo, lasting=True)
        self._grid_places = self._plot.place(grid[:, 0], np.zeros(len(grid)))
        self._readout = self._writer()
        self._trail = self._trail_rows()
        self._resting: dict[int, tuple[Mark, ...]] = {}

    @property
    def inks(self) -> tuple[str, ...]:
        """The line, the data, the sample in hand, and as much of the trail as there will be."""
        ghosts = self.theme.ghosts[: len(self._trail)]
        return self.theme.line, self.theme.data, self.theme.accent, *ghosts

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels."""
        yield self.title_text(aside=self.step_text(self.shown_rows - 1))
        yield from self.frame()

    def frame(self) -> Iterable[Mark]:
        """Return the axes and their labels."""
        names = self.recording.dataset
        return self._plot.frame(
            self.theme, self.unit, x_label=names.feature_names[0], y_label=names.target_name, zero=True
        )

    def resting(self, row: int) -> tuple[Mark, ...]:
        """Return the trail, oldest and palest first."""
        passed = bisect_left(self._trail, row)
        if passed not in self._resting:
            ghosts, width, clip = self.theme.ghosts, SIZES.ghost * self.unit, self._plot.area
            rows = self._trail[:passed][-len(ghosts) :]
            self._resting[passed] = tuple(
                Stroke(self._prediction(earlier), color, width, clip, cap="butt")
                for earlier, color in zip(rows, reversed(ghosts[: len(rows)]), strict=True)
            )
        return self._resting[passed]

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the prediction, the data above it (a cloud of them below), the sample in hand, and the readouts."""
        theme, unit, clip = self.theme, self.unit, self._plot.area
        sample = int(self.recording.sample[row])
        place = self._points[sample : sample + 1]
        if self._cloud:
            yield self._dots
        if sample >= 0:
            yield self._residual(row, sample)
        prediction = self._prediction(row)
        if self._cloud:
            yield Stroke(prediction, theme.background, (SIZES.line + 2 * SIZES.halo) * unit, clip, cap="butt")
        yield Stroke(prediction, theme.line, SIZES.line * unit, clip, cap="butt")
        if not self._cloud:
            yield self._dots
        if sample >= 0:
            if self._cloud:
                yield Dots(place, SIZES.point * unit, theme.data, theme.background, SIZES.halo * unit)
            yield Dots(place, SIZES.ring * unit, None, theme.accent, SIZES.ring_width * unit)
        yield self.readout(self._readout(row))
        yield self.step_text(row)

    def _writer(self) -> Callable[[int], str]:
        """Return what writes the equation of a row, or its cost where that says nothing to a reader or has no room."""
        recording, readout = self.recording, face(SIZES.readout * self.unit, bold=True)
        params, finest = dict(zip(recording.param_names, recording.params.T, strict=True)), None
        if recording.formula:
            formulae = [recording.formula]
        elif len(recording.grid) == STRAIGHT:  # in even units, say: what is drawn is a line in the units of the axes
            formula, params, finest = _line_through(recording)
            formulae = [formula]
        else:
            listed = [f"{name} = {{{name}}}" for name in recording.param_names]
            formulae = ["   ".join(listed[:count]) for count in (3, 2, 1) if len(listed) <= MOST_LISTED]
        for formula in formulae:
            write = equation_writer(formula, params, self.shown_rows, finest=finest)
            if readout.width(write(0), tabular=True) <= self.plot_area.width:
                return write
        return lambda row: f"cost {significant(float(recording.cost[row]))}"

    def _prediction(self, row: int) -> NDArray[np.float64]:
        points = self._grid_places.copy()
        points[:, 1] = self._plot.heights(self.recording.grid_predictions[row])
        return points

    def _trail_rows(self) -> list[int]:
        """Return the rows whose lines make the trail: the first, and each that is far enough from the one before."""
        clip = self._plot.area
        rows = [0]
        last = np.clip(self._prediction(0)[:, 1], clip.top, clip.bottom)
        recorded = self.recording.recorded
        for row in range(1, self.shown_rows):
            if not recorded[row]:
                continue  # a line that never was leaves no trace
            heights = np.clip(self._prediction(row)[:, 1], clip.top, clip.bottom)
            if np.abs(heights - last).max() >= APART * self.unit:
                rows.append(row)
                last = heights
        return rows

    def _residual(self, row: int, sample: int) -> Stroke:
        """Return the bar from the sample to the line: what this update has left of its residual."""
        x, y = self._points[sample]
        ends = np.array([[x, y], [x, self._plot.heights(self.recording.predictions[row, sample])]])
        return Stroke(ends, self.theme.accent, SIZES.residual * self.unit, self._plot.area, cap="butt")


def _line_through(recording: Recording) -> tuple[str, dict[str, NDArray[np.float64]], dict[str, float]]:
    """Return the equation of the straight line that is predicted, its numbers, and what of them can be seen.

    The constant is left out where it is nothing but rounding.
    """
    x, y = recording.grid[:, 0], recording.grid_predictions
    with np.errstate(all="ignore"):
        slope = (y[:, 1] - y[:, 0]) / (x[1] - x[0])
        constant = y[:, 0] - slope * x[0]
        none = bool(np.nanmax(np.abs(constant)) <= ROUNDING * np.nanmax(np.abs(y)))
    seen = SEEN * (float(np.ptp(recording.dataset.y)) or 1.0)
    formula = "y = {m} x" if none else "y = {m} x + {b}"
    return formula, {"m": slope, "b": constant}, {"m": seen / float(np.abs(x).max()), "b": seen}
