"""The training loops of a program, found in its syntax tree, and the pairs of a prediction and a target in them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.recording.capture.cells import overlap, overlaps, path_of, reads_of, root
from sgdviz.recording.capture.effects import Effect, Effects, carried, cycle
from sgdviz.recording.capture.find import Find
from sgdviz.recording.capture.functions import Function, bindings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.functions import Functions

Loop = ast.For | ast.AsyncFor | ast.While

LOSS_NAME = re.compile(r"(^|_)(loss|cost|mse|sse|rmse|mae|err|error|objective|j|l|e)(es|s)?($|_|\d)", re.IGNORECASE)
"""Names of variables that may hold a loss."""

PAIR_CALL = re.compile(r"loss|error|mse|mae|cost|entropy|subtract|criterion", re.IGNORECASE)
"""Names of functions of a library that compare predictions with targets."""


@dataclass(eq=False)
class Pair:
    """An expression in which a prediction meets its target.

    `node` has two operands, the prediction the left or the right one. `kind` is "difference", "product" (a label times
    a score), "negative product", "comparison", "labels" (the probabilities of classes, and which is right) or "call". `function` holds it.
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
    `callers` those of other functions from which calls lead to it. `pairs` are the predictions and targets in it. `losses` are the cells that may hold a loss, and
    `gradients` the expressions of gradients by the parameters that they change. `tainted_in` are the cells of
    functions that depend on the parameters.
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


def training_loops(functions: Functions, effects: Effects, find: Find) -> list[TrainingLoop]:
    """Return the training loops of a program's modules, in the order of their lines.

    Where the user names parameters or a loss, `find` has them. Raises `InputError` for a parameter that no loop changes.
    """
    candidates: list[TrainingLoop] = []
    for function in functions.all:
        effects.of_body(function)  # so that all aliases are known
    for function in functions.all:
        for node, around in loops_in(function.body):
            found = _candidate(node, function, effects, find)
            if found is not None:
                found.outer = around
                candidates.append(found)
    for loop in candidates:
        _find_pairs(loop, effects)
    # A step has a prediction: a loop over parameters that only changes them is a part of one.
    whole = [loop for loop in candidates if loop.pairs] or candidates
    chosen = [loop for loop in whole if not _is_superseded(loop, whole, effects)]
    for loop in chosen:
        loop.callers = _callers(loop, functions)
    if find.params and not chosen:
        raise InputError(f"no loop changes {', '.join(find.params)}; {_known(functions, effects)}")
    for number, loop in enumerate(chosen):
        loop.number = number
        loop.losses = (find.loss,) if find.loss else loop.losses
    return chosen


def _known(functions: Functions, effects: Effects) -> str:
    """Return a sentence about the parameters of the loops that are found without help."""
    found = training_loops(functions, effects, Find())
    if not found:
        return "no loop was found that carries parameters from one turn to the next"
    return "the loops that were found change " + "; ".join(
        f"{', '.join(loop.params)} (line {loop.line})" for loop in found
    )


def loops_in(body: Sequence[ast.AST], around: tuple[Loop, ...] = ()) -> Iterator[tuple[Loop, list[Loop]]]:
    """Yield the loops among statements, each with those around it, inner ones first."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(node, ast.For | ast.AsyncFor | ast.While):
            yield node, list(around)
            yield from loops_in([*node.body, *node.orelse], (node, *around))
        else:
            yield from loops_in(list(ast.iter_child_nodes(node)), around)


def _candidate(node: Loop, function: Function, effects: Effects, find: Find) -> TrainingLoop | None:
    found = list(effects.of([node], function))
    if find.params:
        written = {cell for effect in found if effect.node is not node for cell in effect.writes}
        if not all(overlaps(cell, written) for cell in find.params):
            return None
        return TrainingLoop(node, function, find.params, found)
    names = {cell for cell in carried(found) if root(cell) not in effects.functions.imported and cell != "?"}
    params = [cell for cell in names if cycle(found, cell)]
    params = [cell for cell in params if not any(other != cell and cell.startswith(f"{other}.") for other in params)]
    if not params:
        return None
    first = _first_writes(function)
    params.sort(key=lambda cell: (first.get(root(cell), (0, 0)), first.get(cell, (0, 0)), cell))
    return TrainingLoop(node, function, tuple(params), found)


def _first_writes(function: Function) -> dict[str, tuple[int, int]]:
    """Return where a function first binds each of its cells."""
    first: dict[str, tuple[int, int]] = {}
    for node in ast.walk(function.node):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            place = node.lineno, node.col_offset
            cell = path_of(node)
            first[cell] = min(first.get(cell, place), place)
    if not isinstance(function.node, ast.Module):
        for number, param in enumerate(function.params):
            first[param] = (0, number)
    return first


def _is_superseded(loop: TrainingLoop, candidates: Sequence[TrainingLoop], effects: Effects) -> bool:
    """Return whether all updates of a loop happen in another loop, inside it or in a function that it calls."""
    for other in candidates:
        if other is loop:
            continue
        if other.function is loop.function:
            if loop.node not in _around(other, loop.function):
                continue
            inside = {id(node) for node in ast.walk(other.node)}
        else:
            inside = _calling(loop, other.function, effects)
            if not inside:
                continue
        held = _updates(loop)
        shared = {
            cell
            for _, cells in held
            for cell in cells
            if other.function is not loop.function or overlaps(cell, other.params)
        }
        if shared and all(id(node) in inside for node, cells in held if overlaps_any(cells, shared)):
            return True
    return False


def overlaps_any(cells: frozenset[str], others: set[str]) -> bool:
    """Return whether one of `cells` overlaps one of `others`."""
    return any(overlaps(cell, others) for cell in cells)


def _around(loop: TrainingLoop, function: Function) -> list[Loop]:
    return next(around for node, around in loops_in(function.body) if node is loop.node)


def _updates(loop: TrainingLoop) -> list[tuple[ast.stmt, frozenset[str]]]:
    """Return the statements of a loop that write its parameters, with those that they write."""
    found = []
    for effect in loop.effects:
        cells = frozenset(cell for cell in loop.params if overlaps(cell, effect.writes))
        if cells and effect.node is not loop.node:
            found.append((effect.node, cells))
    return found


def _calling(loop: TrainingLoop, function: Function, effects: Effects) -> set[int]:
    """Return the statements of a loop's body that call `function`, also through others."""
    reaching = reaching_functions(function, effects.functions)
    found: set[int] = set()
    for statement in ast.walk(loop.node):
        if not isinstance(statement, ast.stmt) or statement is loop.node:
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and any(called in reaching for called in effects.functions.called(node)):
                found.add(id(statement))
    return found


