"""The fit panel: the data, the prediction over every input, and the error that caused the step."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.contributions import contributions_of
from sgdviz.drawing.panels.fit_readout import fit_readout
from sgdviz.drawing.panels.moments import MOST_PARAMETERS, MomentPens, Moments
from sgdviz.drawing.panels.panel import MOST_RINGS, Panel
from sgdviz.drawing.panels.prediction import DataDots, Prediction, fit_plot, target_label
from sgdviz.drawing.panels.squares import Squares
from sgdviz.drawing.panels.trail import Trail
from sgdviz.drawing.panels.verdict import verdict_on, verdict_texts
from sgdviz.drawing.plot.free_place import around, covered, sampled
from sgdviz.drawing.plot.step_words import change_line
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.text.boxes import box_of, points_over

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Stroke, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording

CONTRIBUTION = 1.6
"""The width of the curve of a hidden neuron in reference pixels."""

NONE = np.empty(0, dtype=np.int64)
"""No samples."""


class FitPanel(Panel):
    """The data points, the line or curve of the prediction and its trail, and the sample in hand.

    The bar at the sample is the residual that caused the step: it ends at the prediction before the step, which is
    shown as the first of the trail. Its square is the step's dot in the loss panel. In a recording without any loss
    there are no steps, and the bar is the residual of the row itself. Behind the prediction of a network stand faintly
    the curves of its last hidden neurons, weight times activation, and the constant; the prediction is their sum.
    """

    name: ClassVar[str] = "fit"
    heading: ClassVar[str] = "Fit"
    width: ClassVar[float] = 480.0
    least: ClassVar[tuple[float, float]] = (180.0, 215.0)
    shows_step: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._plot = fit_plot(recording, self.axis_runs, self.plot_area, self.unit, self.words)
        self._prediction = Prediction(recording, self._plot)
        theme = self.theme
        self._line, self._data = self.pen("line", theme.line), self.pen("data", theme.data)
        self._sample, self._residual = self.pen("sample", theme.accent), self.pen("residual", theme.accent_ink)
        self._before = self.pen("before", theme.trail[0])
        self._has_steps = bool(np.isfinite(recording.loss).any())
        self._halo = self.pen("halo", theme.background)
        data = DataDots(recording, self._plot, self._data, theme.background, self.unit)
        self._dots, self._cloud = data.mark, data.is_cloud
        self._readout = fit_readout(recording, SIZES.readout * self.unit, self.plot_area.width, self.words)
        self._trail = Trail(self, self.axis_runs)
        self._contributions = contributions_of(recording)
        if self._contributions is not None:
            self._contribution = self.pen("contribution", theme.quiet(theme.sample))
        self._held: dict[int, tuple[Mark, ...]] = {}
        self._squares = self._squares_of_residuals() if settings.squares else None
        self._verdict_pen = self.pen("verdict", theme.ink)
        self._counts = data.counts(self.pen("count", theme.data), sampled(self._last_lines(1)))
        self._moments = self._moments_of_a_step() if self.explains else None

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels."""
        yield self.header.title(aside=self.header.last_step())
        data = self.recording.dataset
        y_label = target_label(data, self._plot)
        yield from self._plot.frame(
            self.frame_pens, self.unit, x_label=data.feature_names[0], y_label=y_label, zero=True
        )

    def held(self, row: int) -> tuple[Mark, ...]:
        """Return the trail, oldest and palest first."""
        passed = self._trail.passed(row)
        if passed not in self._held:
            width, clip = SIZES.trail * self.unit, self._plot.area
            self._held[passed] = tuple(
                pen.stroke(self._prediction.points(earlier), width, clip, cap="butt")
                for earlier, pen in self._trail.at(row)
            )
        return self._held[passed]

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the predictions before and after the step, the data above (a cloud below), and the sample in hand.

        The last row of a run gives the verdict in place of the sample in hand, and the first line in place of the one
        before.
        """
        if self.gives_verdict(row):
            yield from self._picture(row, 0, NONE, ())
            yield from self._verdict
            return
        sample = self.recording.sample[row : row + 1]
        sample = sample[sample >= 0]
        before = self.recording.row_before[row] if self._has_steps else row
        bars = self._residual_bars(before, sample) if before >= 0 else ()
        yield from self._picture(row, before if self._has_steps else -1, sample, bars)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the line on its way, the error that causes the step, and the arrows of the backward pass."""
        update = self.update_told(row, phase)
        if update is None or self._moments is None:
            yield from self.moving(row)
            return
        before = update.before if phase.part == "update" else -1
        samples = update.samples if len(update.samples) <= MOST_RINGS else NONE
        yield from self._picture(row, before, samples, self._moments.below(update, phase))
        yield from self._moments.above(update, phase)
        yield from self._moments.words(update, phase)

    def _picture(self, row: int, before: int, samples: NDArray[np.int64], below: Iterable[Mark]) -> Iterable[Mark]:
        """Yield the line of `row` and the line `before` it, if any, the data, and the `samples` in hand.

        The marks of `below` lie between both lines, above a cloud.
        """
        theme, unit, clip = self.theme, self.unit, self._plot.area
        yield from self._small_curves(row)
        if before >= 0:
            yield self._before.stroke(self._prediction.points(before), SIZES.trail * unit, clip, cap="butt")
        if self._cloud:
            yield self._dots
        if self._squares is not None:
            yield from self._squares.marks(row)
        yield from below
        points = self._prediction.points(row)
        if self._cloud:
            yield self._halo.stroke(points, (SIZES.line + 2 * SIZES.halo) * unit, clip, cap="butt")
        yield self._line.stroke(points, SIZES.line * unit, clip, cap="butt")
        if not self._cloud:
            yield self._dots
            yield from self._counts
        if len(samples):
            places = self._dots.centers[samples]
            if self._cloud:
                yield self._data.dots(places, SIZES.point * unit, edge=theme.background, edge_width=SIZES.halo * unit)
            yield self._sample.rings(places, SIZES.ring * unit, SIZES.ring_width * unit)
        if self._squares is not None:
            yield self._squares.label(row)

    def _small_curves(self, row: int) -> Iterable[Stroke]:
        """Yield the curves of the hidden neurons of a network."""
        if self._contributions is not None:
            for curve in self._contributions.points(row, self._plot):
                yield self._contribution.stroke(curve, CONTRIBUTION * self.unit, self._plot.area, cap="butt")

    def labels_in(self, row: int, phase: Phase) -> Iterable[Text]:
        """Return the equation or the change of the parameters, the part of the step, and its numbers."""
        update = self.update_told(row, phase)
        if update is None or self._moments is None:
            yield from super().labels_in(row, phase)
            return
        few = len(self.recording.param_names) <= MOST_PARAMETERS
        text = change_line(self.recording, update, self.words) if phase.part == "update" and few else ""
        if not text or face(SIZES.readout * self.unit, bold=True).width(text, tabular=True) > self.plot_area.width:
            text = self._readout(row)
        yield self.header.readout(text)
        yield from self.header.told(update.row, phase.part)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the equation and the step, and the verdict where the plot has no free place for it."""
        yield self.header.readout(self._readout(row))
        if self.gives_verdict(row) and not self._verdict:
            yield from self._verdict_above
        yield self.header.step(row)

    @cached_property
    def _verdict(self) -> tuple[Text, ...]:
        lines = self._last_lines(3)
        if self._contributions is not None:
            lines += self._contributions.points(self.shown_rows - 1, self._plot)
        squares, label = self._taken
        taken = np.concatenate([around(self._dots.centers, self._dots.radius), sampled(lines), squares])
        label = np.concatenate([label, *map(points_over, self._counts)])
        texts = verdict_texts(self.recording, self._verdict_pen, self._plot.area, taken, label, self.unit, self.words)
        # A verdict over lines or points is hard to read: it stands beside the equation, where it has room there.
        return () if self._verdict_above and any(covered(box_of(text), taken) for text in texts) else texts

    @property
    def _verdict_above(self) -> tuple[Text, ...]:
        """The verdict beside the equation; none where it has no room there."""
        verdict = verdict_on(self.recording, self.words)
        return tuple(self.header.verdict(self._readout(self.shown_rows - 1), verdict))

    def _last_lines(self, earlier: int) -> list[NDArray[np.float64]]:
        """Return the points of the last prediction and of so many lines of the trail before it."""
        return [self._prediction.points(row) for row in (*self._trail.rows[-earlier:], self.shown_rows - 1)]

    @property
    def _taken(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The (K, 2) points of the plot that words should not cover, and those that they must not."""
        nothing = np.empty((0, 2))
        return (nothing, nothing) if self._squares is None else (self._squares.covered, self._squares.written)

    def _squares_of_residuals(self) -> Squares:
        pen = self.pen("square", self.theme.line)
        return Squares(self.recording, self._plot, self._dots.centers, pen, self.unit, self.words)

    def _moments_of_a_step(self) -> Moments:
        theme = self.theme
        pens = MomentPens(
            residual=self._residual,
            half_square=self.pen("half_square", theme.accent),
            gradient=self.pen("gradient", theme.accent_ink),
            carried=self.pen("carried", theme.muted),
            words=self.pen(
                "words", theme.accent_ink if self._squares is None else theme.words(theme.accent, over=theme.line)
            ),
            note=self.pen("note", theme.muted),
        )
        centers, unit = self._dots.centers, self.unit
        return Moments(self.recording, self._plot, self._prediction, centers, pens, unit, *self._taken, self.words)

    def _residual_bars(self, before: int, samples: NDArray[np.int64]) -> Iterable[Stroke]:
        """Yield the bar from each sample to the prediction at row `before`: the residual that caused the update."""
        heights = self._plot.heights(self.recording.predictions[before, samples])
        for (x, y), height in zip(self._dots.centers[samples], heights, strict=True):
            ends = np.array([[x, y], [x, height]])
            yield self._residual.stroke(ends, SIZES.residual * self.unit, self._plot.area, cap="butt")
