"""The parameters panel: each weight over the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.limits import step_axis, step_label
from sgdviz.drawing.panels.margins import READOUT_BASELINE
from sgdviz.drawing.panels.name_column import most_names, name_column
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.panels.verdict import verdict_on
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.curve import PIECE_LENGTH, Curve, joined
from sgdviz.drawing.plot.plot import FAR, Plot
from sgdviz.drawing.plot.spread import spread
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.recording.weights import has_one_weight_an_input

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.pens import Pen
    from sgdviz.recording import Recording

MOST_NAMED = 4
"""The largest number of parameters whose names move with the tips of their curves."""

HEADROOM = 0.08
"""The distance that the axis reaches past the values on each side, as a share of their span."""

FAR_OFF = 1e300
"""The largest end of an axis, so that its span is a finite number."""

LABEL_ROOM = 0.14
"""The least room for the names, to the right of the last step, as a share of the x axis."""


class ParametersPanel(Panel):
    """A curve for each parameter over the steps, with its name at its tip.

    A standardized run whose prediction has slopes shows these instead (see `OwnUnitsPanel`), where they have room.

    Of more parameters, the weights of inputs have their names in a column at the ends of the curves, where they stand
    still, and those of a larger network are a quiet bundle.
    """

    name: ClassVar[str] = "parameters"
    heading: ClassVar[str] = "Parameters"
    width: ClassVar[float] = 400.0
    shows_step: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        params, moments = recording.params[: self.shown_rows], recording.moment[: self.shown_rows]
        alike = [run for run in self.axis_runs if _share_an_axis(run, recording)] or [recording]
        values = np.concatenate([run.params[: run.rows_before_divergence] for run in alike])
        values = np.clip(values[np.isfinite(values)], -FAR_OFF, FAR_OFF)
        low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
        room = HEADROOM * (high - low)
        self._named = params.shape[1] <= MOST_NAMED
        self._names = [self.param_name(name) for name in recording.param_names]
        self._in_column = self._numbers_in_column()
        shown = self._in_column
        self._column = name_column(self._names, shown, self.plot_area, self.unit) if shown else None
        width = self.plot_area.width / self.unit
        steps = step_axis(self.runs, width=width, room=self._label_room(), words=self.words)
        self._plot = Plot(self.plot_area, steps, linear_axis(low - room, high + room))
        recorded = recording.recorded[: self.shown_rows]
        self._curves = [
            Curve(joined(self._plot.place(moments, column), recorded), PIECE_LENGTH * self.unit) for column in params.T
        ]
        self._curve_pens = self._pens_of_curves()
        self.pen("step", self.theme.muted)  # the header's; here it comes before that of the names in the palette
        self._name = self.pen("name", self.theme.ink)
        self._word_pens = self._pens_of_words()

    @property
    def step_plots(self) -> tuple[Plot, ...]:
        """The plot of the parameters over the steps."""
        return (self._plot,)

    @classmethod
    def form_for(cls, recording: Recording, settings: PanelSettings) -> type[Panel]:
        """Return the panel in the units of the data for a standardized run with slopes, where these have room."""
        from sgdviz.drawing.panels.own_units import OwnUnitsPanel, have_room, own_values

        return OwnUnitsPanel if have_room(recording, settings) and own_values(recording) is not None else cls

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes, and a line about the parameters."""
        yield self.header.title(aside=self.header.last_step())
        facts = [self._extent(), self.words.standardized if self.recording.standardized else ""]
        y, size = self.area.top + READOUT_BASELINE * self.unit, SIZES.label * self.unit
        yield self.label_pen.text(", ".join(filter(None, facts)), self._plot.area.left, y, size)
        x_label = step_label(self._plot, self.unit, self.words)
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=x_label, zero=True)
        if self._column is not None:
            ends = np.array([self._curves[number].points[self.shown_rows - 1] for number in self._in_column])
            ends[:, 0] = self._plot.place(self.recording.moment[self.shown_rows - 1], 0.0)[0, 0]
            pens = [self._curve_pens[number] for number in self._in_column]
            yield from self._column.marks(ends, pens, self._word_pens)

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return each piece of the curves that one of these rows finishes."""
        for row in range(max(first, 1), min(last, self.shown_rows)):
            for curve, pen in zip(self._curves, self._curve_pens, strict=True):
                for points in curve.finished(row):
                    yield pen.stroke(points, self._width, self._plot.area)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the unfinished pieces of the curves, and their tips."""
        for curve, pen in zip(self._curves, self._curve_pens, strict=True):
            yield pen.stroke(curve.unfinished(row), self._width, self._plot.area)
        for (x, y), pen in self._tips(row):
            yield pen.dots(
                np.array([[x, y]]), SIZES.now * self.unit, edge=self.theme.background, edge_width=SIZES.halo * self.unit
            )

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step, and the name of each parameter beside its tip."""
        yield self.header.step(row)
        if self.gives_verdict(row) and self._shows_step:
            yield from self.header.verdict("", verdict_on(self.recording, self.words))
        if not self._named:
            return
        size = SIZES.label * self.unit
        tips = np.array([curve.points[row] for curve in self._curves])
        places = spread(tips[:, 1], size * 1.15, -FAR, FAR)
        for (x, y), name, place in zip(tips, self._names, places, strict=True):
            if self._plot.shows_height(y):
                yield self._name.text(
                    name, x + 11 * self.unit, place + 0.36 * size, size, bold=True, patch=self.theme.background
                )

    def _numbers_in_column(self) -> list[int]:
        """Return the numbers of the parameters named in a column: those that are largest in the end have room."""
        if self._named or not has_one_weight_an_input(self.recording):
            return []
        last = np.nan_to_num(self.recording.params[self.recording.rows_before_divergence - 1])
        largest = np.argsort(-np.abs(last), kind="stable")[: most_names(self.plot_area, self.unit)]
        return sorted(largest.tolist(), key=lambda number: float(-last[number]))

    def _extent(self) -> str:
        """Return how many parameters there are and have names, where that is not plain."""
        named, every = len(self._in_column), len(self._names)
        if self._named or named == every:
            return ""
        words = self.words
        return (
            words.largest_parameters.format(count=named, total=every)
            if named
            else words.all_parameters.format(count=every)
        )

    def _label_room(self) -> float:
        """Return the room for the longest name, as a share of the axis up to the last step."""
        if self._column is not None:
            return self._column.width / (self.plot_area.width - self._column.width)
        if not self._named:
            return 0.0
        size = SIZES.label * self.unit
        longest = max(face(size, bold=True).width(name) for name in self._names) + 14 * self.unit
        return max(LABEL_ROOM, longest / max(self.plot_area.width - longest, longest))

    @property
    def _width(self) -> float:
        return (SIZES.curve if self._named else SIZES.trail * 0.75) * self.unit

    def _pens_of_curves(self) -> list[Pen]:
        """Return a pen for each curve: of its own colour where the curves are named, else of one quiet colour.

        The colours of a column come in turn from top to bottom, so that those of neighbours differ.
        """
        theme = self.theme
        if self._in_column:
            pens = [self.pen("curve", theme.sample)] * len(self._curves)
            for place, number in enumerate(self._in_column):
                color = theme.runs[place % len(theme.runs)]
                pens[number] = self.pen(f"curve.{self.recording.param_names[number]}", color)
            return pens
        if not self._named:
            return [self.pen("curve", theme.sample)] * len(self._curves)
        colors = (theme.line, theme.data, theme.accent, theme.muted)
        names = self.recording.param_names
        return [self.pen(f"curve.{name}", color) for name, color in zip(names, colors, strict=False)]

    def _pens_of_words(self) -> list[Pen]:
        """Return a pen for each name in the column: of the colour of its curve, and readable."""
        curves = (self._curve_pens[number] for number in self._in_column)
        return [self.pen("name", self.theme.words(pen.color), static=True) for pen in curves]

    def _tips(self, row: int) -> Iterable[tuple[NDArray[np.float64], Pen]]:
        """Yield the (2,) tip of each named curve that ends inside the plot, and its pen."""
        for number in range(len(self._curves)) if self._named else self._in_column:
            tip, pen = self._curves[number].points[row], self._curve_pens[number]
            if self._plot.shows_height(tip[1]):
                yield tip, pen


def _share_an_axis(one: Recording, other: Recording) -> bool:
    """Return whether the parameters of two runs mean the same."""
    return (one.param_names, one.standardized) == (other.param_names, other.standardized)
