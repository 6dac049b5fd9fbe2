"""The parameters: what each weight has become, step by step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.marks import Dots, Stroke, Text
from sgdviz.panels.base import READOUT_BASELINE, Panel, PanelSettings
from sgdviz.panels.plot import STRETCH, Plot, linear_axis, stretches
from sgdviz.theme import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

MOST_NAMED = 4
"""Up to so many parameters have a colour and a name; more of them are a quiet bundle."""

HEADROOM = 0.08

FAR_OFF = 1e300
"""An axis reaches no further, so that what it spans is still a number."""

LABEL_ROOM = 0.14
"""Of the x axis, to the right of the last step, for the names."""


class ParametersPanel(Panel):
    """A curve for each parameter against the step, with its name at its tip."""

    share: ClassVar[float] = 400.0
    heading: ClassVar[str] = "Parameters"
    says_ending: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        params, steps = recording.params[: self.shown_rows], recording.moment[: self.shown_rows]
        alike = [peer for peer in self.peers if _kind_of(peer) == _kind_of(recording)] or [recording]
        values = np.concatenate([peer.params[: peer.rows_before_divergence] for peer in alike])
        values = np.clip(values[np.isfinite(values)], -FAR_OFF, FAR_OFF)
        low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
        room = HEADROOM * (high - low)
        self._named = params.shape[1] <= MOST_NAMED
        steps_axis = self.step_axis(room=LABEL_ROOM if self._named else 0.0)
        self._plot = Plot(self.plot_area, steps_axis, linear_axis(low - room, high + room))
        self._curves = [self._plot.place(steps, values) for values in params.T]
        self._begins = stretches(self._curves[0][:, 0], STRETCH * self.unit)

    @property
    def _colors(self) -> tuple[str, ...]:
        theme = self.theme
        named = (theme.line, theme.data, theme.accent, theme.muted)
        return named[: len(self._curves)] if self._named else (theme.sample,) * len(self._curves)

    @property
    def inks(self) -> tuple[str, ...]:
        """The curves', and those of the step and the names."""
        return *dict.fromkeys(self._colors), self.theme.muted, self.theme.ink

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading, the axes, and what is to be known of the parameters."""
        yield self.title_text(aside=self.step_text(self.shown_rows - 1))
        known = ["" if self._named else f"all {len(self._curves)}"]
        known += ["in even units" if self.even_units else ""]
        y, size = self.area.top + READOUT_BASELINE * self.unit, SIZES.label * self.unit
        yield Text(", ".join(filter(None, known)), self._plot.area.left, y, size, self.theme.muted)
        yield from self._plot.frame(self.theme, self.unit, x_label="step", zero=True)

    def deposits(self, first: int, last: int) -> Iterable[Mark]:
        """Return each stretch of the curves that was complete when the next began."""
        for row in range(max(first, 1), min(last, self.shown_rows)):
            if self._begins[row] > self._begins[row - 1]:
                yield from self._strokes(int(self._begins[row - 1]), row - 1)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the stretches that are not complete, and the tips."""
        theme, unit, area = self.theme, self.unit, self._plot.area
        yield self.step_text(row)
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
                yield Text(name, x + 11 * unit, place + 0.36 * size, size, theme.ink, bold=True, on=theme.background)

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


def _kind_of(recording: Recording) -> tuple[object, ...]:
    """Return what must be the same of two runs for their parameters to share an axis."""
    return recording.param_names, recording.standardized
