"""The style of dots where there are many: smaller, without rims and translucent, so that the density can be read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Dots, Rect
    from sgdviz.drawing.pens import Pen

FEW_NEAR = 2.5
"""The mean number of dots nearer to a dot than its diameter up to which dots are drawn at full size."""

ALL_CLOUD = 4.0
"""From this multiple of `FEW_NEAR` on, dots have no rim."""

SHRINKING = 0.25
"""The power of the number of near dots by which dots shrink: the fourth root."""

LEAST_SIZE = 0.3
"""The least radius of a dot, as a share of the full one."""

DEPTH = 0.8
"""The share of the ground that dots hide where they lie as close as on average."""

LEAST_OPACITY = 0.14
"""The least opacity of a dot: a point apart from all others must still be seen."""

PROBES = 256
"""The number of dots whose neighbours are counted; of more dots, as many evenly spaced ones."""

BLOCK = 32
"""The number of dots whose distances to all others are in memory at a time."""


class DotStyle(NamedTuple):
    """The radius and the rim of dots in pixels, and their opacity; without a rim `rim` is 0."""

    radius: float
    rim: float
    opacity: float
    is_cloud: bool

    def dots(self, pen: Pen, centers: NDArray[np.float64], background: str, clip: Rect | None = None) -> Dots:
        """Return dots of `pen` in this style, their rims in the background's colour."""
        edge = background if self.rim else None
        return pen.dots(centers, self.radius, edge=edge, edge_width=self.rim, clip=clip, opacity=round(self.opacity, 3))


def dot_style(centers: NDArray[np.float64], radius: float, unit: float) -> DotStyle:
    """Return the style of dots around the (N, 2) `centers`, of `radius` pixels where they have room.

    `unit` is the size of a reference pixel. Everything follows from the mean number of dots nearer to a dot than its
    diameter: dots shrink with its fourth root, lose their rims, and become translucent, so that the shade of a place
    grows with the number of dots there.
    """
    near = mean_near(centers, 2 * radius) / FEW_NEAR
    if near <= 1:
        return DotStyle(radius, SIZES.halo * unit, 1.0, is_cloud=False)
    share = max(near**-SHRINKING, LEAST_SIZE)
    covering = 1 + FEW_NEAR * near * share**2 / 4  # the mean number of dots over the middle of a dot
    opacity = max(1 - (1 - DEPTH) ** (1 / covering), LEAST_OPACITY)
    cloudy = min(math.log(near) / math.log(ALL_CLOUD), 1.0)
    rim = (1 - cloudy) * SIZES.halo * unit
    return DotStyle(radius * share, rim, 1 - cloudy * (1 - opacity), is_cloud=True)


def mean_near(centers: NDArray[np.float64], distance: float) -> float:
    """Return the mean number of other points nearer than `distance` to a point, of (N, 2) distinct `centers`."""
    if len(centers) < 2:
        return 0.0
    probes = centers[np.unique(np.linspace(0, len(centers) - 1, PROBES).astype(np.int64))]
    found = 0
    for start in range(0, len(probes), BLOCK):
        block = probes[start : start + BLOCK]
        squares = (block[:, :1] - centers[:, 0]) ** 2 + (block[:, 1:] - centers[:, 1]) ** 2
        found += int((squares < distance**2).sum())
    return found / len(probes) - 1
