"""The places of a computation graph in its panel: boxes in columns, operations before them, edges between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.margins import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.plot.computation import Node

BOX = (102.0, 68.0)
"""The width and height of a box in reference pixels."""

TOP, BOTTOM = 66.0, 16.0
"""Reference pixels above the highest box and below the lowest one."""

OPERATION, WIDE_OPERATION = 13.0, 17.0
"""The radius of an operation in reference pixels, and of one of several characters."""

BEFORE = 36.0
"""Reference pixels from the middle of an operation to the box of its result."""

LANES = {"x": 0.0, "slope": 0.46, "product": 0.2, "constant": 0.78, "sum": 0.42, "target": 1.0, "error": 0.66}
"""The height of each node, from the highest box at 0 to the lowest one at 1."""

NO_CONSTANT = {"x": 0.0, "slope": 0.7, "product": 0.3, "target": 1.0, "error": 0.6}
"""The same for a graph without a constant."""


class GraphPlaces:
    """The box of each node, the middle of the operation before it, and the edges that lead there."""

    def __init__(self, nodes: Sequence[Node], area: Rect, unit: float) -> None:
        lanes = LANES if any(node.key == "constant" for node in nodes) else NO_CONSTANT
        width, height = BOX[0] * unit, BOX[1] * unit
        left, right = area.left + MARGIN.left * unit, area.right - MARGIN.right * unit - width
        top, bottom = area.top + TOP * unit, area.bottom - BOTTOM * unit - height
        last = max(node.column for node in nodes)
        self._radii = {
            node.key: (WIDE_OPERATION if len(node.operation) > 3 else OPERATION) * unit
            for node in nodes
            if node.parents
        }
        self.boxes: dict[str, Rect] = {}
        self.operations: dict[str, NDArray[np.float64]] = {}
        for node in nodes:
            lane = lanes["error"] if node.key == "loss" else lanes[node.key]
            x, y = round(left + (right - left) * node.column / last), round(top + (bottom - top) * lane)
            box = self.boxes[node.key] = Rect(x, y, x + width, y + height)
            if node.parents:
                self.operations[node.key] = np.array([box.left - BEFORE * unit, (box.top + box.bottom) / 2])

    def radius(self, node: str) -> float:
        """Return the radius in pixels of the operation before a node."""
        return self._radii[node]

    def ahead(self, node: str) -> NDArray[np.float64]:
        """Return the (2, 2) ends of the line from the operation to the box of its result."""
        x, y = self.operations[node]
        return np.array([[x + self.radius(node), y], [self.boxes[node].left - 1.0, y]])

    def edge(self, parent: str, node: str) -> NDArray[np.float64]:
        """Return the (2, 2) ends of the edge from a node to the operation that uses it, at the rim of that circle."""
        box, middle = self.boxes[parent], self.operations[node]
        start = np.array([box.right, (box.top + box.bottom) / 2])
        way = middle - start
        return np.stack([start, middle - way / np.hypot(*way) * self.radius(node)])
