"""The loss panel: the loss of each sample, and the cost over all data, growing with the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.cost_curve import CostCurve, loss_plot
from sgdviz.drawing.panels.limits import step_label
from sgdviz.drawing.panels.margins import GUTTER, READOUT_BASELINE
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.panels.pass_band import pass_band
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.header import Aside
    from sgdviz.drawing.panels.pass_band import PassBand
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.drawing.words import Words
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording

MOST_DOTS = 1500
"""The largest number of single losses shown; of a longer run, a random sample."""

MOST_MEASURED = 40
"""The number of costs whose readouts are measured."""

DOT_COMES = 0.75
"""The progress of a forward pass at which the dot of its step is drawn: its error has been."""


class LossPanel(Panel):
    """The losses of single samples as quiet dots, the cost as a strong curve with a marker, and the cost in numbers.

    Where the cost swings within each pass, the curve is its mean over a pass, on a band from its lowest to its highest.
    """

    name: ClassVar[str] = "loss"
    heading: ClassVar[str] = "Loss"
    width: ClassVar[float] = 320.0
    aside: ClassVar[Aside] = "cost"

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._line, self._sample = self.pen("line", self.theme.line), self.pen("sample", self.theme.sample)
        self._plot = loss_plot(self.runs, self.axis_runs, settings.loss_scale, self.plot_area, self.unit, self.words)
        self._band = pass_band(recording, self._plot, self.unit)
        places = None if self._band is None else self._band.mean
        self._curve = CostCurve(recording, self._plot, self._line, self.theme.background, self.unit, places)
        if self._band is not None:
            self._pale = self.pen("band", self.theme.tint(self.theme.line))
        self._told = self.pen("told", self.theme.accent_ink) if self.explains else None
        losses = recording.sample_loss[: self.shown_rows]
        self._dots = self._plot.place(recording.moment[: self.shown_rows], losses)
        # Dots share the width of the axis: large where there are few, never so small that they fade.
        apart = self._plot.area.width / self.unit / max(int(run.recorded[: run.shown_rows].sum()) for run in self.runs)
        self._radius = SIZES.sample * self.unit * min(max(apart / 4, 1.0), 2.0)
        self._dotted = np.isfinite(losses)
        if self._dotted.sum() > MOST_DOTS:
            self._dotted &= np.random.default_rng(0).random(len(losses)) < MOST_DOTS / self._dotted.sum()

    @property
    def step_plots(self) -> tuple[Plot, ...]:
        """The plot of the losses over the steps."""
        return (self._plot,)

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes, and the legend of the dots."""
        aside = self.header.cost_kind()
        yield self.header.title(aside)
        yield aside
        x_label = step_label(self._plot, self.unit, self.words)
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=x_label)
        if np.isfinite(self.recording.loss).any():
            yield from self._legend()

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return the dots of these rows, and each piece of the curve that one of them finishes."""
        for row in range(first, min(last, self.shown_rows)):
            if self._band is None:
                yield from self._dots_of(row, row + 1)
                yield from self._curve.finished(row)
            else:
                yield from self._banded(self._band, row)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the unfinished piece of the curve and the marker."""
        if self._band is None:
            yield self._curve.unfinished(row)
        else:
            start = self._curve.start(row)
            earlier = self._curve.start(start)
            yield from self._band.area(self._pale, start, row)
            yield from self._dots_of(earlier, row + 1)
            yield self._curve.through(self._band.rows(self._curve.start(earlier), row))
        yield from self._curve.marker(row)

    def _banded(self, band: PassBand, row: int) -> Iterable[Mark]:
        """Yield the piece of the band that `row` finishes, above it the dots one piece back, and the curve two back.

        Pieces overlap a little at their joints, so each kind waits until all that belongs below it has been drawn.
        """
        start = self._curve.start(max(row - 1, 0))
        if self._curve.start(row) > start:
            earlier = self._curve.start(start)
            yield from band.area(self._pale, start, row - 1)
            yield from self._dots_of(earlier, start)
            if earlier:
                yield self._curve.through(band.rows(self._curve.start(earlier), earlier))

    def _dots_of(self, first: int, last: int) -> Iterable[Mark]:
        """Yield the dots of rows `first` to `last` (not included), if there are any."""
        dots = self._dots[first:last][self._dotted[first:last]]
        if len(dots):
            yield self._sample.dots(dots, self._radius, clip=self._plot.area)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the same marks, and the dot of the step that is told, as soon as its error has been drawn."""
        yield from self.moving(row)
        told = self.told_row(row, phase)
        place = self._dots[told]
        waits = phase.part == "forward" and phase.progress < DOT_COMES
        if self._told is None or waits or not np.isfinite(place).all():
            return
        loss = self.words.number(significant(float(self.recording.sample_loss[told])))
        words = words_of_loss(self.recording, told, self.words).format(number=loss)
        if self._plot.contains(place):
            yield self._sample.dots(place[None], self._radius, clip=self._plot.area)
            yield self._told.rings(place[None], SIZES.ring * 0.6 * self.unit, SIZES.ring_width * 0.75 * self.unit)
        else:  # a loss far from every cost: where it lies, and how large it is
            below = place[1] > self.plot_area.bottom
            words += " ↓" if below else " ↑"
            edge = self.plot_area.bottom if below else self.plot_area.top
            place = np.array([place[0], edge + (-1 if below else 1) * SIZES.label * self.unit])
        size, x = SIZES.label * self.unit, place[0] + SIZES.ring * 1.2 * self.unit
        if x + face(size, bold=True).width(words) <= self.plot_area.right:
            yield self._told.text(words, x, place[1] + 0.36 * size, size, bold=True)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the cost, or the divergence where neither another panel nor a strip shows it."""
        alone = self._shows_step and self.comparison is None
        if alone and row == self.recording.diverged_row:
            yield self.header.readout(self.words.diverged_at.format(step=self.recording.step[row]))
        else:
            yield self.header.readout(self.words.number(significant(float(self.recording.cost[row]))))

    def labels_in(self, row: int, phase: Phase) -> Iterable[Text]:
        """Return the cost, and in an update the one before and after the step: on the way it is neither."""
        update = self.update_told(row, phase)
        if update is None or phase.part != "update":
            yield from super().labels_in(row, phase)
            return
        costs = (float(self.recording.cost[own]) for own in (update.before, update.row))
        before, after = (self.words.number(significant(cost)) for cost in costs)
        size = SIZES.readout * self.unit
        room = self._plot.area.width - face(SIZES.label * self.unit).width(self._legend_words) - 3 * GUTTER * self.unit
        change = f"{before} → {after}"
        fits = face(size, bold=True).width(change, tabular=True) <= room
        yield self.header.readout(change if fits else after if phase.progress == 1 else before)
        if self._shows_step:
            yield from self.header.told(update.row, phase.part)

    @property
    def _legend_words(self) -> str:
        return self.words.one_sample if (self.recording.sample >= 0).any() else self.words.each_step

    def _legend(self) -> Iterable[Mark]:
        """Yield the legend of the dots, where it has room beside the readout."""
        unit, size, right = self.unit, SIZES.label * self.unit, self._plot.area.right
        y = self.area.top + READOUT_BASELINE * unit
        words = self._legend_words
        dot = np.array([[right - face(size).width(words) - 9 * unit, y - 0.36 * size]])
        if dot[0, 0] - GUTTER * unit >= self._plot.area.left + self._readout_width():
            yield self.label_pen.text(words, right, y, size, anchor="right")
            yield self._sample.dots(dot, 2 * SIZES.sample * unit)

    def _readout_width(self) -> float:
        """Return the width of the widest readout: of the smallest and the largest cost, and of some between."""
        cost = self.recording.cost[: self.shown_rows]
        finite = np.sort(cost[np.isfinite(cost)])
        measured = finite[np.linspace(0, len(finite) - 1, MOST_MEASURED).astype(int)] if len(finite) else [1.0]
        bold = face(SIZES.readout * self.unit, bold=True)
        return max(bold.width(self.words.number(significant(float(value))), tabular=True) for value in measured)


def words_of_loss(recording: Recording, row: int, words: Words) -> str:
    """Return the template of the loss of a step: a squared error, its size, or the loss; or the mean over a batch."""
    kinds = {
        "mean squared error": (words.dot_square, words.dot_mean_square),
        "mean absolute error": (words.dot_size, words.dot_mean_size),
    }
    alone, mean = kinds.get(recording.cost_kind, (words.dot_loss, words.dot_loss))
    return alone if recording.sample[row] >= 0 else mean
