"""The field of costs over two parameters: its plot with equal scales, bands of cost, and a cross at the lowest cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.colors import mix
from sgdviz.drawing.plot.axis import linear_axis
from sgdviz.drawing.plot.contours import OUTERMOST, Contours
from sgdviz.drawing.plot.equal_scales import equal_scales
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES
from sgdviz.recording.landscape import around_path
from sgdviz.recording.lowest_cost import lowest_cost
from sgdviz.recording.saddles import saddles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Rect
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.recording import Recording

BANDS = 9
"""Bands of cost, each a constant factor higher than the one inside it."""

PALEST = 0.2
"""The tint of the highest band as a share of that of the lowest: enough to show where the plot ends."""

CONTOUR = 1.12
"""The contrast of the lines between bands to the deepest band: they lead the eye, and are paler than all paths."""

MARGIN = 0.2
"""The least distance that the plot reaches past the paths on each side, as a share of the longest side of each."""

CROSS = 10.0
"""Reference pixels of an arm of the cross."""

SLANTED = 0.55
"""The length of an arm of a slanted cross across and up, as a share of that of an upright one."""


class CostField:
    """The landscapes of `runs`, which have one cost function, as static marks of `panel`.

    A step takes both parameters as plain numbers, so their scales are made equal whatever their units: a step straight
    downhill then crosses the contours at right angles. `lowest_cost` is None where it is not known, and `lowest`, its
    (2,) place in pixels, also where that lies outside the plot or a whole valley has it. `saddles` are (K, 2) pixels.
    On the lowest band, whose contrast to the background is `depth`, marks in the colours `paths` have the
    contrast `least`, by default that of marks.
    """

    def __init__(
        self, panel: Panel, runs: Sequence[Recording], paths: Sequence[str], least: float | None = None
    ) -> None:
        # The widest landscape goes on top: where the others reach further, they show beside it.
        self._runs = sorted(runs, key=lambda run: float(np.log(np.ptp(run.landscape, axis=0)).sum()))
        limits = _shown(self._runs, panel.plot_area)
        self.plot = Plot(panel.plot_area, *(linear_axis(float(low), float(high), reach=False) for low, high in limits))
        self._levels = _levels(np.concatenate([_inside(run, limits) for run in self._runs]))
        theme = panel.theme
        self.depth = theme.valley(paths, least)
        deepest = theme.share(theme.data, self.depth)
        shares = np.linspace(deepest, PALEST * deepest, len(self._levels) - 1)
        tints = [mix(theme.data, theme.background, float(share)) for share in shares]
        self._bands = [panel.pen(f"band.{number}", tint, static=True) for number, tint in enumerate(tints, 1)]
        contour = mix(theme.data, theme.background, theme.share(theme.data, self.depth * CONTOUR))
        self._contour = panel.pen("contour", contour, static=True)
        self._cross = panel.pen("lowest", theme.ink, static=True)
        self._unit = panel.unit
        known = [found for run in self._runs if (found := lowest_cost(run)) is not None]
        best = min(known, key=lambda found: found.cost) if known else None
        place = None if best is None or best.params is None else self.plot.place(*best.params)[0]
        self.lowest_cost = None if best is None else best.cost
        self.lowest = place if place is not None and self.plot.contains(place) else None
        saddles = self.plot.place(*saddles_of(self._runs[-1]).T)
        self.saddles = saddles[[self.plot.contains(saddle) for saddle in saddles]]

    def areas(self) -> Iterable[Mark]:
        """Yield the bands, lowest costs first, and a thin line between each and the next."""
        for run in self._runs:
            contours = Contours(self.plot, run.landscape)
            yield from contours.areas(run.landscape_cost, self._levels, self._bands)
            for level in self._levels[1:-1]:
                yield from contours.lines(run.landscape_cost, level, self._contour, SIZES.hairline * self._unit)

    def cross(self) -> Iterable[Mark]:
        """Yield the two arms of the upright cross at the lowest cost, and of a slanted one at each saddle."""
        level, upright = np.array([CROSS, 0.0]), np.array([0.0, CROSS])
        if self.lowest is not None:
            yield from self._arms(self.lowest, level, upright)
        for saddle in self.saddles:
            yield from self._arms(saddle, (level + upright) * SLANTED, (level - upright) * SLANTED)

    def _arms(self, place: NDArray[np.float64], *ways: NDArray[np.float64]) -> Iterable[Mark]:
        for way in ways:
            ends = np.stack([place - way * self._unit, place + way * self._unit])
            yield self._cross.stroke(ends, SIZES.trail * self._unit, self.plot.area, cap="butt")


def _shown(runs: Sequence[Recording], area: Rect) -> NDArray[np.float64]:
    """Return the (2, 2) limits of the axes: around all paths as far as a landscape reaches, at equal scales."""
    sides = []
    for run in runs:
        ends = np.stack([run.landscape.min(axis=0), run.landscape.max(axis=0)], axis=1)
        sides.append(np.clip(around_path(run, MARGIN), ends[:, :1], ends[:, 1:]))
    low, high = np.min(sides, axis=0)[:, 0], np.max(sides, axis=0)[:, 1]
    return equal_scales(np.stack([low, high], axis=1), area)


def _inside(run: Recording, limits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the costs of the grid points of `run` that lie between `limits`."""
    within = ((run.landscape >= limits[:, 0]) & (run.landscape <= limits[:, 1])).all(axis=1)
    costs: NDArray[np.float64] = run.landscape_cost[within]
    return costs


def _levels(costs: NDArray[np.float64]) -> list[float]:
    """Return the limits of the bands, as many as are distinct."""
    finite = costs[np.isfinite(costs)]
    lowest, highest = float(finite.min(initial=np.inf)), float(finite.max(initial=0.0))
    rise = np.geomspace(1e-4, 1.0, BANDS + 1)[1:-1] ** 0.75
    with np.errstate(all="ignore"):
        between = np.unique(lowest + (highest - lowest) * rise)
    return [-OUTERMOST, *between[np.abs(between) < OUTERMOST].tolist(), OUTERMOST]
