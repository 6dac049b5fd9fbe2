"""The landscape: the cost over two parameters as contours, and the path that the run walks down."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.errors import InputError
from sgdviz.marks import Dots, Stroke
from sgdviz.panels.base import Panel, PanelSettings
from sgdviz.panels.contours import OUTERMOST, Contours
from sgdviz.panels.numerals import significant
from sgdviz.panels.plot import Plot, linear_axis
from sgdviz.theme import SIZES, mix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.marks import Mark
    from sgdviz.recording import Recording

BANDS = 9
"""Bands of cost, each as many times higher than the one inside it."""

DEEPEST_TINT, PALEST_TINT = 0.34, 0.05
"""The share of the data's colour in the lowest band, and in the highest: enough to show where the plot ends."""

APART = 4.0
"""Reference pixels that the path must have gone on before a piece of it is set down for good."""


class LandscapePanel(Panel):
    """Contours of the cost over both parameters, the path so far, the last step as an arrow, and a ball at now."""

    share: ClassVar[float] = 480.0
    heading: ClassVar[str] = "Cost over the parameters"
    says_ending: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        if len(recording.param_names) != 2 or not len(recording.landscape):
            raise InputError(
                "the landscape panel needs a run of a model with two parameters, recorded with its landscape; "
                "leave it out of the panels"
            )
        # The widest goes on top: where the others reach further, they are seen beside it.
        self._grounds = sorted(self.ground_peers, key=lambda peer: float(np.log(np.ptp(peer.landscape, axis=0)).sum()))
        places = np.concatenate([peer.landscape for peer in self._grounds])
        sides = (linear_axis(float(side.min()), float(side.max()), reach=False) for side in places.T)
        self._plot = Plot(self.plot_area, *sides)
        self._levels = _levels(np.concatenate([peer.landscape_cost for peer in self._grounds]))
        shares = np.linspace(DEEPEST_TINT, PALEST_TINT, len(self._levels) - 1)
        self._tints = [mix(self.theme.data, self.theme.background, float(share)) for share in shares]
        self._path = self._plot.place(*recording.params[: self.shown_rows].T)
        self._corners = _corners(self._path, APART * self.unit)

    @property
    def inks(self) -> tuple[str, ...]:
        """The path and the last step."""
        return self.theme.line, self.theme.accent, self.theme.background

    @property
    def frame_inks(self) -> tuple[str, ...]:
        """The bands, beside those of any plot."""
        return *self._tints, *super().frame_inks

    def backdrop(self) -> Iterable[Mark]:
        """Return the bands, the heading, the axes and their labels."""
        first, second = map(self.param_label, self.recording.param_names)
        for ground in self._grounds:
            contours = Contours(self._plot, ground.landscape)
            yield from contours.areas(ground.landscape_cost, self._levels, self._tints)
        yield self.title_text(aside=self.step_text(self.shown_rows - 1))
        yield from self._plot.frame(self.theme, self.unit, x_label=first, y_label=second, lines=False)

    def deposits(self, first: int, last: int) -> Iterable[Mark]:
        """Return the pieces of the path between corners."""
        for before, corner in pairwise(self._corners):
            if first <= corner < last:
                yield self._walked(before, corner)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the path since the last corner, the last step as an arrow, the ball, and the cost."""
        theme, unit = self.theme, self.unit
        corner = max(index for index in self._corners if index <= row)
        if corner < row:
            yield self._walked(corner, row)
        if row:
            yield from _arrow(self._path[row - 1], self._path[row], theme.accent, unit, self._plot)
        ball = self._path[row : row + 1]
        if self._inside(ball[0]):
            yield Dots(ball, SIZES.now * 1.3 * unit, theme.line, theme.background, SIZES.halo * unit)
        yield self.readout(f"cost {significant(float(self.recording.cost[row]))}")
        yield self.step_text(row)

    def _walked(self, first: int, last: int) -> Stroke:
        points = self._path[[first, last]]
        return Stroke(points, self.theme.line, SIZES.curve * self.unit, self._plot.area)

    def _inside(self, point: NDArray[np.float64]) -> bool:
        area = self._plot.area
        return bool(area.left <= point[0] <= area.right and area.top <= point[1] <= area.bottom)


def _levels(costs: NDArray[np.float64]) -> list[float]:
    """Return the limits of the bands: as many as can be told apart."""
    finite = costs[np.isfinite(costs)]
    lowest, highest = float(finite.min(initial=np.inf)), float(finite.max(initial=0.0))
    rise = np.geomspace(1e-4, 1.0, BANDS + 1)[1:-1] ** 0.75
    with np.errstate(all="ignore"):
        between = np.unique(lowest + (highest - lowest) * rise)
    return [-OUTERMOST, *between[np.abs(between) < OUTERMOST].tolist(), OUTERMOST]


def _corners(path: NDArray[np.float64], apart: float) -> list[int]:
    """Return the rows at which the path is set down: the first, and each that is `apart` from the one before."""
    corners = [0]
    for row in range(1, len(path)):
        if np.hypot(*(path[row] - path[corners[-1]])) >= apart:
            corners.append(row)
    return corners


def _arrow(start: NDArray[np.float64], end: NDArray[np.float64], color: str, unit: float, plot: Plot) -> Iterable[Mark]:
    """Yield an arrow for a step; none for one too short to see."""
    way = end - start
    length = float(np.hypot(*way))
    if not 14 * unit <= length < 1e6:
        return
    ahead = way / length
    aside = np.array([-ahead[1], ahead[0]])
    tip = end - ahead * 7 * unit  # the ball lies at the end
    head = np.stack([tip - (ahead + aside * 0.7) * 6 * unit, tip, tip - (ahead - aside * 0.7) * 6 * unit])
    yield Stroke(np.stack([start, tip]), color, SIZES.residual * unit, plot.area)
    yield Stroke(head, color, SIZES.residual * unit, plot.area)
