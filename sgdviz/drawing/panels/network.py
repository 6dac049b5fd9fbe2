"""The network panel: neurons in layers, the weights between them, and what each hidden neuron computes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.margins import READOUT_BASELINE
from sgdviz.drawing.panels.network_edges import NetworkEdges, SignPens
from sgdviz.drawing.panels.network_places import MOST_NEURONS, NetworkPlaces
from sgdviz.drawing.panels.network_values import BESIDE, VALUE, NetworkValues, ValuePens, room_for_value
from sgdviz.drawing.panels.neuron_curves import NeuronCurves
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.numbers import fixed
from sgdviz.drawing.plot.short_names import short_names
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face, shorten
from sgdviz.errors import InputError
from sgdviz.pacing.telling import eased
from sgdviz.recording.network import network_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Anchor, Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording
    from sgdviz.recording.network import Network

MOST_LAYERS = 2
"""The largest number of hidden layers that can be read."""

TOP, SIDE, BOTTOM = 82.0, 28.0, 24.0
"""Reference pixels around the nodes and their names."""

MOST_OF_NAMES = 0.24
"""The largest share of the panel for the names on either side."""

MOST_NUMBERS, NUMBER_AT = 5, 0.4
"""The largest number of inputs of a single neuron whose weights are written, and their place along the edge."""

ANCHORS: dict[float, Anchor] = {-1.0: "left", 0.0: "middle", 1.0: "right"}
"""The anchor of the number of a weight whose edge falls, is level or rises to the right."""

NAME = 15.0
"""The size of the names in reference pixels."""

CURVE, TINY_CURVE = 2.2, 1.5
"""Widths of the curves in large and in small circles, in reference pixels."""

NOTE = 9.0
"""Reference pixels from the bottom of the panel to the baseline of the line below the network."""

SWATCH = 20.0
"""The length in reference pixels of the lines in the legend."""


class NetworkPanel(Panel):
    """A network from its inputs to its output: a circle for each neuron, an edge for each weight.

    The width of an edge is the size of its weight, its colour the sign; the ring of a neuron shows its bias likewise.
    In a network of one input the circle of a hidden neuron holds its activation over that input, and that of the output
    the prediction. In a forward pass the values of the sample appear layer by layer, in a backward pass the steps of
    the weights, from right to left.
    """

    name: ClassVar[str] = "network"
    heading: ClassVar[str] = "Network"
    width: ClassVar[float] = 440.0
    least: ClassVar[tuple[float, float]] = (280.0, 240.0)
    shows_step: ClassVar[bool] = True
    fills_margins: ClassVar[bool] = True
    tells_backward: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._network = drawable_network(recording)
        theme, unit, sizes = self.theme, self.unit, self._network.sizes
        names, target = recording.dataset.feature_names, recording.dataset.target_name
        size, most = NAME * unit, MOST_OF_NAMES * self.area.width
        self._names = short_names(names, size, most)
        self._target = shorten(target, size, most)
        least = room_for_value(recording, unit) if self.explains else 0.0
        widest = max(least, *(face(size).width(name) for name in self._names)) + BESIDE * unit
        after = max(least, face(size).width(self._target)) + BESIDE * unit
        left, right = self.area.left + SIDE * unit + widest, self.area.right - SIDE * unit - after
        area = Rect(left, self.area.top + TOP * unit, right, self.area.bottom - BOTTOM * unit)
        self._places = NetworkPlaces(sizes, area, unit)
        self._line = self.pen("line", theme.line)
        signs = SignPens(self.pen("positive", theme.data), self.pen("negative", theme.line), theme.negative_dash)
        self._signs = signs
        self._edges = NetworkEdges(self._network, self._places, self._largest(), signs, unit)
        self._structure = self.pen("edge", theme.grid, static=True)
        self._rim = self.pen("neuron", theme.outline, static=True)
        self._input = self.pen("input", theme.muted, static=True)
        self._curve = self.pen("curve", theme.ink)
        self._curves = NeuronCurves(recording, self._network, self._places, unit) if sizes[0] == 1 else None
        few = sizes[1:] == (1,) and sizes[0] <= MOST_NUMBERS
        self._number = self.pen("number", theme.ink) if few else None
        self._write = fixed(recording.params[: recording.rows_before_divergence])
        self._values = self._values_of_a_step() if self.explains else None
        if self.explains:
            self._step = self.pen("step_of_weight", theme.accent)
            self._note = self.pen("note", theme.muted)

    def static(self) -> Iterable[Mark]:
        """Return the heading, the legend, the names, and the nodes with thin edges."""
        unit, size = self.unit, NAME * self.unit
        yield self.header.title(aside=self.header.last_step())
        yield from self._legend()
        yield from self._edges.structure(self._structure, SIZES.hairline * unit)
        places = self._places
        yield self._input.dots(places.centers[0], places.radii[0])
        for name, (x, y) in zip(self._names, places.centers[0], strict=True):
            yield self.label_pen.text(name, x - places.radii[0] - BESIDE * unit, y + 0.36 * size, size, anchor="right")
        for centers, radius in zip(places.centers[1:], places.radii[1:], strict=True):
            yield self._rim.rings(centers, radius, SIZES.hairline * 1.5 * unit)
        x, y = places.centers[-1][0]
        yield self.label_pen.text(self._target, x + places.radii[-1] + BESIDE * unit, y + 0.36 * size, size)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the edges of the weights, the rings of the biases, and the small curves."""
        params = self.recording.params[row]
        yield from self._edges.weights(params)
        yield from self._edges.biases(params)
        if self._curves is not None:
            yield from self._small_curves(self._curves, row)
        yield from self._numbers(row)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the values of the sample, from left to right, or the steps of the weights on their way back.

        In an update the weights move, and their steps go.
        """
        yield from self.moving(row)
        update = self.update_told(row, phase)
        if update is None or self._values is None:
            return
        if phase.part != "forward":
            shown = phase.progress if phase.part == "backward" else 1 - phase.progress
            yield from self._edges.steps(update.step, eased(shown), self._step)
            yield from self._step_legend()
        if phase.part != "update":
            yield from self._values.marks(update, phase.progress if phase.part == "forward" else 1.0)

    def _step_legend(self) -> Iterable[Mark]:
        """Yield the line of a step with its words, below the network."""
        unit, size = self.unit, SIZES.label * self.unit
        x, y = self.plot_area.left, self.area.bottom - NOTE * unit
        ends = np.array([[x, y - 0.36 * size], [x + SWATCH * unit, y - 0.36 * size]])
        yield self._step.stroke(ends, SIZES.line * unit)
        yield self._note.text(self.words.steps_of_weights, x + (SWATCH + 6) * unit, y, size)

    def _values_of_a_step(self) -> NetworkValues:
        pens = ValuePens(self.pen("value", self.theme.accent_ink), self.pen("sample", self.theme.accent))
        return NetworkValues(
            self.recording,
            self._network,
            self._places,
            self._curves,
            pens,
            self.theme.background,
            self.unit,
            self.words,
        )

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step."""
        yield self.header.step(row)

    def _numbers(self, row: int) -> Iterable[Text]:
        """Yield the weights of a single neuron in numbers, each over the outer part of its edge."""
        if self._number is None:
            return
        size = VALUE * self.unit
        for before, number in enumerate(self._network.layers[0].weights[:, 0]):
            start, end = self._places.edge(0, before, 0)
            x, y = start + (end - start) * NUMBER_AT
            text = self.words.number(self._write(float(self.recording.params[row, number])))
            rise = float(np.sign(start[1] - end[1]))  # the text lies on the side where its edge goes down
            anchor = ANCHORS[rise]
            yield self._number.text(text, x, y - 0.45 * size, size, bold=True, anchor=anchor, tabular=True)

    def _small_curves(self, curves: NeuronCurves, row: int) -> Iterable[Mark]:
        for points in curves.points(row):
            if np.isfinite(points).all():
                yield self._curve.stroke(points, self._curve_width)
        points = curves.output(row)
        if np.isfinite(points).all():
            yield self._line.stroke(points, CURVE * self.unit)

    @property
    def _curve_width(self) -> float:
        return (CURVE if min(self._places.radii[1:]) > 14 * self.unit else TINY_CURVE) * self.unit

    def _legend(self) -> Iterable[Mark]:
        """Yield a line of each sign's colour with its word, and what widths show, as far as there is room."""
        unit, size = self.unit, SIZES.label * self.unit
        x, y = self.plot_area.left, self.area.top + READOUT_BASELINE * unit
        for sign, word in ((1.0, self.words.positive), (-1.0, self.words.negative)):
            ends = np.array([[x, y - 0.36 * size], [x + SWATCH * unit, y - 0.36 * size]])
            yield self._signs.stroke(ends, SIZES.line * unit, sign, unit)
            x += (SWATCH + 6) * unit
            yield self.label_pen.text(word, x, y, size)
            x += face(size).width(word) + 14 * unit
        ways: tuple[str, ...] = (
            self.words.widths_long,
            self.words.widths,
            self.words.widths_of_weights,
            self.words.rims,
        )
        if self.recording.standardized:
            ways = (self.words.widths_standardized, self.words.rims_standardized, self.words.standardized)
        for words in ways:
            if x + face(size).width(words) <= self.plot_area.right:
                yield self.label_pen.text(words, x, y, size)
                return

    def _largest(self) -> float:
        """Return the size of the largest parameter of all runs of the scene that are networks."""
        sizes = [
            float(np.nanmax(np.abs(np.where(np.isfinite(params), params, 0.0))))
            for run in self.axis_runs
            if run is self.recording or network_of(run) is not None
            for params in (run.params[: run.rows_before_divergence],)
        ]
        return max(sizes)


def drawable_network(recording: Recording) -> Network:
    """Return the network of `recording`; raises `InputError` where there is none, or one too large to be read."""
    network = network_of(recording)
    if network is None:
        what = "the network panel shows a network of neurons with weights W1[1,1] and biases b1[1], or w1 and b"
        raise InputError(f"{what}, and the recording has another model; leave it out of the panels")
    if max(network.sizes) > MOST_NEURONS or len(network.sizes) > MOST_LAYERS + 2:
        shape = "-".join(map(str, network.sizes))
        most = f"at most {MOST_NEURONS} neurons in each of {MOST_LAYERS} hidden layers"
        raise InputError(f"the network is {shape} and the network panel shows {most}; leave it out of the panels")
    return network
