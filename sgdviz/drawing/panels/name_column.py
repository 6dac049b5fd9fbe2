"""A column of names at the ends of many curves, each with a short line from the end of its curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.short_names import short_names
from sgdviz.drawing.plot.spread import spread
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Rect
    from sgdviz.drawing.pens import Pen

LEADING = 1.15
"""The distance of two names, as a multiple of the type's size."""

LEAST_SIZE = 10.5
"""The least size of the type, in reference pixels."""

MOST_ROOM = 0.4
"""The largest share of the width of a plot that the names take."""

LEADER, AIR = 14.0, 4.0
"""The width of the lines from curves to names, and the air on both sides, in reference pixels."""

FAINT = 0.55
"""The opacity of the lines."""


@dataclass(frozen=True, slots=True)
class NameColumn:
    """A column of names beside a plot of `area`, in type of `size` pixels, `width` wide with the lines to it."""

    names: tuple[str, ...]
    area: Rect
    size: float
    width: float
    unit: float

    def marks(self, ends: NDArray[np.float64], lines: Sequence[Pen], words: Sequence[Pen]) -> Iterable[Mark]:
        """Yield for each of the (N, 2) `ends` of curves a line by its pen of `lines` and a name by that of `words`."""
        heights = np.clip(np.nan_to_num(ends[:, 1], nan=self.area.bottom), self.area.top, self.area.bottom)
        places = spread(heights, LEADING * self.size, self.area.top, self.area.bottom)
        air, right = AIR * self.unit, LEADER * self.unit
        for x, height, place, name, line, word in zip(
            ends[:, 0], heights, places, self.names, lines, words, strict=True
        ):
            points = np.array([[x + air, height], [x + air + right, place]])
            yield line.stroke(points, SIZES.hairline * self.unit, opacity=FAINT)
            yield word.text(name, x + 2 * air + right, place + 0.36 * self.size, self.size, bold=True)


def most_names(area: Rect, unit: float) -> int:
    """Return the largest number of names that a column beside a plot has room for."""
    return int(area.height / (LEADING * LEAST_SIZE * unit)) + 1


def name_column(names: Sequence[str], shown: Sequence[int], area: Rect, unit: float) -> NameColumn:
    """Return a column of those of all `names` whose numbers are `shown`, at least one.

    Long names are shortened, and the type is as large as the number of names allows. The width has room for any of all
    names, so that it is the same for every run.
    """
    size = float(np.clip(area.height / (LEADING * max(len(shown) - 1, 1)), LEAST_SIZE * unit, SIZES.label * unit))
    around = (LEADER + 2 * AIR) * unit
    short = short_names(names, size, MOST_ROOM * area.width - around, bold=True)
    own = tuple(short[number] for number in shown)
    return NameColumn(own, area, size, around + max(face(size, bold=True).width(name) for name in short), unit)
