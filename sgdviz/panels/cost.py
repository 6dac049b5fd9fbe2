"""The cost over one parameter: a valley, a ball in it, and the slope under the ball."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.errors import InputError
from sgdviz.marks import Dots, Stroke
from sgdviz.panels.base import Panel, PanelSettings
from sgdviz.panels.numerals import fixed
from sgdviz.panels.plot import Plot, linear_axis
from sgdviz.theme import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

HALF_TANGENT = 62.0
"""Reference pixels of the tangent on each side of the ball."""

HEADROOM = 0.06

LEAP = 3.0
"""Reference pixels off the curve, half-way, from which on a step is drawn as a line of its own."""


class CostPanel(Panel):
    """The cost as a curve over the one parameter, where the run has been, the ball at now, and its tangent."""

    share: ClassVar[float] = 400.0
    heading: ClassVar[str] = "Cost"
    says_ending: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        if len(recording.param_names) != 1 or not len(recording.landscape):
            raise InputError(
                "the cost panel needs a run of a model with one parameter, recorded with its landscape; "
                "leave it out of the panels"
            )
        weights = np.concatenate([peer.landscape[:, 0] for peer in self.ground_peers])
        weights, places = np.unique(weights, return_index=True)
        costs = np.concatenate([peer.landscape_cost for peer in self.ground_peers])[places]
        top = float(costs[np.isfinite(costs)].max(initial=0.0)) * (1 + HEADROOM) or 1.0
        self._plot = Plot(
            self.plot_area,
            linear_axis(float(weights[0]), float(weights[-1]), reach=False),
            linear_axis(-top * HEADROOM, top, reach=False),
        )
        self._valley = self._plot.place(weights, costs)
        self._balls = self._plot.place(recording.params[: self.shown_rows, 0], recording.cost[: self.shown_rows])
        self._recorded = np.flatnonzero(recording.recorded[: self.shown_rows]).tolist()
        self._slopes = np.gradient(self._valley[:, 1], self._valley[:, 0])
        self._write = fixed(recording.params[: self.shown_rows, 0])

    @property
    def inks(self) -> tuple[str, ...]:
        """The ball, its tangent, and where it has been."""
        return self.theme.line, self.theme.accent, self.theme.ghosts[0]

    @property
    def frame_inks(self) -> tuple[str, ...]:
        """The valley, beside those of any plot."""
        return self.theme.data, *super().frame_inks

    def backdrop(self) -> Iterable[Mark]:
        """Return the valley, the heading, the axes and their labels."""
        yield self.title_text(aside=self.step_text(self.shown_rows - 1))
        name, kind = self.recording.param_names[0], self.recording.cost_kind
        yield from self._plot.frame(self.theme, self.unit, x_label=self.param_label(name), y_label=kind)
        yield Stroke(self._valley, self.theme.data, SIZES.line * self.unit, self._plot.area)

    def deposits(self, first: int, last: int) -> Iterable[Mark]:
        """Return where the ball has been, and its leaps: a step that is too large goes across the valley."""
        ghost, unit, area = self.theme.ghosts[0], self.unit, self._plot.area
        for before, row in pairwise(self._recorded):
            if not first <= row < last:
                continue
            leap = self._balls[[before, row]]
            x, y = leap.mean(axis=0)
            if abs(y - np.interp(x, *self._valley.T)) > LEAP * unit:
                yield Stroke(leap, ghost, SIZES.ghost * unit, area)
            yield Dots(leap[:1], SIZES.now * 0.7 * unit, ghost, self.theme.background, unit, area)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the tangent, the ball, and the parameter."""
        theme, unit, area = self.theme, self.unit, self._plot.area
        ball = self._balls[row]
        if area.left <= ball[0] <= area.right and area.top <= ball[1] <= area.bottom:
            slope = float(np.interp(ball[0], self._valley[:, 0], self._slopes))
            along = np.array([1.0, slope]) / np.hypot(1.0, slope) * HALF_TANGENT * unit
            yield Stroke(np.stack([ball - along, ball + along]), theme.accent, SIZES.residual * unit, area)
            yield Dots(ball[None], SIZES.now * 1.5 * unit, theme.line, theme.background, SIZES.halo * unit)
        name = self.recording.param_names[0]
        yield self.readout(f"{name} = {self._write(float(self.recording.params[row, 0]))}")
        yield self.step_text(row)
