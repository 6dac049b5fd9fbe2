"""The training loops of a program, found in its syntax tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.recording.capture.calls import callers_of, loops_in, reaching_functions
from sgdviz.recording.capture.cells import overlaps, overlaps_any, path_of, root
from sgdviz.recording.capture.effects import Effects, carried, cycle
from sgdviz.recording.capture.find import Find
from sgdviz.recording.capture.pairs import find_pairs
from sgdviz.recording.capture.training_loop import TrainingLoop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.recording.capture.functions import Function, Functions
    from sgdviz.recording.capture.training_loop import Loop


def training_loops(functions: Functions, effects: Effects, find: Find) -> list[TrainingLoop]:
    """Return the training loops of a program's modules, in the order of their lines.

    Where the user names parameters or a loss, `find` has them. Raises `InputError` for a parameter that no loop
    changes.
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
        find_pairs(loop, effects)
    # A step has a prediction: a loop inside one that has none is a part of it, and others walk down a valley.
    paired = [loop for loop in candidates if loop.pairs]
    whole = [loop for loop in candidates if loop.pairs or not any(_are_related(loop, one, functions) for one in paired)]
    chosen = [loop for loop in whole if not _is_superseded(loop, whole, effects)]
    for loop in chosen:
        loop.callers = callers_of(loop, effects)
    if find.params and not chosen:
        raise InputError(f"no loop changes {', '.join(find.params)}; {_known(functions, effects)}")
    for number, loop in enumerate(chosen):
        loop.number = number
        loop.losses = (find.loss,) if find.loss else loop.losses
    return chosen


def _are_related(loop: TrainingLoop, other: TrainingLoop, functions: Functions) -> bool:
    """Return whether one of two loops is inside the other, or in functions that the other calls."""
    for one, two in ((loop, other), (other, loop)):
        nodes = list(ast.walk(one.node))
        if any(node is two.node for node in nodes):
            return True
        reaching = reaching_functions(two.function, functions) if two.function.name else set()
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        if any(called in reaching for call in calls for called in functions.called(call)):
            return True
    return False


def _known(functions: Functions, effects: Effects) -> str:
    """Return a sentence about the parameters of the loops that are found without help."""
    found = training_loops(functions, effects, Find())
    if not found:
        return "no loop was found that carries parameters from one turn to the next"
    return "the loops that were found change " + "; ".join(
        f"{', '.join(loop.params)} (line {loop.line})" for loop in found
    )


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
