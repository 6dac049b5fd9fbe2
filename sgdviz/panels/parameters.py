"""The parameters: what each weight has become, step by step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.marks import Dots, Stroke, Text
from sgdviz.panels.base import Panel, PanelSettings
from sgdviz.panels.plot import STRETCH, Plot, linear_axis, stretches
from sgdviz.theme import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

MOST_NAMED = 4
"""Up to so many parameters have a colour and a name; more of them are a quiet bundle."""

HEADROOM = 0.08

LABEL_ROOM = 0.14
"""Of the x axis, to the right of the last step, for the names."""


class ParametersPanel(Panel):
    """A curve for each parameter against the step, with its name at its tip."""

    share: ClassVar[float] = 400.0
    heading: ClassVar[str] = "Parameters"

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        sane = slice(0, max(self.shown_rows - (recording.diverged_row is not None), 1))
        params, steps = recording.params[: self.shown_rows], recording.step[: self.shown_rows].astype(float)
        low, high = float(recording.params[sane].min()), float(recording.params[sane].max())
        room = HEADROOM * (high - low)
        self._named = params.shape[1] <= MOST_NAMED
        last = float(steps[-1])
        if self._named:
            last += LABEL_ROOM * max(last - float(steps[0]), 1.0)
        axis = linear_axis(float(steps[0]), last, most=4, reach=False, least_step=1)
        self._plot = Plot(self.plot_area, axis, linear_axis(low - room, high + room))
        self._curves = [self._plot.place(steps, values) for values in params.T]
        self._begins = stretches(self._curves[0][:, 0], STRETCH * self.unit)

    @property
    def _colors(self) -> tuple[str, ...]:
        theme = self.theme
        named = (theme.line, theme.data, theme.accent, theme.muted)
        return named[: len(self._curves)] if self._named else (theme.sample,) * len(self._curves)

    @property
    def inks(self) -> tuple[str, ...]:
        """The curves'."""
        return tuple(dict.fromkeys(self._colors))

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading, the axes and how many parameters there are."""
        aside = self.aside_text("" if self._named else f"all {len(self._curves)}")
        yield self.title_text(aside)
        yield aside
        yield from self._plot.frame(self.theme, self.unit, x_label="step", zero=True)

    def deposits(self, first: int, last: int) -> Iterable[Mark]:
        """Return each stretch of the curves that was complete when the next began."""
        for row in range(max(first, 1), min(last, self.shown_rows)):
            if self._begins[row] > self._begins[row - 1]:
                yield from self._strokes(int(self._begins[row - 1]), row - 1)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the stretches that are not complete, and the tips."""
        theme, unit, area = self.theme, self.unit, self._plot.area
        yield from self._strokes(int(self._begins[row]), row)
        if not self._named:
            return
        size = SIZES.label * unit
        tips = np.array([curve[row] for curve in self._curves])
        for (x, y), name, color, place in zip(
            tips, self.recording.param_names, self._colors, _spread(tips[:, 1], size * 1.15), strict=True
        ):
            if area.top <= y <= area.bottom:
                yield Dots(np.array([[x, y]]), SIZES.now * unit, color, theme.background, SIZES.halo * unit)
                yield Text(name, x + 11 * unit, place + 0.36 * size, size, color, bold=True)

    def _strokes(self, first: int, last: int) -> Iterable[Stroke]:
        width = (SIZES.curve if self._named else SIZES.ghost * 0.75) * self.unit
        for curve, color in zip(self._curves, self._colors, strict=True):
            yield Stroke(curve[first : last + 1], color, width, self._plot.area)


def _spread(heights: np.ndarray, apart: float) -> list[float]:
    """Return `heights` moved so that no two are nearer than `apart`, in their order."""
    places = np.asarray(heights, dtype=np.float64).copy()
    order = np.argsort(places, kind="stable")
    for _ in range(len(places)):
        for upper, lower in pairwise(order):
            short = apart - (places[lower] - places[upper])
            if short > 0:
                places[upper] -= short / 2
                places[lower] += short / 2
    return [float(place) for place in places]
