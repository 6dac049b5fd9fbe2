"""Predicted against actual: how good a model is, whatever its number of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.marks import Dots, Stroke
from sgdviz.panels.base import Panel, PanelSettings
from sgdviz.panels.numerals import significant
from sgdviz.panels.plot import Plot, linear_axis
from sgdviz.theme import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

FEW = 40
"""Up to so many points, a bar shows how far each is off."""


class PredictionsPanel(Panel):
    """A dot for each point, its target to the right and its prediction up; on the diagonal they are the same."""

    share: ClassVar[float] = 440.0
    heading: ClassVar[str] = "Predictions"
    says_ending: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        low, high = self.value_limits
        both = linear_axis(low, high, reach=False)
        self._plot = Plot(self.plot_area, both, both)
        y = recording.dataset.y
        self._places = self._plot.place(y, y)

    @property
    def inks(self) -> tuple[str, ...]:
        """The dots, the bars, the sample in hand, and the numbers, which are of the diagonal's colour."""
        return self.theme.data, self.theme.line, self.theme.ghosts[1], self.theme.accent

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels, and the diagonal."""
        yield self.title_text(aside=self.step_text(self.shown_rows - 1))
        target = self.recording.dataset.target_name
        yield from self._plot.frame(self.theme, self.unit, x_label=f"actual {target}", y_label="predicted")
        low, high = self._plot.x.low, self._plot.x.high
        ends = self._plot.place([low, high], [low, high])
        yield Stroke(ends, self.theme.line, SIZES.ghost * self.unit, self._plot.area, cap="butt")

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the bars, the dots, the sample in hand, and by how much the predictions are off on average."""
        theme, unit, area = self.theme, self.unit, self._plot.area
        places = self._places.copy()
        places[:, 1] = self._plot.heights(self.recording.predictions[row])
        if len(places) <= FEW:
            for there, here in zip(self._places, places, strict=True):
                yield Stroke(np.stack([there, here]), theme.ghosts[1], SIZES.ghost * unit, area, cap="butt")
        size = SIZES.point * unit * (1.0 if len(places) <= FEW else 0.7)
        yield Dots(places, size, theme.data, theme.background, SIZES.halo * unit, clip=area)
        sample = int(self.recording.sample[row])
        if sample >= 0:
            ring = places[sample : sample + 1]
            yield Dots(ring, SIZES.ring * unit, None, theme.accent, SIZES.ring_width * unit, clip=area)
        with np.errstate(all="ignore"):
            off = float(np.sqrt(np.mean((self.recording.predictions[row] - self.recording.dataset.y) ** 2)))
        yield self.readout(f"off by {significant(off)}")
        yield self.step_text(row)
