"""The listing of a run: the lines of its loop, and what each of them does in a step."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sgdviz.errors import SgdvizError
from sgdviz.recording.capture.cells import overlaps, path_of
from sgdviz.recording.capture.found import parameter_names
from sgdviz.recording.capture.pairs import LOSS_NAME
from sgdviz.recording.cutting import Statement, cut_listing
from sgdviz.recording.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.models import Model
    from sgdviz.recording.capture.program import Program
    from sgdviz.recording.capture.state import Leaf
    from sgdviz.recording.capture.training_loop import TrainingLoop


def listing_of(loop: TrainingLoop, model: Model | None, leaves: Sequence[Leaf]) -> Listing:
    """Return the listing of a loop whose parameters are at `leaves`; empty where the code cannot be shown."""
    program = loop.function.program
    outermost = loop.outer[-1] if loop.outer else loop.node
    statements = [*_forward(loop, model), *_losses(loop), *_updates(loop, leaves)]
    try:
        return cut_listing(program.text, outermost.lineno, outermost.end_lineno or outermost.lineno, statements)
    except SgdvizError:
        return Listing()


def _forward(loop: TrainingLoop, model: Model | None) -> Iterator[Statement]:
    """Yield the statement that makes the prediction: where it is bound to a name, or else where it is compared."""
    if model is None or model.stages[-1].function.program is not loop.function.program:
        return
    last = model.predictor.statements
    cell = path_of(model.prediction)
    bound = [one for one in last if isinstance(one, ast.Assign) and cell and path_of(one.targets[0]) == cell]
    if bound:
        yield _statement(bound[-1], "forward", "prediction")
        return
    holding = _holding(model.stages[-1].function.body, model.line)
    if holding is not None:
        yield _statement(holding, "forward", "")


def _losses(loop: TrainingLoop) -> Iterator[Statement]:
    for cell in loop.losses[:1]:
        for effect in loop.effects:
            if cell in effect.writes and isinstance(effect.node, ast.Assign):
                yield _statement(effect.node, "forward", "loss")
                return


def _updates(loop: TrainingLoop, leaves: Sequence[Leaf]) -> Iterator[Statement]:
    """Yield the statements of gradients, and those that change the parameters."""
    names = dict(zip([leaf.cell for leaf in leaves], parameter_names(leaves), strict=True))
    single = {leaf.cell for leaf in leaves if sum(other.cell == leaf.cell for other in leaves) == 1}
    seen: set[tuple[int, str]] = set()
    for cell, gradient in loop.gradients.items():
        name = path_of(gradient)
        for effect in loop.effects:
            if name and name in effect.anew and cell in single and isinstance(effect.node, ast.Assign):
                yield _statement(effect.node, "backward", "gradient", names[cell])
                break
    for effect in loop.effects:
        for cell in dict.fromkeys(leaf.cell for leaf in leaves):
            if not overlaps(cell, effect.writes) or effect.node is loop.node or (id(effect.node), cell) in seen:
                continue
            if isinstance(effect.node, ast.For | ast.While | ast.If):
                continue
            seen.add((id(effect.node), cell))
            plain = cell in single
            yield _statement(effect.node, "update", "parameter" if plain else "", names[cell] if plain else "")


def _statement(node: ast.stmt, phase: str, quantity: str, name: str = "") -> Statement:
    return Statement(node.lineno, node.end_lineno or node.lineno, phase, quantity, name)  # type: ignore[arg-type]


def _holding(body: Sequence[ast.stmt], line: int) -> ast.stmt | None:
    """Return the innermost plain statement at a line."""
    found = None
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
                found = node
    return None if isinstance(found, ast.For | ast.While | ast.If | ast.FunctionDef) else found


def library_listing(program: Program, line: int) -> Listing:
    """Return the listing of the loop around a step of a library in `line`; empty where there is none."""
    loops = [node for node in ast.walk(program.tree) if isinstance(node, ast.For | ast.While)]
    around = [node for node in loops if node.lineno <= line <= (node.end_lineno or 0)]
    if not around:
        return Listing()
    outermost = min(around, key=lambda node: node.lineno)
    statements: list[Statement] = []
    for node in ast.walk(outermost):
        if isinstance(node, ast.Assign | ast.Expr):
            statements += _of_library(node, line)
    try:
        return cut_listing(program.text, outermost.lineno, outermost.end_lineno or outermost.lineno, statements)
    except SgdvizError:
        return Listing()


def _of_library(node: ast.Assign | ast.Expr, line: int) -> Iterator[Statement]:
    """Yield what a statement around a step of a library does: ``step()`` updates, ``backward()`` goes back."""
    calls = [path_of(one.func) + "." for one in ast.walk(node) if isinstance(one, ast.Call)]
    if node.lineno <= line <= (node.end_lineno or 0):
        yield _statement(node, "update", "")
    elif any(".backward." in f".{name}" for name in calls):
        yield _statement(node, "backward", "")
    elif isinstance(node, ast.Assign) and calls:
        named = [path_of(target) for target in node.targets]
        yield _statement(node, "forward", "loss" if any(map(LOSS_NAME.search, named)) else "")
