"""The lattice of a lens: level and upright lines at powers of two, which spread as the lens zooms in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect, Stroke
    from sgdviz.drawing.pens import Pen

CLOSEST = 33.0
"""The least distance of two lines in reference pixels; where all are twice as far apart, new ones lie between."""

EDGE = 3.0
"""The least distance of a line from the edge of the lens in reference pixels: nearer ones would blur the frame."""


def lattice(
    lens: Rect, focus: NDArray[np.float64], pixels: tuple[float, float], pen: Pen, unit: float
) -> Iterable[Stroke]:
    """Yield the lines around `focus` in a lens where x and y have `pixels` a unit.

    The lines lie a power of two apart, in the units of each axis, and one of each kind goes through the focus.
    """
    for axis, (low, high) in enumerate(((lens.left, lens.right), (lens.top, lens.bottom))):
        apart = pixels[axis] * 2.0 ** math.ceil(math.log2(CLOSEST * unit / pixels[axis]))
        first = math.ceil((low + EDGE * unit - focus[axis]) / apart)
        last = math.floor((high - EDGE * unit - focus[axis]) / apart)
        for place in (focus[axis] + apart * number for number in range(first, last + 1)):
            ends = [[place, lens.top], [place, lens.bottom]] if axis == 0 else [[lens.left, place], [lens.right, place]]
            yield pen.stroke(np.array(ends), unit, lens, cap="butt", crisp=True)
