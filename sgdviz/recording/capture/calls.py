"""Loops, and the calls that lead from one to the function of another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def callers_of(loop: TrainingLoop, functions: Functions) -> list[Loop]:
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
