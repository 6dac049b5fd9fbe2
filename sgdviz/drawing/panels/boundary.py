"""The boundary panel: two classes of points, the model's probability of each, and where it changes its decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.colors import mix
from sgdviz.drawing.panels.class_dots import ClassDots, ClassPens
from sgdviz.drawing.panels.class_legend import ClassLegend
from sgdviz.drawing.panels.class_names import class_labels
from sgdviz.drawing.panels.data_axis import data_axis
from sgdviz.drawing.panels.margins import GUTTER
from sgdviz.drawing.panels.panel import MOST_RINGS, Panel
from sgdviz.drawing.plot.contours import OUTERMOST, Contours
from sgdviz.drawing.plot.numbers import significant
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face, shorten
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording

LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""The probabilities that separate the tints of the ground."""

LEAST_DOUBT = 1e-15
"""The least distance of a probability from 0 and from 1, so that its log odds are finite."""

TINTS = (1.0, 0.63, 0.3)
"""The tints of the ground as shares of the deepest one, from certain to uncertain."""


class BoundaryPanel(Panel):
    """The decision surface below the points, and the line of equal probabilities."""

    name: ClassVar[str] = "boundary"
    heading: ClassVar[str] = "Boundary"
    width: ClassVar[float] = 480.0
    shows_step: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        x, y, grid = recording.dataset.x, recording.dataset.y, recording.grid
        if x.shape[1] != 2 or not len(grid):
            raise InputError(
                f"the boundary panel draws two inputs and the data have {x.shape[1]}; leave it out of the panels"
            )
        if not set(y.tolist()) <= {0.0, 1.0}:
            raise InputError(
                "the boundary panel draws two classes, 0 and 1, and the data have others; leave it out of the panels"
            )
        grids = np.concatenate([run.grid for run in self.axis_runs])
        area, ends = self.plot_area, [(float(side.min()), float(side.max())) for side in grids.T]
        sides = (
            data_axis(recording.dataset, column, ends[column], area, self.unit, upright=column == 1, words=self.words)
            for column in (0, 1)
        )
        self._plot = Plot(area, *sides)
        self._contours = Contours(self._plot, grid)
        theme = self.theme
        self._boundary = self.pen("line", theme.line)
        self._halo = self.pen("halo", theme.background)
        depth = theme.valley((theme.line,))
        pens = self._class_pens(depth)
        self._classes = ClassDots(self._plot.place(*x.T), y, pens, theme.background, self.unit)
        self._counts = self._classes.counts(self._plot.area, np.empty((0, 2)))
        self._beside, names = GUTTER * self.unit, class_labels(recording.dataset)
        y_label = face(SIZES.label * self.unit).width(recording.dataset.feature_names[1]) + self._beside
        beside = y_label if self.frame_pens.labelled[1] else 0.0
        self._legend = ClassLegend(names, self._plot.area, self.unit, beside)
        self._ring = self.pen("ring", theme.ink) if self.explains else None
        self._has_odds = recording.cost_kind == "cross-entropy"
        self._levels = [-OUTERMOST, *self._log_odds(np.array(LEVELS)).tolist(), OUTERMOST]
        deepest, other = (theme.share(color, depth) for color in (theme.data, theme.accent))
        tints = [mix(theme.data, theme.background, share * deepest) for share in TINTS]
        tints += [mix(theme.accent, theme.background, share * other) for share in reversed(TINTS)]
        self._tints = [self.pen(f"tint.{number}", tint) for number, tint in enumerate(tints, 1)]

    def static(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels, and the legend of the classes."""
        first, second = self.recording.dataset.feature_names
        yield self.header.title(aside=self.header.last_step())
        second = shorten(second, SIZES.label * self.unit, self._legend.left - self._beside - self._plot.area.left)
        yield from self._plot.frame(self.frame_pens, self.unit, x_label=first, y_label=second)
        yield from self._legend.marks(self._classes.swatch, self.label_pen)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the surface, the boundary and the points; a cloud of points lies below the boundary."""
        values = self._log_odds(self.recording.grid_predictions[row])
        yield from self._contours.areas(values, self._levels, self._tints)
        middle = self._levels[len(self._levels) // 2]
        width = SIZES.line * self.unit
        lines = tuple(self._contours.lines(values, middle, self._boundary, width))
        if not self._classes.is_cloud:
            yield from lines
            yield from self._classes.marks
            yield from self._counts
            return
        yield from self._classes.marks
        for line in lines:
            yield self._halo.stroke(line.points, width + 2 * SIZES.halo * self.unit, line.clip, line.cap)
        yield from lines

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the same marks with rings around the samples of the step that is told."""
        yield from self.moving(row)
        update = self.update_told(row, phase)
        if update is not None and self._ring is not None and 0 < len(update.samples) <= MOST_RINGS:
            places = self._plot.place(*self.recording.dataset.x[update.samples].T)
            yield self._ring.rings(places, SIZES.ring * self.unit * 0.85, SIZES.ring_width * self.unit)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the share of the points that are classified correctly, and the step."""
        right = (self.recording.predictions[row] > 0.5) == (self.recording.dataset.y > 0.5)
        share = self.words.number(significant(float(100 * right.mean())))
        yield from self.readout(row, self.words.share_right.format(number=share))
        yield self.header.step(row)

    def _class_pens(self, depth: float) -> ClassPens:
        """Return the pens of the classes; `depth` is the contrast of the deepest ground under them."""
        theme = self.theme
        colors = (theme.data, theme.accent)
        dots = [self.pen(f"class.{number}", color) for number, color in enumerate(colors)]
        counts = [
            self.pen(f"class.{number}.count", theme.words(color, over=color, depth=depth))
            for number, color in enumerate(colors)
        ]
        return ClassPens((dots[0], dots[1]), (counts[0], counts[1]))

    def _log_odds(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities as log odds, which are nearly linear between grid points; other values unchanged.

        The probabilities of a certain model jump between two grid points, and their contours would be stairs.
        """
        if not self._has_odds:
            return values
        shares = np.clip(values, LEAST_DOUBT, 1 - LEAST_DOUBT)
        odds: NDArray[np.float64] = np.log(shares / (1 - shares))
        return odds
