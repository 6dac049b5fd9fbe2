"""A training loop of a program as its source has it, and the pairs of a prediction and a target in it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgdviz.recording.capture.effects import Effect
    from sgdviz.recording.capture.functions import Function

Loop = ast.For | ast.AsyncFor | ast.While


@dataclass(eq=False)
class Pair:
    """An expression in which a prediction meets its target.

    `node` has two operands, the prediction the left or the right one, and `function` holds it. `kind` is "difference",
    "product" (a label times a score), "negative product", "comparison", "labels" (the probabilities of classes, and
    which is right) or "call" (of a library's loss).
    """

    node: ast.expr | ast.AugAssign
    kind: str
    left: ast.expr
    right: ast.expr
    is_left: bool
    function: Function
    number: int = -1

    @property
    def prediction(self) -> ast.expr:
        """The expression of the prediction."""
        return self.left if self.is_left else self.right

    @property
    def target(self) -> ast.expr:
        """The expression of the target."""
        return self.right if self.is_left else self.left


@dataclass(eq=False)
class TrainingLoop:
    """A loop each turn of which is one training step.

    `params` are the cells that it carries from turn to turn and that depend on themselves through others, in the order
    in which the program first writes them. `outer` are the loops around it in its function, inner ones first, and
    `callers` those of other functions from which calls lead to it. `pairs` are the predictions and targets in it.
    `losses` are the cells that may hold a loss, and `gradients` the expressions of gradients by the parameters that
    they change. `tainted_in` are the cells of functions that depend on the parameters.
    """

    node: Loop
    function: Function
    params: tuple[str, ...]
    effects: list[Effect]
    outer: list[Loop] = field(default_factory=list)
    callers: list[Loop] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    losses: tuple[str, ...] = ()
    gradients: dict[str, ast.expr] = field(default_factory=dict)
    tainted_in: dict[Function, set[str]] = field(default_factory=dict)
    number: int = -1

    @property
    def line(self) -> int:
        """The line of the loop's head."""
        return self.node.lineno
