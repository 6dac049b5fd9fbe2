"""Loops, and the calls that lead from one to the function of another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sgdviz.recording.capture.cells import path_of, root
from sgdviz.recording.capture.functions import bindings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.effects import Effects
    from sgdviz.recording.capture.functions import Function, Functions
    from sgdviz.recording.capture.training_loop import Loop, TrainingLoop


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


def callers_of(loop: TrainingLoop, effects: Effects) -> list[Loop]:
    """Return the loops in other functions that go on with a training loop, turn by turn of theirs.

    Calls lead from them to its function. A loop each turn of which begins a run of its own, with other parameters, is
    none of them.
    """
    functions = effects.functions
    reaching = reaching_functions(loop.function, functions)
    found: list[Loop] = []
    if not any(root(cell) in loop.function.params or not loop.function.is_local(cell) for cell in loop.params):
        return found
    for function in reaching - {loop.function}:
        for node, _ in loops_in(function.body):
            calls = [one for statement in node.body for one in ast.walk(statement) if isinstance(one, ast.Call)]
            called = [call for call in calls if reaching & set(functions.called(call))]
            if called and not all(_begins_anew(loop, call, node, function, effects) for call in called):
                found.append(node)
    return found


def _begins_anew(loop: TrainingLoop, call: ast.Call, node: Loop, function: Function, effects: Effects) -> bool:
    """Return whether a call gives the function of a training loop parameters that are not those of the call before.

    Numbers that a turn of the caller's loop does not bind are the same in each turn; an object that it binds anew is
    another one in each.
    """
    if loop.function not in effects.functions.called(call):
        return False
    given = dict(bindings(loop.function, call))
    paths = {root(cell): path_of(given[root(cell)]) for cell in loop.params if root(cell) in given}
    if not paths:
        return False
    bound = {cell for effect in effects.of(node.body, function) for cell in effect.anew}
    is_object = any("." in cell for cell in loop.params)
    kept = [root(path) not in bound if is_object else path in bound for path in paths.values()]
    return not any(kept)
