"""The graph panel: the computation of the step in hand, values from left to right and gradients from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sgdviz.drawing.panels.graph_places import BOX, GraphPlaces
from sgdviz.drawing.panels.panel import Panel
from sgdviz.drawing.plot.arrow import arrow
from sgdviz.drawing.plot.computation import Computation
from sgdviz.drawing.plot.numbers import plain, significant
from sgdviz.drawing.plot.step_words import param_decimals, rounded
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face, fitting_size
from sgdviz.recording.update import update_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings
    from sgdviz.drawing.pens import Pen
    from sgdviz.pacing import Phase
    from sgdviz.recording import Recording
    from sgdviz.recording.update import Update

NAME, VALUE, GRADIENT, RULE = 14.0, 17.0, 13.5, 14.0
"""Sizes of the texts in reference pixels."""

LINES = (19.0, 40.0, 59.0)
"""Reference pixels from the top of a box to the baselines of its name, value and gradient."""

EDGE, BACK = 1.4, 2.4
"""Widths of an edge, and of the arrow of a gradient along it, in reference pixels."""


class GraphPanel(Panel):
    """The computation of one step: data, parameters, product, sum, error and loss as boxes joined by operations.

    In a forward pass the values appear from left to right; in a backward pass the gradients of the loss from right to
    left, each with the factor of the chain rule; in an update the parameters change. A whole step shows all of it.
    """

    name: ClassVar[str] = "graph"
    heading: ClassVar[str] = "Computation"
    width: ClassVar[float] = 860.0
    least: ClassVar[tuple[float, float]] = (840.0, 390.0)
    shows_step: ClassVar[bool] = True
    fills_margins: ClassVar[bool] = True

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        theme = self.theme
        self._computation = Computation(recording, self.name, self.words)
        self._places = GraphPlaces(self._computation.nodes, self.area, self.unit)
        self._value_pens = {
            "data": self.pen("data", theme.data),
            "parameter": self.pen("parameter", theme.line),
            "result": self.pen("result", theme.ink),
            "error": self.pen("error", theme.accent_ink),
        }
        self._gradient, self._rule = self.pen("gradient", theme.accent_ink), self.pen("rule", theme.accent_ink)
        self._box, self._edge = self.pen("box", theme.outline, static=True), self.pen("edge", theme.muted, static=True)
        self._operation, self._ahead = self.pen("operation", theme.ink, static=True), self.pen("ahead", theme.muted)

    def static(self) -> Iterable[Mark]:
        """Return the heading, the boxes with their names, the edges and the operations."""
        yield self.header.title(aside=self.header.last_step())
        unit = self.unit
        for node in self._computation.nodes:
            box = self._places.boxes[node.key]
            corners = [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]]
            yield self._box.stroke(np.array([*corners, corners[0]]), SIZES.hairline * 1.5 * unit)
            middle = (box.left + box.right) / 2
            size = fitting_size([node.label], NAME * unit, box.width - 8 * unit)
            yield self.label_pen.text(node.label, middle, box.top + LINES[0] * unit, size, anchor="middle")
            if not node.parents:
                continue
            operation = self._places.operations[node.key]
            for parent in node.parents:
                yield self._edge.stroke(self._places.edge(parent, node.key), EDGE * unit)
            radius = self._places.radius(node.key)
            yield self._box.rings(operation[None], radius, SIZES.hairline * 1.5 * unit)
            size = VALUE * unit
            size *= min(1.6 * radius / face(size, bold=True).width(node.operation), 1.0)
            yield self._operation.text(
                node.operation, operation[0], operation[1] + 0.36 * size, size, bold=True, anchor="middle"
            )

    def moving(self, row: int) -> Iterable[Mark]:
        """Return all values and gradients of the step that led to `row`; at the first row, the parameters alone."""
        update = update_at(self.recording, row)
        if update is None or not len(update.samples):
            yield from self._forward_arrows(set())
            yield from self._parameters(row)
            return
        yield from self._values(update, 1.0, updated=1.0)
        yield from self._gradients(update, 1.0)

    def moving_in(self, row: int, phase: Phase) -> Iterable[Mark]:
        """Return the values of the forward pass, the gradients of the backward pass, or the update, as far as it is."""
        update = self.update_told(row, phase)
        if update is None or not len(update.samples):
            yield from self._forward_arrows(set())
            yield from self._parameters(row)
            return
        shown = phase.progress if phase.part == "forward" else 1.0
        yield from self._values(update, shown, updated=phase.progress if phase.part == "update" else 0.0)
        if phase.part == "forward":
            yield from self._forward_arrows(set())
        else:
            yield from self._gradients(update, phase.progress if phase.part == "backward" else 1.0)

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step."""
        yield self.header.step(row)

    def _values(self, update: Update, share: float, *, updated: float) -> Iterable[Mark]:
        """Yield the values of a `share` of the nodes, from the left; those of parameters as they are `updated`."""
        values = self._computation.values(update)
        nodes = self._computation.nodes
        for node in nodes[: _count(len(nodes), share)]:
            text = plain(values[node.key]) if node.kind == "data" else significant(values[node.key])
            text = self.words.number(text)
            param = self._computation.param_of(node.key)
            if param is not None and param < _count(len(update.step), updated) and updated > 0:
                decimals = param_decimals(update)
                old, new = (float(values[param]) for values in (update.before_params, update.after_params))
                text = " → ".join(self.words.number(rounded(value, decimals)) for value in (old, new))
            yield self._text(node.key, text, 1, self._value_pens[node.kind])

    def _parameters(self, row: int) -> Iterable[Mark]:
        """Yield the values of the parameters at `row`, where no step is known."""
        for node in self._computation.nodes:
            param = self._computation.param_of(node.key)
            if param is not None:
                value = self.words.number(significant(float(self.recording.params[row, param])))
                yield self._text(node.key, value, 1, self._value_pens["parameter"])

    def _gradients(self, update: Update, share: float) -> Iterable[Mark]:
        """Yield a `share` of the gradients, from the right, each with its rule and an arrow against the edge."""
        gradients = self._computation.gradients(update)
        rules = self._computation.rules(update)
        children = {parent: node.key for node in self._computation.nodes for parent in node.parents}
        shown = list(gradients)[: _count(len(gradients), share)]
        begun = {children[key] for key in shown if key in rules}
        yield from self._forward_arrows(begun)
        for node in sorted(begun):
            yield self._rule.stroke(self._places.ahead(node), BACK * self.unit)
        for key in shown:
            if key in rules:
                start, end = self._places.edge(key, children[key])
                yield from arrow(self._rule, np.stack([end, start]), BACK * self.unit)
                yield self._rule_text(rules[key], start, end)
            yield self._text(
                key, self.words.gradient.format(number=self.words.number(_number(gradients[key]))), 2, self._gradient
            )

    def _forward_arrows(self, without: set[str]) -> Iterable[Mark]:
        """Yield the arrow from each operation to its result, but for those whose gradient goes the other way."""
        for node in self._computation.nodes:
            if node.parents and node.key not in without:
                yield from arrow(self._ahead, self._places.ahead(node.key), EDGE * self.unit)

    def _text(self, key: str, text: str, line: int, pen: Pen) -> Text:
        """Return a line of text in the box of a node, smaller where it is too long for that."""
        box = self._places.boxes[key]
        size = (VALUE if line == 1 else GRADIENT) * self.unit
        room = box.width - 10 * self.unit
        size *= min(room / face(size, bold=True).width(text), 1.0)
        x, y = (box.left + box.right) / 2, box.top + LINES[line] * self.unit
        return pen.text(text, x, y, size, bold=True, anchor="middle")

    def _rule_text(self, rule: str, start: NDArray[np.float64], end: NDArray[np.float64]) -> Text:
        """Return the rule of an edge, on the side of it that is free."""
        size = RULE * self.unit
        x, y = (start + end) / 2
        if abs(start[1] - end[1]) < 1:  # a level edge: over the boxes at its ends, since it may be wider than the gap
            above = y - BOX[1] / 2 * self.unit - 0.4 * size
            return self._rule.text(rule, end[0], above, size, bold=True, anchor="middle")
        aside, down = 8 * self.unit, 0.9 * size if start[1] > end[1] else -0.2 * size
        return self._rule.text(rule, x + aside, y + down, size, bold=True)


def _number(value: float) -> str:
    """Return a number with three digits; 1 and -1, the slopes of a size, as they are."""
    return plain(value) if abs(value) == 1 else significant(value)


def _count(all_of_them: int, share: float) -> int:
    """Return how many of them are shown at a `share` of the way: one at the start, all of them at three quarters."""
    return min(int(share / 0.75 * all_of_them) + 1, all_of_them)
