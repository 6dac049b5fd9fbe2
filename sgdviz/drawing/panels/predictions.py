"""The predictions panel: predicted against actual, for any number of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.class_names import classes_axis
from sgdviz.drawing.panels.data_axis import data_axis
from sgdviz.drawing.panels.limits import value_limits
from sgdviz.drawing.panels.panel import MOST_RINGS, Panel
from sgdviz.drawing.plot.crowding import dot_style
from sgdviz.drawing.plot.free_place import around, free_place, sampled
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.drawing.plot.crowding import DotStyle
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording

FEW = 40
"""The largest number of points whose residuals are shown as bars."""


class PredictionsPanel(Panel):
    """A dot for each point, its target to the right and its prediction upwards; on the diagonal both are equal."""

    name: ClassVar[str] = "predictions"
    heading: ClassVar[str] = "Predictions"
    width: ClassVar[float] = 440.0
    shows_step: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        limits, data, area = value_limits(self.axis_runs), recording.dataset, self.plot_area
        actual = data_axis(data, -1, limits, area, self.unit, words=self.words)
        predicted = data_axis(data, -1, limits, area, self.unit, upright=True, words=self.words)
        self._plot = Plot(area, self._actual_axis(actual), predicted)
        y = recording.dataset.y
        self._on_diagonal = self._plot.place(y, y)
        self._style = self._dot_style()
        theme = self.theme
        self._data, self._diagonal = self.pen("data", theme.data), self.pen("diagonal", theme.outline, static=True)
        self._residual, self._sample = self.pen("residual", theme.bar(theme.line)), self.pen("sample", theme.accent)

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels, and the diagonal."""
        yield self.header.title(aside=self.header.last_step())
        target = self.recording.dataset.target_name
        yield from self._plot.frame(
            self.frame_pens, self.unit, x_label=self.words.actual.format(target=target), y_label=self.words.predicted
        )
        low, high = self._plot.x.low, self._plot.x.high
        ends = self._plot.place([low, high], [low, high])
        yield self._diagonal.stroke(ends, SIZES.trail * self.unit, self._plot.area, cap="butt")
        size, area, words = SIZES.label * self.unit, self._plot.area, self.words.perfect_prediction
        width = face(size).width(words)
        if width <= area.width / 2:  # beside the diagonal, where the data leave room
            taken = np.concatenate(
                [
                    around(self._places(self.recording.rows_before_divergence - 1), 2 * SIZES.point * self.unit),
                    sampled([ends]),
                ]
            )
            place = free_place(width + size, 1.6 * size, area, taken, np.empty((0, 2)), ends[1])
            yield self.label_pen.text(words, place.left + size / 2, place.top + 1.2 * size, size)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the residuals as bars, the dots, and the sample in hand; at the last row there is none."""
        return self._marks(row, self.recording.sample[row : row if self.gives_verdict(row) else row + 1])

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the same marks with rings around the samples of the step that is told."""
        update = self.update_told(row, phase)
        return self.moving(row) if update is None else self._marks(row, update.samples)

    def _marks(self, row: int, samples: NDArray[np.int64]) -> Iterable[Mark]:
        """Yield the marks of `row` with `samples` in hand."""
        unit, area = self.unit, self._plot.area
        places = self._places(row)
        if len(places) <= FEW:
            for there, here in zip(self._on_diagonal, places, strict=True):
                yield self._residual.stroke(np.stack([there, here]), SIZES.trail * unit, area, cap="butt")
        yield self._style.dots(self._data, places, self.theme.background, area)
        samples = samples[samples >= 0]
        if 0 < len(samples) <= MOST_RINGS:
            if self._style.is_cloud:
                halo = SIZES.halo * unit
                yield self._data.dots(
                    places[samples], SIZES.point * unit, edge=self.theme.background, edge_width=halo, clip=area
                )
            yield self._sample.rings(places[samples], SIZES.ring * unit, SIZES.ring_width * unit, clip=area)

    def _actual_axis(self, axis: Axis) -> Axis:
        """Return the axis of the targets: `axis`, or that with the names of classes at 0 and 1."""
        names = self.recording.dataset.class_names
        if not names:
            return axis
        beside = self.plot_area.left - self.area.left + float(axis.share(0.0)) * self.plot_area.width
        room = min(2 * beside, 0.9 * float(axis.share(1.0) - axis.share(0.0)) * self.plot_area.width)
        return classes_axis(axis, names, SIZES.label * self.unit, room, middle=False)

    def _places(self, row: int) -> NDArray[np.float64]:
        """Return the (N, 2) places of the points at `row`."""
        places = self._on_diagonal.copy()
        places[:, 1] = self._plot.heights(self.recording.predictions[row])
        return places

    def _dot_style(self) -> DotStyle:
        """Return the style of the dots: they are closest at the end of the run, and the style is that of all rows."""
        lasts = np.unique(self._places(self.recording.rows_before_divergence - 1), axis=0)
        return dot_style(lasts, SIZES.point * self.unit, self.unit)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the root mean square of the residuals, and the step."""
        with np.errstate(all="ignore"):
            residuals = self.recording.predictions[row] - self.recording.dataset.y
            off = float(np.sqrt(np.mean(residuals**2)))
        yield from self.readout(row, self.words.off_by.format(number=self.words.number(significant(off))))
        yield self.header.step(row)
