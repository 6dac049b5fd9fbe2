"""The values of one sample on their way through a network: numbers in and below circles, dots on the small curves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.plot.numbers import plain, significant
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.network_places import NetworkPlaces
    from sgdviz.drawing.panels.neuron_curves import NeuronCurves
    from sgdviz.drawing.pens import Pen
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording
    from sgdviz.recording.network import Network
    from sgdviz.recording.update import Update

BESIDE = 8.0
"""Reference pixels between a node and its name, or its value beside it."""

DIGITS = 3
"""The number of digits of the value of an input."""

WIDEST = "\u22120.000"
"""A number as wide as most values."""

WIDEST_POWER = "\u22120.00×10⁻¹⁰"
"""The same for data whose values are written with powers of ten."""

ACTIVATION = "\u22120.00"
"""An activation as wide as most."""

VALUE = 14.0
"""The size of the numbers in reference pixels."""

BELOW = 1.15
"""The distance from a circle, or from a name, to the baseline of the number below, as a multiple of its size."""

INSIDE = 1.6
"""The largest width of a number in a circle, as a multiple of the radius."""

LEAST_SIZE = 9.0
"""The least size of a number in a circle in reference pixels; smaller ones are left out."""

DONE = 0.75
"""The share of a forward pass after which all values are shown."""


class ValuePens(NamedTuple):
    """The pens of the numbers, and of the dots on the curves."""

    number: Pen
    dot: Pen


def room_for_value(recording: Recording, unit: float) -> float:
    """Return the width in pixels that the values beside the inputs and the output need."""
    values = np.abs(np.concatenate([recording.dataset.x.ravel(), recording.dataset.y]))
    has_powers = bool((values >= 1e6).any() or (values.max() < 1e-2))
    return face(VALUE * unit, bold=True).width(WIDEST_POWER if has_powers else WIDEST)


class NetworkValues:
    """The values of the one sample of an update, from the inputs to the prediction.

    `curves` are those of a network of one input.
    """

    def __init__(
        self,
        recording: Recording,
        network: Network,
        places: NetworkPlaces,
        curves: NeuronCurves | None,
        pens: ValuePens,
        background: str,
        unit: float,
        words: Words = ENGLISH,
    ) -> None:
        self._recording, self._network, self._places, self._curves = recording, network, places, curves
        self._pens, self._background, self._unit, self._number = pens, background, unit, words.number

    def marks(self, update: Update, share: float) -> Iterable[Mark]:
        """Yield the values of the columns that a forward pass has reached at a `share` of its way.

        An update by several samples has no one value of a neuron, and so no marks.
        """
        if len(update.samples) != 1:
            return
        x = self._recording.dataset.x[update.samples]
        columns = len(self._places.centers)
        reached = min(int(share / DONE * columns) + 1, columns)
        yield from self._inputs(x[0])
        for column, values in enumerate(self._network.hidden(update.before_params, x), 1):
            if column < reached:
                yield from self._hidden(column, values[0], update, x[0])
        if reached == columns:
            predicted = float(self._recording.predictions[update.before, update.samples[0]])
            yield self._beside_output(self._number(significant(predicted)))

    def _inputs(self, x: NDArray[np.float64]) -> Iterable[Mark]:
        """Yield the value of each input below its name, where the names leave room for it."""
        size, heights = VALUE * self._unit, self._places.centers[0][:, 1]
        right = self._places.centers[0][0, 0] - self._places.radii[0] - BESIDE * self._unit
        if len(heights) > 1 and np.diff(heights).min() < 2.6 * size:
            return
        for value, y in zip(x, heights, strict=True):
            text = significant(float(value)) if abs(value) >= 1000 else plain(float(value), digits=DIGITS)
            text = self._number(text)
            baseline = y + (0.36 + BELOW) * size
            yield self._pens.number.text(text, right, baseline, size, bold=True, anchor="right")

    def _hidden(
        self, column: int, values: NDArray[np.float64], update: Update, x: NDArray[np.float64]
    ) -> Iterable[Mark]:
        """Yield the activation of each neuron of a column, as a dot on its curve and a number where there is room."""
        centers, radius = self._places.centers[column], self._places.radii[column]
        if self._curves is not None:
            for place in self._curves.places_at(update.before_params, x, column):
                yield self._pens.dot.dots(
                    place[None], min(SIZES.now * self._unit, 0.3 * radius), edge=self._background, edge_width=self._unit
                )
        gap = np.diff(centers[:, 1]).min(initial=np.inf) - 2 * radius
        for number, value in enumerate(values):
            text = self._number(significant(float(value), 2))
            if self._curves is None:
                size = min(VALUE * self._unit, radius)
                size *= min(INSIDE * radius / face(size, bold=True).width(ACTIVATION), 1.0)  # one size for all
                size *= min(2 * radius / face(size, bold=True).width(text), 1.0)
                if size >= LEAST_SIZE * self._unit:
                    x_, y = centers[number]
                    yield self._pens.number.text(text, x_, y + 0.36 * size, size, bold=True, anchor="middle")
            elif self._has_one_layer and gap > (BELOW + 0.4) * VALUE * self._unit:
                yield self._below(text, column, number)

    @property
    def _has_one_layer(self) -> bool:
        """Whether there is one hidden layer, so that no edges pass below its circles."""
        return len(self._places.centers) == 3

    def _beside_output(self, text: str) -> Text:
        """Return the prediction below the name of the target."""
        (x, y), size = self._places.centers[-1][0], VALUE * self._unit
        left = x + self._places.radii[-1] + BESIDE * self._unit
        return self._pens.number.text(text, left, y + (0.36 + BELOW) * size, size, bold=True)

    def _below(self, text: str, column: int, number: int) -> Text:
        """Return a number below a circle."""
        x, y = self._places.centers[column][number]
        size = VALUE * self._unit
        baseline = y + self._places.radii[column] + BELOW * size
        return self._pens.number.text(text, x, baseline, size, bold=True, anchor="middle")
