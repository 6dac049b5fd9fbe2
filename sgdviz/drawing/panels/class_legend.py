"""The legend of two classes: a dot and a name for each, at the right end of the strip over a plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.plot.short_names import short_names
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sgdviz.drawing.marks import Dots, Mark, Rect
    from sgdviz.drawing.pens import Pen

BESIDE, APART = 11.0, 16.0
"""Reference pixels from the middle of a dot to its name, and from a name to the next dot."""

MOST_ROOM = 0.7
"""The share of the width of a plot that a legend takes at most, where the label of the y axis needs the rest."""

RAISED = 8.0
"""Reference pixels from the plot up to the baseline, which is that of a label of the y axis."""


class ClassLegend:
    """A dot and the name of each class at the right end of the strip over the plot `area`, where it covers nothing.

    The strip also has a text that is `beside` pixels wide. Names that have no room beside it, and take more than
    `MOST_ROOM` of the strip, are shortened, the longer one first. `left` is the left end of the legend in pixels.
    """

    def __init__(self, names: tuple[str, ...], area: Rect, unit: float, beside: float) -> None:
        self._unit, self._size = unit, SIZES.label * unit
        widths = [face(self._size).width(name) for name in names]
        dot = 1.5 * BESIDE * unit
        most = max(MOST_ROOM * area.width, area.width - beside)
        room = most - len(names) * dot - (len(names) - 1) * APART * unit
        shares = widths if sum(widths) <= room else [max(room - other, room / 2) for other in reversed(widths)]
        self._names = short_names(names, self._size, shares)
        self._right, self._y = area.right, area.top - RAISED * unit
        own = [face(self._size).width(name) for name in self._names]
        self._starts = [
            area.right - sum(own[number:]) - (dot + APART * unit) * (len(own) - 1 - number)
            for number in range(len(own))
        ]
        self.left = self._starts[0] - dot

    def marks(self, swatch: Callable[[int, tuple[float, float]], Dots], pen: Pen) -> Iterable[Mark]:
        """Yield a dot by `swatch`, which is given the number of a class and a place, and the name by `pen`."""
        for number, (name, x) in enumerate(zip(self._names, self._starts, strict=True)):
            yield swatch(number, (x - BESIDE * self._unit, self._y - 0.36 * self._size))
            yield pen.text(name, x, self._y, self._size)
