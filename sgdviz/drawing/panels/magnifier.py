"""The magnifier: which part of a plot a lens shows, how much larger, and where the parts of the panel stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.marks import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.panels.nudge import Nudge

HIGHEST = 0.36
"""The largest height of plot and lens, as a share of the width of the panel."""

TALLEST = 0.74
"""The room for the rise in the lens, as a share of its height."""

WIDEST = 0.16
"""The room for the triangle, as a share of the width of the panel."""

BELOW = 0.14
"""The room below the lower point, as a share of the height of the lens."""

LENS_WIDTH = 0.28
"""The width of the lens as a share of the panel's; it is 0.6 to 1.6 times as wide as high."""

LEADERS, GUIDES = 44.0, 26.0
"""Reference pixels from the plot to the lens, where the leaders run, and from the lens to the triangle."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a lens panel from left to right: the `plot`, the `lens`, and the left end of the triangle."""

    plot: Rect
    lens: Rect
    triangle: float


def not_too_high(area: Rect) -> Rect:
    """Return the upper part of `area` that plot and lens take: higher ones would leave no width for the triangle."""
    return area._replace(bottom=min(area.bottom, area.top + round(HIGHEST * area.width)))


def split(area: Rect, unit: float, beside: float) -> Parts:
    """Return the parts of `area`, with `beside` pixels for the triangle and its labels."""
    width = round(min(max(LENS_WIDTH * area.width, 0.6 * area.height), 1.6 * area.height))
    triangle = math.floor(area.right - beside)
    right = round(triangle - GUIDES * unit)
    plot = Rect(area.left, area.top, round(right - width - LEADERS * unit), area.bottom)
    return Parts(plot, Rect(right - width, area.top, right, area.bottom), triangle)


@dataclass(frozen=True, slots=True)
class Zoom:
    """The scale of the lens, which is inverse to the nudge.

    `leg` is the length in pixels, in the lens, of a change of y by h. `pixels` is that of a change of y by 1 in the
    plot, and `lowest` the least ratio of rise to nudge, or 0.
    """

    leg: float
    pixels: float
    lowest: float

    def scale(self, h: float) -> float:
        """Return how much larger the lens shows the plot where the nudge is `h`."""
        return self.leg / (h * self.pixels)

    def focus(self, lens: Rect) -> NDArray[np.float64]:
        """Return the (2,) place in the lens of the point before the nudge."""
        return np.array([(lens.left + lens.right) / 2, lens.bottom - BELOW * lens.height + self.lowest * self.leg])


def zoom_for(nudges: Sequence[Nudge], area: Rect, pixels: float) -> Zoom:
    """Return the largest zoom that shows all `nudges` in a panel with `area`, by a whole number at the first row.

    `pixels` is the length of a change of y by 1 in the plot.
    """
    ratios = [nudge.ratio for nudge in nudges]
    lowest, highest = min(0.0, *ratios), max(0.0, *ratios)
    leg = min(WIDEST * area.width, TALLEST * area.height / max(highest - lowest, 1e-9))
    first = nudges[0].h[0] * pixels
    scale = leg / first
    return Zoom(first * (math.floor(scale) if scale >= 1 else scale), pixels, lowest)


def window(lens: Rect, focus: NDArray[np.float64], point: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Return the (5, 2) closed outline of what the lens shows, around `point` in the plot."""
    corners = np.array(
        [
            [lens.left, lens.top],
            [lens.right, lens.top],
            [lens.right, lens.bottom],
            [lens.left, lens.bottom],
            [lens.left, lens.top],
        ]
    )
    outline: NDArray[np.float64] = point + (corners - focus) / scale
    return outline
