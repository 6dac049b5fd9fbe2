"""The view through a lens: both lines around the sample, over a lattice that spreads as the lens zooms in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.panels.lattice import lattice
from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Dots, Mark, Rect, Stroke
    from sgdviz.drawing.pens import Pen


class LensPens(NamedTuple):
    """The pens of a lens: its frame, the lattice, the lines before and after, a dot on each, the rise, and guides."""

    frame: Pen
    lattice: Pen
    base: Pen
    line: Pen
    before: Pen
    after: Pen
    rise: Pen
    guide: Pen


class LensView:
    """The view in the rectangle `lens`: the sample is at `focus` before the nudge and at `nudged` after it.

    `base` is the line before the nudge in the plot, (2, 2) in pixels. Level guides lead from both places of the sample
    to the pixels `guided_to` on the right. `background` is the colour of the dots' halos.
    """

    def __init__(
        self,
        lens: Rect,
        focus: NDArray[np.float64],
        nudged: NDArray[np.float64],
        base: NDArray[np.float64],
        *,
        guided_to: tuple[float, float],
        pens: LensPens,
        background: str,
        unit: float,
    ) -> None:
        self._lens, self._focus, self._nudged, self._pens, self._unit = lens, focus, nudged, pens, unit
        self._background = background
        left, top, right, bottom = lens
        frame = np.array([[left, top], [right, top], [right, bottom], [left, bottom], [left, top]])
        guides = [np.array([place, [end, place[1]]]) for place, end in zip((focus, nudged), guided_to, strict=True)]
        self._below = (
            *(pens.guide.stroke(points, SIZES.hairline * unit, cap="butt", crisp=True) for points in guides),
            self._across(pens.base, focus, base, SIZES.trail),
        )
        self._above = (
            pens.rise.stroke(np.array([focus, nudged]), SIZES.residual * unit, cap="butt"),
            self._dot(pens.before, focus),
            self._dot(pens.after, nudged),
            pens.frame.stroke(frame, SIZES.trail * unit),
        )

    def marks(self, line: NDArray[np.float64], pixels: tuple[float, float]) -> Iterable[Mark]:
        """Yield what the lens shows while the line after the nudge is `line` in the plot, (2, 2) in pixels.

        `pixels` are those of a unit of x and of y in the lens.
        """
        yield from lattice(self._lens, self._focus, pixels, self._pens.lattice, self._unit)
        yield from self._below
        yield self._across(self._pens.line, self._nudged, line, SIZES.line)
        yield from self._above

    def _across(self, pen: Pen, place: NDArray[np.float64], line: NDArray[np.float64], width: float) -> Stroke:
        """Return the line across the lens through `place` that is parallel to `line`: a zoom keeps directions."""
        slope = (line[1, 1] - line[0, 1]) / (line[1, 0] - line[0, 0])
        points = [(x, place[1] + slope * (x - place[0])) for x in (self._lens.left, self._lens.right)]
        return pen.stroke(np.array(points), width * self._unit, self._lens, cap="butt")

    def _dot(self, pen: Pen, place: NDArray[np.float64]) -> Dots:
        unit = self._unit
        return pen.dots(place[None], SIZES.point * unit, edge=self._background, edge_width=SIZES.halo * unit)
