"""Instrumentation: a program's code with calls of the watch put in, so that its run can be recorded.

What is put in has names in `builtins`, not in the program, and every node keeps its place in the source, so that
tracebacks and `inspect` show the program as it was written.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.program import Program
    from sgdviz.recording.capture.training_loop import Pair, TrainingLoop

PREFIX = "__sgdviz_"
"""How the names begin that are put into `builtins`. They end with two lines as well: a class would change them."""

IS_OPEN = f"{PREFIX}is_open__"
"""The name of the flag that says whether pairs are looked at."""

TAP = f"{PREFIX}tap__"
"""The name of the function that sees a prediction and its target."""

MOST_NESTED = 3
"""The largest number of pairs inside the operands of one: each of them is in the code twice."""


def hook_name(what: str, loop: TrainingLoop) -> str:
    """Return the name of one of the functions that a training loop calls."""
    return f"{PREFIX}{what}_{loop.number}__"


def instrumented(program: Program, loops: Sequence[TrainingLoop], pairs: Sequence[Pair]) -> ast.Module:
    """Return the code of `program` with the hooks of those `loops` and `pairs` that lie in it.

    ``if due(): look()`` stands at the top of a training loop's body, ``open()`` and ``close()`` around the outermost loop
    of its function, ``turn()`` before the loop itself where that is another one, and ``enter()`` and ``leave()`` around
    the loops that call its function. ``A - B`` becomes ``tap(number, A, B) if is_open else A - B``.
    """
    tree = ast.parse(program.text, program.name)
    places = _Places()
    own = {id(node): twin for node, twin in zip(ast.walk(program.tree), ast.walk(tree), strict=True)}
    for pair in pairs:
        twin = own.get(id(pair.node))
        if twin is not None:
            places.pairs[id(twin)] = pair
    for loop in loops:
        outermost = loop.outer[-1] if loop.outer else loop.node
        if id(loop.node) in own:
            places.due[id(own[id(loop.node)])] = loop
            places.around.setdefault(id(own[id(outermost)]), []).append((loop, "open", "close"))
            if loop.outer:
                places.before.setdefault(id(own[id(loop.node)]), []).append(loop)
        for caller in loop.callers:
            if id(caller) in own:
                places.around.setdefault(id(own[id(caller)]), []).append((loop, "enter", "leave"))
    return ast.fix_missing_locations(_Instrument(places).visit(tree))


class _Places:
    """Where hooks go, by the identity of nodes."""

    def __init__(self) -> None:
        self.pairs: dict[int, Pair] = {}
        self.due: dict[int, TrainingLoop] = {}
        self.before: dict[int, list[TrainingLoop]] = {}
        self.around: dict[int, list[tuple[TrainingLoop, str, str]]] = {}


class _Instrument(ast.NodeTransformer):
    """Puts the hooks in."""

    def __init__(self, places: _Places) -> None:
        self._places = places

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> ast.stmt | list[ast.stmt]:
        key = id(node)
        self.generic_visit(node)
        if key in self._places.due:
            loop = self._places.due[key]
            look = ast.Expr(_call(hook_name("look", loop), node))
            node.body.insert(0, ast.copy_location(ast.If(_call(hook_name("due", loop), node), [look], []), node))
        made: list[ast.stmt] = [node]
        for loop in self._places.before.get(key, []):
            made.insert(0, ast.copy_location(ast.Expr(_call(hook_name("turn", loop), node)), node))
        for loop, first, last in self._places.around.get(key, []):
            begin = ast.copy_location(ast.Expr(_call(hook_name(first, loop), node)), node)
            end = ast.copy_location(ast.Expr(_call(hook_name(last, loop), node)), node)
            made = [begin, ast.copy_location(ast.Try(made, [], [], [end]), node)]
        return made[0] if len(made) == 1 else made

    visit_For = visit_AsyncFor = visit_While = _loop  # noqa: N815 - the names of `ast`

    def visit(self, node: ast.AST) -> ast.AST:
        """Visit a node; a pair's becomes a tap."""
        pair = self._places.pairs.get(id(node))
        if pair is None or not isinstance(node, ast.expr):
            return super().visit(node)  # type: ignore[no-any-return]
        inside = sum(id(one) in self._places.pairs for one in ast.walk(node)) - 1
        self.generic_visit(node)
        if inside > MOST_NESTED:
            return node
        return ast.copy_location(ast.IfExp(_name(IS_OPEN, node), _tap(pair, node), node), node)


def _tap(pair: Pair, node: ast.expr) -> ast.expr:
    """Return the call that sees the operands of a pair and gives what the expression gives."""
    number = ast.copy_location(ast.Constant(pair.number), node)
    match node:
        case ast.BinOp(left=left, right=right):
            operands = [left, right]
        case ast.Compare(left=left, comparators=[right]):
            operands = [left, right]
        case ast.Constant():
            operands = [pair.left, pair.right]
        case ast.Subscript(value=left, slice=ast.Tuple(elts=[rows, right])):
            operands = [left, right, rows]
        case ast.Call(func=func, args=arguments, keywords=keywords):
            return ast.copy_location(ast.Call(_name(TAP, node), [number, func, *arguments], keywords), node)
        case _:
            raise AssertionError(ast.dump(node))
    return ast.copy_location(ast.Call(_name(TAP, node), [number, *operands], []), node)


def _name(name: str, at: ast.AST) -> ast.Name:
    return ast.copy_location(ast.Name(name, ast.Load()), at)


def _call(name: str, at: ast.AST) -> ast.Call:
    return ast.copy_location(ast.Call(_name(name, at), [], []), at)


def calls_by_place(program: Program) -> dict[tuple[int | None, ...], list[ast.expr]]:
    """Return the calls and comprehensions of a program by their places, as code objects give them."""
    found: dict[tuple[int | None, ...], list[ast.expr]] = {}
    for node in _expressions(program.tree):
        place = node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
        found.setdefault(place, []).append(node)
    return found


def _expressions(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            yield node