def reaching_functions(function: Function, functions: Functions) -> set[Function]:
    """Return the functions from which calls lead to `function`, and itself."""
    reaching = {function}
    grown = True
    while grown:
        grown = False
        for one in functions.all:
            if one in reaching:
                continue
            calls = (node for statement in one.body for node in ast.walk(statement) if isinstance(node, ast.Call))
            if any(called in reaching for call in calls for called in functions.called(call)):
                reaching.add(one)
                grown = True
    return reaching


def _callers(loop: TrainingLoop, functions: Functions) -> list[Loop]:
    """Return the loops in other functions from which calls lead to the function of a training loop."""
    reaching = reaching_functions(loop.function, functions) - {loop.function}
    found: list[Loop] = []
    for function in reaching:
        for node, _ in loops_in(function.body):
            calls = (one for statement in node.body for one in ast.walk(statement) if isinstance(one, ast.Call))
            if any(
                called is loop.function or called in reaching for call in calls for called in functions.called(call)
            ):
                found.append(node)
    return found


def _find_pairs(loop: TrainingLoop, effects: Effects) -> None:
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
    loop.losses = tuple(
        cell for cell in dict.fromkeys(written)
        if LOSS_NAME.search(cell.rpartition(".")[2]) and overlaps(cell, loop.tainted_in[loop.function]) and cell not in loop.params
    )  # fmt: skip
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
    def depends(node: ast.expr) -> bool:
        return overlaps_any(frozenset(effects.reads(node, function)) - _bound_inside(node), tainted)

    def pair(node: ast.expr | ast.AugAssign, kind: str, left: ast.expr, right: ast.expr) -> Iterator[Pair]:
        one, other = depends(left), depends(right)
        target = right if one else left
        if one != other and reads_of(target) and not isinstance(target, ast.Constant):
            yield Pair(node, kind, left, right, one, function)

    for node in _own_expressions(body):
        match node:
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                yield from pair(node, "difference", left, right)
            case ast.Compare(left=left, ops=[ast.NotEq() | ast.Eq()], comparators=[right]):
                yield from pair(node, "comparison", left, right)
            case ast.Compare(left=ast.BinOp(left=left, op=ast.Mult(), right=right) as product):
                yield from pair(product, "product", left, right)
            case ast.BinOp(
                left=ast.Constant(),
                op=ast.Add(),
                right=ast.BinOp(left=ast.UnaryOp(op=ast.USub(), operand=left), op=ast.Mult(), right=right) as product,
            ):
                yield from pair(product, "negative product", left, right)
            case ast.BinOp(
                left=ast.Constant(), op=ast.Sub(), right=ast.BinOp(left=left, op=ast.Mult(), right=right) as product
            ):
                yield from pair(product, "product", left, right)
            case ast.AugAssign(
                target=ast.Subscript(value=left, slice=ast.Tuple(elts=[_, right])),
                op=ast.Sub(),
                value=ast.Constant() as one,
            ):
                yield from pair(one, "labels", left, right)
            case ast.Subscript(value=left, slice=ast.Tuple(elts=[ast.expr() as rows, right]), ctx=ast.Load()):
                if not isinstance(right, ast.Slice | ast.Constant) and not isinstance(rows, ast.Slice):
                    yield from pair(node, "labels", left, right)
            case ast.Call(func=func, args=[left, right, *_]) if PAIR_CALL.search(path_of(func).rpartition(".")[2]):
                if not effects.functions.called(node):
                    yield from pair(node, "call", left, right)
            case _:
                pass


def _bound_inside(node: ast.expr) -> set[str]:
    return {name for one in ast.walk(node) if isinstance(one, ast.Lambda) for name in reads_of(one)} - reads_of(node)


def _own_expressions(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Yield the nodes of statements, those of functions and classes in them left out."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _own_expressions(list(ast.iter_child_nodes(node)))


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


def same_cell(one: str, cells: Sequence[str]) -> str:
    """Return which of `cells` overlaps `one`; empty where none does."""
    return next((cell for cell in cells if overlap(one, cell)), "")
