"""The names of overlaid runs at the ends of their curves, in their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.end_places import end_places
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect, Text
    from sgdviz.drawing.panels.panel import Panel

MOST = 0.26
"""The largest share of a plot's width for the names beside it; longer ones stand in the legend alone."""

BESIDE = 10.0
"""Reference pixels between the end of a curve and its name."""

SPARE = 20.0
"""Reference pixels of the margin that the names may take."""

INCREMENT = 4.0
"""Reference pixels: a name moves to the right in increments, so that most frames leave it where it is."""

LEADING = 1.12
"""The least distance of two names, as a multiple of their size."""


def beside(panel: Panel, names: Sequence[str], plot_area: Rect) -> Rect:
    """Return `plot_area` with room for `names` to the right of it; as it is where they would take too much of it."""
    needed = _width(panel, names) + (BESIDE - SPARE) * panel.unit
    if needed + SPARE * panel.unit > MOST * plot_area.width:
        return plot_area
    return plot_area._replace(right=round(plot_area.right - max(needed, 0.0)))


class RunNames:
    """The names of the runs of `panel` at (T, R) `places`, across and down, of the ends of their curves in pixels."""

    def __init__(
        self,
        panel: Panel,
        names: Sequence[str],
        colors: Sequence[str],
        across: NDArray[np.float64],
        down: NDArray[np.float64],
    ) -> None:
        self._size = SIZES.label * panel.unit
        self._names, self._ground = names, panel.theme.background
        self._pens = [panel.pen(f"name.{number}", panel.theme.words(color)) for number, color in enumerate(colors, 1)]
        area = panel.plot_area
        increment = INCREMENT * panel.unit
        self._lefts = np.ceil(across / increment) * increment + (BESIDE - INCREMENT / 2) * panel.unit
        self._heights = end_places(down, LEADING * self._size, area.top, area.bottom)

    def at(self, row: int) -> Iterable[Text]:
        """Yield the names at `row`, each on a patch of the background: a grid line through it would be a stroke."""
        for name, pen, x, y in zip(self._names, self._pens, self._lefts[row], self._heights[row], strict=True):
            yield pen.text(name, x, y + 0.36 * self._size, self._size, bold=True, patch=self._ground)


def _width(panel: Panel, names: Sequence[str]) -> float:
    return max(face(SIZES.label * panel.unit, bold=True).width(name) for name in names)
