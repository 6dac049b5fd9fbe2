"""Arrows of the gradient that causes a step in the landscape, and of the slope of the cost over all data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.arrow import arrow
from sgdviz.drawing.plot.free_place import corner, sampled
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.recording.slope import cost_slopes
from sgdviz.recording.update import samples_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.recording import Recording

TYPICAL, LONGEST, SHORTEST = 52.0, 78.0, 9.0
"""The length of the median arrow of a gradient in reference pixels, and the most and the least of any: longer ones are
cut, shorter ones left out."""

KEY = 24.0
"""Reference pixels of an arrow in the key."""

LINE = 1.35
"""The distance of baselines in the key, as a multiple of the size of type."""

INSET = 9.0
"""Reference pixels between the key and the edge of the plot."""


class SlopeArrows:
    """The arrows of `panel`, at the (T, 2) `points` of its run in `plot`; the scale is common to all of `runs`.

    Both point downhill: against the gradient of the samples that caused the step, and against that of the cost over all
    data. Their lengths are in proportion, whether the loss is the cost or, as half a square, half of it. A gradient of
    all samples, or an unknown one, has no arrow of its own. `depth` is the contrast of the deepest band under them.
    """

    def __init__(
        self, panel: Panel, plot: Plot, points: NDArray[np.float64], runs: Sequence[Recording], depth: float
    ) -> None:
        self._run, self._points, self._plot, self._unit = panel.recording, points, plot, panel.unit
        theme, self._words = panel.theme, panel.words
        self._halo = panel.pen("slope.halo", theme.background)
        self._own_pen, self._true_pen = panel.pen("slope.sample", theme.accent_ink), panel.pen("slope.all", theme.ink)
        self._word_pen = panel.pen("slope.key", theme.words(theme.accent, over=theme.data, depth=depth), static=True)
        self._all_pen = panel.pen("slope.key", theme.ink, static=True)
        area = plot.area
        pixels = np.array([-area.width / (plot.x.high - plot.x.low), area.height / (plot.y.high - plot.y.low)])
        pixels *= TYPICAL * self._unit / (_typical(runs, pixels) or 1.0)
        self._own, self._true = _own_slopes(self._run) * pixels, _true_slopes(self._run) * pixels
        self._has_own = bool(np.isfinite(self._own).any())

    def at(self, row: int) -> Iterable[Mark]:
        """Yield the arrows of the update to `row` from where it started; none where that was not recorded."""
        before = int(self._run.row_before[row])
        if before < 0 or not self._plot.contains(self._points[before]):
            return
        start = self._points[before]
        for pen, way in ((self._true_pen, self._true[before]), (self._own_pen, self._own[row])):
            length = float(np.hypot(*way))
            if not SHORTEST * self._unit <= length < np.inf:
                continue
            ends = np.stack([start, start + way * min(1.0, LONGEST * self._unit / length)])
            width = SIZES.residual * self._unit
            yield from arrow(self._halo, ends, width, self._plot.area, halo=SIZES.halo * self._unit)
            yield from arrow(pen, ends, width, self._plot.area)

    def key(self) -> Iterable[Mark]:
        """Yield the meaning of the arrows, in the corner of the plot that the run leaves free.

        Without data there is one arrow only, and nothing to tell apart.
        """
        if self._run.cost_kind == "function value":
            return
        unit, size = self._unit, SIZES.label * self._unit
        lines = [(self._own_pen, self._word_pen, self._own_word())] * self._has_own
        lines.append((self._true_pen, self._all_pen, self._words.all_samples))
        width = (KEY + 7) * unit + max(face(size).width(word) for *_, word in lines)
        area = self._plot.area.inset(INSET * unit)
        place = corner(width, LINE * size * len(lines), area, sampled([self._points]))
        if place.left < area.left or place.bottom > area.bottom:
            return  # a plot too small for words
        for number, (pen, word_pen, word) in enumerate(lines):
            y = place.top + size * (0.62 + LINE * number)
            ends = np.array([[place.left, y], [place.left + KEY * unit, y]])
            yield from arrow(pen, ends, SIZES.residual * unit)
            yield word_pen.text(word, place.left + (KEY + 7) * unit, y + 0.36 * size, size)

    def _own_word(self) -> str:
        counts = {len(samples_at(self._run, row)) for row in range(1, len(self._run))}
        words = self._words
        if max(counts, default=0) > 1:
            return words.this_batch
        return words.this_sample if counts == {1} else words.this_step


def _own_slopes(run: Recording) -> NDArray[np.float64]:
    """Return the (T, 2) gradients that caused the steps; NaN where all samples did."""
    slopes = run.gradients.copy()
    whole = [row for row in range(len(run)) if len(samples_at(run, row)) == len(run.dataset)]
    slopes[whole] = np.nan
    return slopes


def _true_slopes(run: Recording) -> NDArray[np.float64]:
    """Return the (T, 2) gradients of the loss over all data: half that of the cost where the loss is half a square."""
    halved = run.loss_kind not in ("loss", "sum") and run.cost_kind == "mean squared error"
    return cost_slopes(run) * (0.5 if halved else 1.0)


def _typical(runs: Sequence[Recording], pixels: NDArray[np.float64]) -> float:
    """Return the median length in pixels of the gradients that caused the steps of `runs`, or of those of all data.

    `pixels` (2,) are those of a unit of each parameter.
    """
    for slopes in (_own_slopes, _true_slopes):
        lengths = np.concatenate([np.hypot(*(slopes(run)[1 : run.rows_before_divergence] * pixels).T) for run in runs])
        lengths = lengths[np.isfinite(lengths) & (lengths > 0)]
        if lengths.size:
            return float(np.median(lengths))
    return 0.0
