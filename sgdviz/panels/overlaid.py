"""The fit and the loss of several runs at once, each run in its own colour; which is which stands in the strip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.errors import InputError
from sgdviz.marks import Dots, Stroke
from sgdviz.panels.base import HEADING_BASELINE, READOUT_BASELINE, Panel, PanelSettings
from sgdviz.panels.fit import FitPanel
from sgdviz.panels.loss import LossPanel
from sgdviz.theme import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

RAISED = READOUT_BASELINE - HEADING_BASELINE - 6
"""How much higher a plot can be without a readout over it, in reference pixels."""


class _RunFit(FitPanel):
    """One run of an overlaid fit."""

    def line(self, row: int) -> Mark:
        """Return the prediction."""
        return Stroke(self._prediction(row), self.theme.line, SIZES.curve * self.unit, self._plot.area, cap="butt")

    def data(self) -> Mark:
        """Return the points."""
        return self._dots


class _RunLoss(LossPanel):
    """One run of an overlaid loss."""

    def curve(self, first: int, last: int) -> Iterable[Mark]:
        """Return the stretches of the curve that rows `first` to `last` (not included) leave."""
        return (mark for mark in self.deposits(first, last) if isinstance(mark, Stroke))

    def restlessness(self) -> float:
        """Return how far the curve goes up and down in all, in pixels."""
        area = self._plot.area
        return float(np.nansum(np.abs(np.diff(np.clip(self._curve[:, 1], area.top, area.bottom)))))

    def now(self, row: int) -> Iterable[Mark]:
        """Return the end of the curve, and the marker at now."""
        return (mark for mark in self.moving(row) if isinstance(mark, Stroke | Dots))


class _Overlaid(Panel):
    """What the overlaid panels have in common. The recording is the leader of the comparison."""

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        assert self.comparison is not None
        self._recordings = self.comparison.recordings
        self._rows = [self.comparison.rows(run) for run in self._recordings]
        self._colors = self.theme.runs[: len(self._recordings)]
        if len(self._colors) < len(self._recordings):
            what = f"theme {self.theme.name!r} has {len(self._colors)} colours for {len(self._recordings)} runs"
            raise InputError(f"{what}; give it more, or show the runs side by side")
        higher = settings.area._replace(top=settings.area.top - RAISED * settings.unit)
        self._settings = [
            replace(settings, area=higher, theme=replace(self.theme, line=color)) for color in self._colors
        ]

    @property
    def inks(self) -> tuple[str, ...]:
        """The colour of each run."""
        return self._colors


class OverlaidFit(_Overlaid):
    """The data points, and the prediction of every run."""

    share = FitPanel.share
    heading = FitPanel.heading

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        first = self._recordings[0].dataset
        for run in self._recordings[1:]:
            if not (np.array_equal(run.dataset.x, first.x) and np.array_equal(run.dataset.y, first.y)):
                raise InputError("the runs have different data points; show them side by side instead of overlaid")
        self._runs = [
            _RunFit(run, replace(own, theme=replace(own.theme, data=self.theme.muted)))
            for run, own in zip(self._recordings, self._settings, strict=True)
        ]

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels."""
        yield self.title_text(aside=self.aside_text(""))
        yield from self._runs[0].frame()

    def moving(self, row: int) -> Iterable[Mark]:
        """Return every prediction, and the data above them."""
        for run, rows in zip(self._runs, self._rows, strict=True):
            yield run.line(int(rows[row]))
        yield self._runs[0].data()


class OverlaidLoss(_Overlaid):
    """The cost of every run."""

    share = LossPanel.share
    heading = LossPanel.heading

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        runs = [_RunLoss(run, own) for run, own in zip(self._recordings, self._settings, strict=True)]
        # What goes up and down hides the most, so the calmest curve is drawn last.
        self._drawn = sorted(zip(runs, self._rows, strict=True), key=lambda pair: -pair[0].restlessness())

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading and the axes."""
        aside = self.cost_text()
        yield self.title_text(aside)
        yield aside
        yield from self._drawn[0][0].frame()

    def deposits(self, first: int, last: int) -> Iterable[Mark]:
        """Return what each curve leaves, row by row, so that it does not matter where rows are cut."""
        for row in range(first, min(last, self.shown_rows)):
            for run, rows in self._drawn:
                begin = int(rows[row - 1]) + 1 if row else 0
                yield from run.curve(begin, int(rows[row]) + 1)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the end of every curve and its marker."""
        for run, rows in self._drawn:
            yield from run.now(int(rows[row]))
