"""The places of a network in its panel: columns of nodes from left to right, and the edges between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Rect

MOST_NEURONS = 16
"""The largest number of nodes of a column that can be read."""

LARGEST, SHARE = 27.0, 0.42
"""The largest radius of a neuron in reference pixels, and its largest share of the distance of two neurons."""

INPUT = 4.0
"""The radius of an input in reference pixels."""


class NetworkPlaces:
    """The (n, 2) centers of the nodes of each column in `area`, and the radius of each column's nodes.

    The first column holds the inputs, and the last one the output; `sizes` are the numbers of nodes.
    """

    def __init__(self, sizes: Sequence[int], area: Rect, unit: float) -> None:
        self.centers: list[NDArray[np.float64]] = []
        self.radii: list[float] = []
        self.pitch = area.height / max(sizes)
        """The distance in pixels of two nodes of the largest column."""
        middle, most = (area.top + area.bottom) / 2, LARGEST * unit
        apart = (area.width - 2 * most) / (len(sizes) - 1)
        for column, count in enumerate(sizes):
            pitch = area.height / count
            radius = min(most, SHARE * pitch, SHARE * apart)
            x = area.left + INPUT * unit if column == 0 else area.left + most + column * apart
            heights = middle + (np.arange(count) - (count - 1) / 2) * min(pitch, 3.6 * most)
            self.centers.append(np.column_stack([np.full(count, x), heights]))
            self.radii.append(INPUT * unit if column == 0 else radius)

    def edge(self, layer: int, before: int, after: int) -> NDArray[np.float64]:
        """Return the (2, 2) ends of the edge between two nodes of consecutive columns, at the rims of their circles."""
        start, end = self.centers[layer][before], self.centers[layer + 1][after]
        ahead = (end - start) / np.hypot(*(end - start))
        return np.stack([start + ahead * self.radii[layer], end - ahead * self.radii[layer + 1]])
