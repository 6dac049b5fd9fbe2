"""The boundary: two classes of points, what the model says of every place, and where it changes its mind."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.errors import InputError
from sgdviz.marks import Dots
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

LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Between them, and beyond, the ground has one colour each: how sure the model is."""

LEAST_DOUBT = 1e-15
"""What a probability of 0, and what is missing from one of 1, count as."""

TINTS = (0.30, 0.19, 0.09)
"""Shares of a class's colour on the ground, from sure to unsure."""


class BoundaryPanel(Panel):
    """The decision surface under the points, and the line along which both classes are equally likely."""

    share: ClassVar[float] = 480.0
    heading: ClassVar[str] = "Boundary"
    says_ending: ClassVar[bool] = True
    moves_areas: ClassVar[bool] = True

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
        grids = np.concatenate([peer.grid for peer in self.peers])
        sides = (linear_axis(float(side.min()), float(side.max()), reach=False) for side in grids.T)
        self._plot = Plot(self.plot_area, *sides)
        self._contours = Contours(self._plot, grid)
        theme, size, halo = self.theme, SIZES.point * self.unit * 0.85, SIZES.halo * self.unit
        self._classes = [
            Dots(self._plot.place(*x[y == value].T), size, color, theme.background, halo, lasting=True)
            for value, color in ((0.0, theme.data), (1.0, theme.accent))
        ]
        self._sure = recording.cost_kind == "cross-entropy"
        self._levels = [-OUTERMOST, *self._evened(np.array(LEVELS)).tolist(), OUTERMOST]
        self._tints = [mix(theme.data, theme.background, share) for share in TINTS]
        self._tints += [mix(theme.accent, theme.background, share) for share in reversed(TINTS)]

    @property
    def inks(self) -> tuple[str, ...]:
        """The boundary, the classes, and the tints of the ground."""
        return self.theme.line, self.theme.data, self.theme.accent, *self._tints

    def backdrop(self) -> Iterable[Mark]:
        """Return the heading, the axes and their labels."""
        first, second = self.recording.dataset.feature_names
        yield self.title_text(aside=self.step_text(self.shown_rows - 1))
        yield from self._plot.frame(self.theme, self.unit, x_label=first, y_label=second)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the surface, the boundary, the points, and how many of them are on the right side."""
        values = self._evened(self.recording.grid_predictions[row])
        yield from self._contours.areas(values, self._levels, self._tints)
        middle = self._levels[len(self._levels) // 2]
        yield from self._contours.lines(values, middle, self.theme.line, SIZES.line * self.unit)
        yield from self._classes
        right = (self.recording.predictions[row] > 0.5) == (self.recording.dataset.y > 0.5)
        yield self.readout(f"{significant(float(100 * right.mean()))} % right")
        yield self.step_text(row)

    def _evened(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities as log odds, which go nearly straight from place to place; other values as they are.

        A sure model's probabilities jump from one place to the next, and their contours would be stairs.
        """
        if not self._sure:
            return values
        shares = np.clip(values, LEAST_DOUBT, 1 - LEAST_DOUBT)
        odds: NDArray[np.float64] = np.log(shares / (1 - shares))
        return odds
