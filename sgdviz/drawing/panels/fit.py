"""The fit panel: the data, the prediction over every input, and the error that caused the step."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.fit_readout import fit_readout
from sgdviz.drawing.panels.moments import MomentPens, Moments
from sgdviz.drawing.panels.panel import MOST_RINGS, Panel
from sgdviz.drawing.panels.prediction import Prediction, data_dots, fit_plot, is_cloud
from sgdviz.drawing.plot.step_words import change_line
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Stroke, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording

APART = 12.0
"""The distance in reference pixels that the line must move, somewhere in the plot, to leave a line in the trail."""


class FitPanel(Panel):
    """The data points, the line or curve of the prediction and its trail, and the sample in hand.

    The bar at the sample is the residual that caused the step: it ends at the prediction before the step, which is
    shown as the first of the trail. Its square is the step's dot in the loss panel. In a recording without any loss
    there are no steps, and the bar is the residual of the row itself.
    """

    name: ClassVar[str] = "fit"
    heading: ClassVar[str] = "Fit"
    width: ClassVar[float] = 480.0
    shows_step: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._plot = fit_plot(recording, self.axis_runs, self.plot_area)
        self._prediction = Prediction(recording, self._plot)
        theme = self.theme
        self._line, self._data = self.pen("line", theme.line), self.pen("data", theme.data)
        self._sample, self._residual = self.pen("sample", theme.accent), self.pen("residual", theme.accent)
        self._before = self.pen("before", theme.trail[0])
        self._has_steps = bool(np.isfinite(recording.loss).any())
        self._halo = self.pen("halo", theme.background)
        self._dots = data_dots(recording, self._plot, self._data, theme.background, self.unit)
        self._cloud = is_cloud(len(recording.dataset))
        self._readout = fit_readout(recording, SIZES.readout * self.unit, self.plot_area.width)
        self._trail_rows = self._rows_of_trail()
        colors = theme.trail[: len(self._trail_rows)]
        self._trail_pens = [self.pen(f"trail.{age}", color) for age, color in enumerate(colors, 1)]
        self._held: dict[int, tuple[Mark, ...]] = {}
        self._moments = self._moments_of_a_step() if self.explains else None

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels."""
        yield self.header.title(aside=self.header.widest_step())
        names = self.recording.dataset
        yield from self._plot.frame(
            self.frame_pens, self.unit, x_label=names.feature_names[0], y_label=names.target_name, zero=True
        )

    def held(self, row: int) -> tuple[Mark, ...]:
        """Return the trail, oldest and palest first."""
        passed = bisect_left(self._trail_rows, row)
        if passed not in self._held:
            pens, width, clip = self._trail_pens, SIZES.trail * self.unit, self._plot.area
            rows = self._trail_rows[:passed][-len(pens) :]
            self._held[passed] = tuple(
                pen.stroke(self._prediction.points(earlier), width, clip, cap="butt")
                for earlier, pen in zip(rows, reversed(pens[: len(rows)]), strict=True)
            )
        return self._held[passed]

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the predictions before and after the step, the data above (a cloud below), and the sample in hand."""
        theme, unit, clip = self.theme, self.unit, self._plot.area
        sample = int(self.recording.sample[row])
        before = int(self.recording.row_before[row]) if self._has_steps else row
        place = self._dots.centers[sample : sample + 1]
        if before >= 0 and self._has_steps:
            yield self._before.stroke(self._prediction.points(before), SIZES.trail * unit, clip, cap="butt")
        if self._cloud:
            yield self._dots
        if sample >= 0 and before >= 0:
            yield self._residual_bar(before, sample)
        points = self._prediction.points(row)
        if self._cloud:
            yield self._halo.stroke(points, (SIZES.line + 2 * SIZES.halo) * unit, clip, cap="butt")
        yield self._line.stroke(points, SIZES.line * unit, clip, cap="butt")
        if not self._cloud:
            yield self._dots
        if sample >= 0:
            if self._cloud:
                yield self._data.dots(place, SIZES.point * unit, edge=theme.background, edge_width=SIZES.halo * unit)
            yield self._sample.rings(place, SIZES.ring * unit, SIZES.ring_width * unit)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the line on its way, the error that causes the step, and the arrows of the backward pass."""
        update = self.update_told(row, phase)
        if update is None or self._moments is None:
            yield from self.moving(row)
            return
        unit, clip = self.unit, self._plot.area
        if phase.part == "update":
            yield self._before.stroke(self._prediction.points(update.before), SIZES.trail * unit, clip, cap="butt")
        if self._cloud:
            yield self._dots
        yield from self._moments.below(update, phase)
        points = self._prediction.points(row)
        if self._cloud:
            yield self._halo.stroke(points, (SIZES.line + 2 * SIZES.halo) * unit, clip, cap="butt")
        yield self._line.stroke(points, SIZES.line * unit, clip, cap="butt")
        if not self._cloud:
            yield self._dots
        if len(update.samples) <= MOST_RINGS:
            yield self._sample.rings(self._dots.centers[update.samples], SIZES.ring * unit, SIZES.ring_width * unit)
        yield from self._moments.above(update, phase)
        yield from self._moments.words(update, phase)

    def labels_in(self, row: int, phase: Phase) -> Iterable[Text]:
        """Return the equation or the change of the parameters, the part of the step, and its numbers."""
        update = self.update_told(row, phase)
        if update is None or self._moments is None:
            yield from super().labels_in(row, phase)
            return
        text = change_line(self.recording, update) if phase.part == "update" else ""
        if not text or face(SIZES.readout * self.unit, bold=True).width(text, tabular=True) > self.plot_area.width:
            text = self._readout(row)
        yield self.header.readout(text)
        yield from self.header.told(update.row, phase.part)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the equation and the step."""
        yield self.header.readout(self._readout(row))
        yield self.header.step(row)

    def _moments_of_a_step(self) -> Moments:
        theme = self.theme
        pens = MomentPens(
            residual=self._residual,
            half_square=self.pen("half_square", theme.accent),
            gradient=self.pen("gradient", theme.accent_ink),
            carried=self.pen("carried", theme.muted),
            words=self.pen("words", theme.accent_ink),
            note=self.pen("note", theme.muted),
        )
        return Moments(self.recording, self._plot, self._prediction, self._dots.centers, pens, self.unit)

    def _rows_of_trail(self) -> list[int]:
        """Return the rows whose lines make the trail: the first, and each that is far enough from the one before."""
        clip = self._plot.area
        rows = [0]
        last = np.clip(self._prediction.points(0)[:, 1], clip.top, clip.bottom)
        recorded = self.recording.recorded
        for row in range(1, self.shown_rows):
            if not recorded[row]:
                continue  # an interpolated line is no step of the run
            heights = np.clip(self._prediction.points(row)[:, 1], clip.top, clip.bottom)
            if np.abs(heights - last).max() >= APART * self.unit:
                rows.append(row)
                last = heights
        return rows

    def _residual_bar(self, before: int, sample: int) -> Stroke:
        """Return the bar from the sample to the prediction at row `before`: the residual that caused the update."""
        x, y = self._dots.centers[sample]
        ends = np.array([[x, y], [x, self._plot.heights(self.recording.predictions[before, sample])]])
        return self._residual.stroke(ends, SIZES.residual * self.unit, self._plot.area, cap="butt")
