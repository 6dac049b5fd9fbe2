"""The parameters of a network as marks: each weight an edge, each bias a ring; width by size, colour by sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.arrow import arrow
from sgdviz.drawing.plot.dashes import Dashes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Stroke
    from sgdviz.drawing.panels.network_places import NetworkPlaces
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.theme import Dash
    from sgdviz.recording.network import Network

WIDEST, WIDEST_RING, INCREMENT = 7.0, 4.5, 0.5
"""The widths of the largest weight and of the largest bias in reference pixels, and the increment of widths.

Widths in increments keep most edges the same from frame to frame.
"""

PART = 0.3
"""The largest width as a share of the distance of two neurons, so that many edges do not cover each other."""

MOST_HEADS = 12
"""The largest number of edges whose steps have arrow heads; those of more would cover each other."""


class SignPens(NamedTuple):
    """The pens of parameters above and below zero, and the lines of those below."""

    positive: Pen
    negative: Pen
    dash: Dash = "solid"

    def of(self, sign: float) -> Pen:
        """Return the pen of a value above or below zero."""
        return self.positive if sign > 0 else self.negative

    def stroke(self, ends: NDArray[np.float64], width: float, sign: float, unit: float) -> Stroke:
        """Return the line of a value above or below zero."""
        points = ends if sign > 0 else Dashes(ends, self.dash, unit).cut(ends, 0)
        return self.of(sign).stroke(points, width, cap="round" if points is ends else "butt")


class NetworkEdges:
    """The edges and rings of a network; `largest` is the size of the largest parameter of the recording."""

    def __init__(self, network: Network, places: NetworkPlaces, largest: float, pens: SignPens, unit: float) -> None:
        self._pens, self._unit, self._largest = pens, unit, largest or 1.0
        self._widest = min(WIDEST, max(PART * places.pitch / unit, INCREMENT))
        self._edges = [
            (layer, int(number), places.edge(layer, before, after))
            for layer, own in enumerate(network.layers)
            for (before, after), number in np.ndenumerate(own.weights)
        ]
        self._rings = [
            (int(number), places.centers[layer][place], places.radii[layer])
            for layer, own in enumerate(network.layers, 1)
            for place, number in enumerate(own.biases)
        ]
        self._made: dict[tuple[int, float], Mark] = {}

    def structure(self, pen: Pen, width: float) -> Iterable[Mark]:
        """Yield every edge as a thin line, which shows where a weight is zero."""
        for _, _, ends in self._edges:
            yield pen.stroke(ends, width)

    def weights(self, params: NDArray[np.float64]) -> Iterable[Mark]:
        """Yield the edges of the (P,) parameters."""
        for _, number, ends in self._edges:
            width = self._width(params[number], self._widest)
            if width:
                yield self._mark(number, width, ends)

    def biases(self, params: NDArray[np.float64]) -> Iterable[Mark]:
        """Yield the ring of each neuron whose bias is not zero."""
        for number, center, radius in self._rings:
            width = self._width(params[number], min(WIDEST_RING, self._widest))
            if width:
                key = number, width
                if key not in self._made:
                    self._made[key] = self._pens.of(width).rings(center[None], radius, abs(width) * self._unit)
                yield self._made[key]

    def steps(self, step: NDArray[np.float64], share: float, pen: Pen) -> Iterable[Mark]:
        """Yield the (P,) steps of the weights over the edges, from right to left as far as a `share` of the way."""
        largest = float(np.abs(step[[number for _, number, _ in self._edges]]).max()) or 1.0
        layers = self._edges[-1][0] + 1
        heads = len(self._edges) <= MOST_HEADS
        for layer, number, ends in reversed(self._edges):
            grown = min(max(share * layers - (layers - 1 - layer), 0.0), 1.0)
            width = round(abs(step[number]) / largest * self._widest * 0.6 / INCREMENT) * INCREMENT * self._unit
            if not (grown > 0 and width > 0):
                continue
            way = np.stack([ends[1], ends[1] + (ends[0] - ends[1]) * grown])
            if heads:
                yield from arrow(pen, way, width)
            else:
                yield pen.stroke(way, width)

    def _mark(self, number: int, width: float, ends: NDArray[np.float64]) -> Mark:
        key = number, width
        if key not in self._made:
            self._made[key] = self._pens.stroke(ends, abs(width) * self._unit, width, self._unit)
        return self._made[key]

    def _width(self, value: float, widest: float) -> float:
        """Return the width in reference pixels, with the sign of `value`; 0 for a parameter that is 0 or not finite."""
        if value == 0 or not np.isfinite(value):
            return 0.0
        size = min(abs(value) / self._largest, 1.0) * widest
        return float(np.copysign(max(round(size / INCREMENT), 1) * INCREMENT, value))
