"""The parameters panel of a run on standardized data: slopes and intercept in the units of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.fit_readout import VISIBLE
from sgdviz.drawing.panels.limits import step_axis, step_label
from sgdviz.drawing.panels.margins import GUTTER, plot_area
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.panels.verdict import verdict_on
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.curve import PIECE_LENGTH, Curve, joined
from sgdviz.drawing.plot.numbers import fixed
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.plot.short_names import short_names
from sgdviz.drawing.plot.slope_names import slope_names
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.errors import InputError
from sgdviz.recording.weights import has_one_weight_an_input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.pens import Pen
    from sgdviz.recording import Recording

MOST_STRIPS = 4
"""The largest number of slopes and intercepts that have room one below the other."""

APART = 27.0
"""Reference pixels between two plots, in which the name of the lower one stands."""

LEAST_HEIGHT = 24.0
"""Reference pixels of the least height of a plot."""

HEADROOM = 0.08
"""The distance that an axis reaches past the values on each side, as a share of their span."""

FAR_OFF = 1e300
"""The largest end of an axis, so that its span is a finite number."""


class Strip(NamedTuple):
    """A slope or the intercept: its name, its plot and curve, its (T,) values, and a function that writes one."""

    name: str
    plot: Plot
    curve: Curve
    values: NDArray[np.float64]
    write: Callable[[float], str]
    pen: Pen


class OwnUnitsPanel(Panel):
    """A plot for each slope and for the intercept, one below the other, each with its name and its number.

    Slopes and intercept are in different units, so each has a scale of its own.
    """

    name: ClassVar[str] = "parameters"
    heading: ClassVar[str] = "Parameters"
    width: ClassVar[float] = 400.0
    shows_step: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        own = own_values(recording)
        assert own is not None
        theme = self.theme
        colors = (theme.line, theme.data, theme.accent, theme.muted)
        pens = [self.pen(f"curve.{number}", color) for number, color in enumerate(colors[: own.shape[1]], 1)]
        self._number = self.pen("number", theme.ink)
        self._name = self.pen("name", theme.ink, static=True)
        width = self.plot_area.width / self.unit
        steps = step_axis(self.runs, width=width, words=self.words)
        places = zip(slope_names(recording.dataset, self.words), self._areas(own.shape[1]), pens, strict=True)
        finest = _visible(recording)
        self._strips = []
        for number, (name, area, pen) in enumerate(places):
            most = int(np.clip(area.height / (2.4 * SIZES.label * self.unit), 3, 5))
            plot = Plot(area, steps, linear_axis(*self._limits(number), most=most))
            values = own[: self.shown_rows, number]
            points = joined(plot.place(recording.moment[: self.shown_rows], values), recording.recorded[: len(values)])
            curve = Curve(points, PIECE_LENGTH * self.unit)
            self._strips.append(Strip(name, plot, curve, values, fixed(values, finest=float(finest[number])), pen))

    @property
    def step_plots(self) -> tuple[Plot, ...]:
        """The plot of each slope and of the intercept over the steps."""
        return tuple(strip.plot for strip in self._strips)

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes, and the name over each plot."""
        yield self.header.title(aside=self.header.last_step())
        size, lowest = SIZES.label * self.unit, self._strips[-1]
        room = min(map(self._room, self._strips))  # the same for all, so that names are cut alike
        names = short_names([strip.name for strip in self._strips], size, room, bold=True)
        for name, strip in zip(names, self._strips, strict=True):
            across, up = self.frame_pens.labelled
            pens = self.frame_pens._replace(labelled=(across and strip is lowest, up))
            label = step_label(strip.plot, self.unit, self.words)
            yield from strip.plot.frame(pens, self.unit, x_label=label, zero=True)
            yield self._name.text(name, strip.plot.area.left, self._above(strip), size, bold=True)

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return each piece of the curves that one of these rows finishes."""
        for row in range(max(first, 1), min(last, self.shown_rows)):
            for strip in self._strips:
                for points in strip.curve.finished(row):
                    yield strip.pen.stroke(points, SIZES.curve * self.unit, strip.plot.area)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the unfinished pieces of the curves, and their tips."""
        for strip in self._strips:
            yield strip.pen.stroke(strip.curve.unfinished(row), SIZES.curve * self.unit, strip.plot.area)
        for strip in self._strips:
            tip = strip.curve.points[row]
            if strip.plot.shows_height(tip[1]):
                edge, rim = self.theme.background, SIZES.halo * self.unit
                yield strip.pen.dots(tip[None, :], SIZES.now * self.unit, edge=edge, edge_width=rim)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step, and the number over each plot."""
        yield self.header.step(row)
        if self.gives_verdict(row) and self._shows_step:
            yield from self.header.verdict("", verdict_on(self.recording, self.words))
        for strip in self._strips:
            text, right = self.words.number(strip.write(float(strip.values[row]))), strip.plot.area.right
            size = SIZES.status * self.unit
            yield self._number.text(text, right, self._above(strip), size, bold=True, tabular=True, anchor="right")

    def _room(self, strip: Strip) -> float:
        """Return the width for the name over a plot, beside its longest number."""
        texts = (self.words.number(strip.write(float(value))) for value in _extremes(strip.values))
        taken = max(face(SIZES.status * self.unit, bold=True).width(text, tabular=True) for text in texts)
        return strip.plot.area.width - taken - GUTTER * self.unit

    def _above(self, strip: Strip) -> float:
        """Return the baseline of the texts over a plot."""
        return strip.plot.area.top - 8 * self.unit

    def _areas(self, count: int) -> list[Rect]:
        """Return the areas of so many plots, one below the other."""
        left, top, right, bottom = self.plot_area
        height, apart = _height(self.plot_area, count, self.unit), APART * self.unit
        tops = [round(top + number * (height + apart)) for number in range(count)]
        return [Rect(left, place, right, min(round(place + height), bottom)) for place in tops]

    def _limits(self, number: int) -> tuple[float, float]:
        """Return the limits of an axis: those of all runs that have the same slopes."""
        found = []
        for run in (self.recording, *self.axis_runs):
            own = own_values(run) if run.dataset.x.shape[1] == self.recording.dataset.x.shape[1] else None
            if own is not None:
                values = own[: run.rows_before_divergence, number]
                found.append(np.clip(values[np.isfinite(values)], -FAR_OFF, FAR_OFF))
        values = np.concatenate(found)
        low, high = float(values.min()), float(values.max())
        room = HEADROOM * (high - low)
        return low - room, high + room


def own_values(recording: Recording) -> NDArray[np.float64] | None:
    """Return the (T, D + 1) slopes and intercept of a standardized run in the units of its data.

    None where the parameters are in these units already, and where a row has no slopes.
    """
    if not recording.standardized or not has_one_weight_an_input(recording):
        return None
    try:
        own = recording.original_units()
    except InputError:
        return None
    values = np.column_stack([own.slopes, own.intercept])
    return values if np.isfinite(values[: recording.rows_before_divergence]).all() else None


def have_room(recording: Recording, settings: PanelSettings) -> bool:
    """Return whether the slopes and the intercept of `recording` have room one below the other."""
    count = recording.dataset.x.shape[1] + 1
    area = plot_area(settings.area, settings.unit, settings.margin)
    return count <= MOST_STRIPS and _height(area, count, settings.unit) >= LEAST_HEIGHT * settings.unit


def _height(area: Rect, count: int, unit: float) -> float:
    """Return the height of each of so many plots in `area`, in pixels."""
    return (area.height - (count - 1) * APART * unit) / count


def _visible(recording: Recording) -> NDArray[np.float64]:
    """Return the (D + 1,) differences of the slopes and of the intercept that can be seen in a fit."""
    targets = recording.dataset.y
    seen = VISIBLE * (float(np.ptp(targets)) or max(float(np.abs(targets).max()), 1.0))
    inputs = np.abs(np.concatenate([recording.dataset.x, recording.grid])).max(axis=0)
    return np.append(seen / np.where(inputs > 0, inputs, 1.0), seen)


def _extremes(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the first, the smallest and the largest of finite values: one of them has the longest number."""
    finite = values[np.isfinite(values)]
    return np.array([values[0], finite.min(initial=0.0), finite.max(initial=0.0)])
