"""Pairs: where a program compares its predictions with targets, and what else a step computes."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from sgdviz.recording.capture.cells import overlaps, overlaps_any, path_of, reads_of
from sgdviz.recording.capture.functions import Function, bindings
from sgdviz.recording.capture.training_loop import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.effects import Effect, Effects
    from sgdviz.recording.capture.training_loop import TrainingLoop

LOSS_NAME = re.compile(r"(^|_)(loss|cost|mse|sse|rmse|mae|err|error|objective|j|l|e)(es|s)?($|_|\d)", re.IGNORECASE)
"""Names of variables that may hold a loss."""

PAIR_CALL = re.compile(r"loss|error|mse|mae|cost|entropy|subtract|criterion", re.IGNORECASE)
"""Names of functions of a library that compare predictions with targets."""


def find_pairs(loop: TrainingLoop, effects: Effects) -> None:
    """Find the pairs of a loop and of the functions that it calls, its losses and its gradients."""
    tainted = {loop.function: _spread(set(loop.params), loop.effects)}
    loop.tainted_in = tainted
    queue: list[tuple[Function, list[ast.stmt]]] = [(loop.function, loop.node.body)]
    bodies: dict[Function, list[ast.stmt]] = {loop.function: loop.node.body}
    while queue:
        function, body = queue.pop(0)
        known = tainted[function]
        for call in (node for statement in body for node in ast.walk(statement) if isinstance(node, ast.Call)):
            for called in effects.functions.called(call):
                new = _tainted_in(called, call, known, function, effects)
                before = tainted.get(called)
                if before is None or not new <= before:
                    both = new | (before or set())
                    tainted[called] = _spread(both, effects.of_body(called))
                    if called is not loop.function:
                        bodies[called] = called.body
                        queue.append((called, called.body))
    for function, body in bodies.items():
        loop.pairs += _pairs_in(body, function, tainted[function], effects)
    written = [cell for effect in loop.effects for cell in effect.writes]
    # A step's loss is known in the loop itself, and depends on the parameters.
    dependent = loop.tainted_in[loop.function]
    named = [cell for cell in dict.fromkeys(written) if LOSS_NAME.search(cell.rpartition(".")[2])]
    loop.losses = tuple(cell for cell in named if overlaps(cell, dependent) and cell not in loop.params)
    loop.gradients = dict(_gradients(loop, effects))


def _spread(tainted: set[str], effects: Sequence[Effect]) -> set[str]:
    """Return the cells that depend on `tainted` ones."""
    found = set(tainted)
    while True:
        new = {cell for effect in effects if overlaps_any(effect.reads, found) for cell in effect.writes} - found
        if not new:
            return found
        found |= new


def _tainted_in(called: Function, call: ast.Call, known: set[str], function: Function, effects: Effects) -> set[str]:
    """Return the cells of a called function that depend on the parameters, as it begins."""
    found: set[str] = set()
    for param, argument in bindings(called, call):
        path = path_of(argument)
        for cell in known:
            if path and cell.startswith(f"{path}."):
                found.add(param + cell[len(path) :])
        if any(
            cell == other or cell.startswith(f"{other}.")
            for cell in effects.reads(argument, function)
            for other in known
        ):
            found.add(param)
    return found | {cell for cell in known if not function.is_local(cell) and not called.is_local(cell)}


def _pairs_in(body: Sequence[ast.stmt], function: Function, tainted: set[str], effects: Effects) -> Iterator[Pair]:
    """Yield the expressions of statements with two operands of which one alone depends on the parameters."""

    def depends(node: ast.expr) -> bool:
        return overlaps_any(frozenset(effects.reads(node, function)), tainted)

    for node in _own_nodes(body):
        if isinstance(node, ast.Call) and effects.functions.called(node):
            continue  # the program's own function, which is looked into
        for expression, kind, left, right in _operands(node):
            one, other = depends(left), depends(right)
            if one != other and reads_of(right if one else left):
                yield Pair(expression, kind, left, right, one, function)


def _operands(node: ast.AST) -> Iterator[tuple[ast.expr, str, ast.expr, ast.expr]]:
    """Yield the expression in which a prediction may meet its target, its kind and its operands."""
    match node:
        case ast.BinOp(left=ast.Constant(), op=ast.Sub() | ast.Add(), right=ast.BinOp(op=ast.Mult()) as product):
            yield from _product(product, is_added=isinstance(node.op, ast.Add))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield node, "difference", left, right
        case ast.Compare(left=left, ops=[ast.NotEq() | ast.Eq()], comparators=[right]):
            yield node, "comparison", left, right
        case ast.Compare(left=ast.BinOp(op=ast.Mult()) as product):
            yield from _product(product, is_added=False)
        case ast.AugAssign(
            target=ast.Subscript(value=left, slice=ast.Tuple(elts=[_, right])),
            op=ast.Sub(),
            value=ast.Constant() as one,
        ):
            yield one, "labels", left, right
        case ast.Subscript(value=left, slice=ast.Tuple(elts=[rows, right]), ctx=ast.Load()):
            if not isinstance(right, ast.Slice | ast.Constant) and not isinstance(rows, ast.Slice):
                yield node, "labels", left, right
        case ast.Call(func=func, args=[left, right, *_]) if PAIR_CALL.search(path_of(func).rpartition(".")[2]):
            yield node, "call", left, right
        case _:
            pass


def _product(node: ast.BinOp, *, is_added: bool) -> Iterator[tuple[ast.expr, str, ast.expr, ast.expr]]:
    """Yield a label times a score, as in ``1 - y * score``, ``1 + -y * score`` and ``y * score <= 0``."""
    if not is_added:
        yield node, "product", node.left, node.right
    elif isinstance(node.left, ast.UnaryOp) and isinstance(node.left.op, ast.USub):
        yield node, "negative product", node.left.operand, node.right


def _own_nodes(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Yield the nodes of statements, those of functions and classes in them left out."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _own_nodes(list(ast.iter_child_nodes(node)))


def _gradients(loop: TrainingLoop, effects: Effects) -> Iterator[tuple[str, ast.expr]]:
    """Yield the gradients of updates such as ``w -= step_size * dw``: the one factor that depends on the parameters."""
    for node in ast.walk(loop.node):
        match node:
            case ast.AugAssign(target=target, op=ast.Sub(), value=ast.BinOp(left=left, op=ast.Mult(), right=right)):
                cell = path_of(target)
            case ast.Assign(
                targets=[target],
                value=ast.BinOp(left=old, op=ast.Sub(), right=ast.BinOp(left=left, op=ast.Mult(), right=right)),
            ) if path_of(target) == path_of(old):
                cell = path_of(target)
            case _:
                continue
        if cell not in loop.params:
            continue
        depend = [
            overlaps_any(frozenset(effects.reads(one, loop.function)), loop.tainted_in[loop.function])
            for one in (left, right)
        ]
        if sum(depend) == 1:
            yield cell, (left if depend[0] else right)
