"""Equal scales: limits of two axes at which a unit is as long across as it is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect

MOST = 3.0
"""Axes whose scales differ by more than this factor keep them: equal ones would leave most of the plot empty."""


def equal_scales(limits: NDArray[np.float64], area: Rect) -> NDArray[np.float64]:
    """Return the (2, 2) `limits`, a low and a high end for each axis, with one axis extended about its middle.

    `area` is that of the plot.
    """
    spans = limits[:, 1] - limits[:, 0]
    per_pixel = spans / (area.width, area.height)
    coarsest = float(per_pixel.max())
    if not (np.isfinite(per_pixel).all() and 0 < coarsest <= MOST * float(per_pixel.min())):
        return limits
    room = (per_pixel < coarsest) * (coarsest * np.array([area.width, area.height]) - spans) / 2
    return limits + np.stack([-room, room], axis=1)
