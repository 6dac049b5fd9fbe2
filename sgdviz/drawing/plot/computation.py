"""The computation of one step as a graph: its nodes, their values, and the gradients that the chain rule gives them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sgdviz.drawing.plot.numbers import plain, significant
from sgdviz.drawing.plot.step_words import operand
from sgdviz.drawing.words import ENGLISH
from sgdviz.errors import InputError
from sgdviz.recording.effects import line_terms, unmoved

if TYPE_CHECKING:
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording
    from sgdviz.recording.effects import LineTerms
    from sgdviz.recording.update import Update

Kind = Literal["data", "parameter", "result", "error"]

_SYMBOL = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph: a number of the data, a parameter, a result, or the error and the loss made of it.

    `parents` are the nodes that it is computed from by `operation`. `column` counts from the left.
    """

    key: str
    label: str
    kind: Kind
    column: int
    operation: str = ""
    parents: tuple[str, ...] = ()


MOST_TERMS = 2
"""The number of parameters of a line."""


class Computation:
    """The graph of a prediction ``slope * x + constant``, its error, and its loss.

    The loss is half the squared error, whose slope is the error, or the error's size, whose slope is its sign. Raises
    `InputError` for a recording of any other prediction or loss.
    """

    def __init__(self, recording: Recording, panel: str, words: Words = ENGLISH) -> None:
        terms = line_terms(recording)
        if terms is None or recording.cost_kind == "cross-entropy":
            if len(recording.param_names) <= MOST_TERMS and unmoved(recording):
                raise InputError(f"the {panel} panel has no step to show: {unmoved(recording)}")
            what = f"the {panel} panel shows a line, slope times one input plus a constant, in the units of its data"
            raise InputError(f"{what}; leave it out of the panels")
        if not (recording.sample >= 0).any():
            what = f"the {panel} panel shows steps of one sample, and the recording has none"
            raise InputError(f"{what}; use a batch size of 1, record the sample, or leave the panel out")
        self._recording, self._terms, self._words = recording, terms, words
        self._absolute = recording.cost_kind == "mean absolute error"
        self.nodes = self._nodes(*symbols_of(recording, terms))

    def values(self, update: Update) -> dict[str, float]:
        """Return the value of each node in the forward pass of a step."""
        (sample,), (error,) = update.samples, update.errors
        dataset = self._recording.dataset
        x, slope = float(dataset.x[sample, 0]), float(update.before_params[self._terms.slope])
        values = {"x": x, "slope": slope, "product": slope * x}
        if self._terms.constant is not None:
            values["constant"] = float(update.before_params[self._terms.constant])
            values["sum"] = values["product"] + values["constant"]
        values |= {"target": float(dataset.y[sample]), "error": float(error)}
        return values | {"loss": abs(values["error"]) if self._absolute else values["error"] ** 2 / 2}

    def gradients(self, update: Update) -> dict[str, float]:
        """Return the gradient of the loss for each node that depends on a parameter, from right to left."""
        (sample,), (error,) = update.samples, update.errors
        outer = math.copysign(float(error != 0), error) if self._absolute else float(error)
        x = float(self._recording.dataset.x[sample, 0])
        inner = ("sum", "constant", "product") if self._terms.constant is not None else ("product",)
        return {"loss": 1.0, "error": outer, **dict.fromkeys(inner, outer), "slope": outer * x}

    def rules(self, update: Update) -> dict[str, str]:
        """Return the factor by which the gradient of each node follows from that of the node made of it."""
        (sample,), (error,) = update.samples, update.errors
        x = plain(float(self._recording.dataset.x[sample, 0]), digits=4)
        outer = ("+1" if error > 0 else "\u22121") if self._absolute else significant(float(error))
        rules = dict.fromkeys(self.gradients(update), "× 1")
        del rules["loss"]
        return {
            **rules,
            "error": f"× {operand(self._words.number(outer))}",
            "slope": f"× {operand(self._words.number(x))}",
        }

    def param_of(self, key: str) -> int | None:
        """Return the number of the parameter that a node is, or None."""
        return {"slope": self._terms.slope, "constant": self._terms.constant}.get(key)

    def _nodes(self, x: str, y: str, slope: str, constant: str) -> tuple[Node, ...]:
        """Return the nodes from left to right, in the order in which a forward pass computes them."""
        last = 2 if constant else 1
        nodes = [
            Node("x", x, "data", 0),
            Node("slope", slope, "parameter", 0),
            Node("product", f"{slope} {x}", "result", 1, "×", ("x", "slope")),
        ]
        if constant:
            nodes.append(Node("constant", constant, "parameter", 1))
            nodes.append(Node("sum", f"{slope} {x} + {constant}", "result", 2, "+", ("product", "constant")))
        words = self._words
        loss, made = (words.error_size, "| |") if self._absolute else (words.half_square, "½( )²")
        return (
            *nodes,
            Node("target", words.target.format(name=y), "data", last),
            Node("error", words.error, "error", last + 1, "\u2212", (nodes[-1].key, "target")),
            Node("loss", f"{words.loss} = {loss}", "error", last + 2, made, ("error",)),
        )


def symbols_of(recording: Recording, terms: LineTerms) -> tuple[str, str, str, str]:
    """Return the symbols of the input, the target, the slope and the constant: those of the formula, where it has them.

    The symbol of a constant is empty where there is none.
    """
    left, _, right = recording.formula.partition("=")
    found = _SYMBOL.findall(re.sub(r"\{[^}]*\}", " ", right))
    names = recording.param_names
    return (
        found[0] if len(found) == 1 else recording.dataset.feature_names[0],
        left.strip() or recording.dataset.target_name,
        names[terms.slope],
        "" if terms.constant is None else names[terms.constant],
    )
