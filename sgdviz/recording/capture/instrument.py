"""Instrumentation: a program's code with calls of the watch put in, so that its run can be recorded.

What is put in has names in `builtins`, not in the program. Nodes of the program keep their places in the source, so
that tracebacks and `inspect` show the program as it was written, and hooks have no place, so that a tracer sees no line
of theirs.
"""

from __future__ import annotations

import ast
import copy
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.program import Program
    from sgdviz.recording.capture.training_loop import Pair, TrainingLoop

Node = TypeVar("Node", bound=ast.stmt | ast.expr)

PREFIX = "__sgdviz_"
"""How the names begin that are put into `builtins`. They end with two lines as well: a class would change them."""

IS_OPEN = f"{PREFIX}is_open__"
"""The name of the flag that says whether pairs are looked at."""

FIRST, SECOND = f"{PREFIX}first__", f"{PREFIX}second__"
"""The names of the functions that see the first and the second operand of a pair, and return it."""

MOST_NESTED = 3
"""The largest number of pairs inside the operands of one: each of them is in the code twice."""


MOST_NODES = 5000
"""The nodes of the largest body of a loop that is in the code twice."""

ONCE = (
    ast.Global,
    ast.Nonlocal,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.AsyncFor,
    ast.While,
)
"""What keeps the body of a loop from being in the code twice."""


def hook_name(what: str, loop: TrainingLoop) -> str:
    """Return the name of one of the functions that a training loop calls."""
    return f"{PREFIX}{what}_{loop.number}__"


def instrumented(program: Program, loops: Sequence[TrainingLoop], pairs: Sequence[Pair]) -> ast.Module:
    """Return the code of `program` with the hooks of those `loops` and `pairs` that lie in it.

    ``if due(): look()`` stands at the top of a training loop's body, ``open()`` and ``close()`` around the outermost
    loop of its function, ``turn()`` before the loop itself where that is another one, ``done()`` in the branch that no
    ``break`` comes to, and ``enter()`` and ``leave()`` around the loops that call its function. ``A - B`` becomes
    ``first(number, A) - second(number, B) if is_open else A - B``: the operation itself stays in the program's
    function. The body of a training loop is there twice, so that the turns that are not looked at ask no further
    questions: ``if due(): look(); BODY with all pairs else: BODY``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the compiler has said it
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
    _Instrument(places).visit(tree)
    return ast.fix_missing_locations(tree)


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
        if key in self._places.due:
            self._watch_turns(node, self._places.due[key])
        else:
            self.generic_visit(node)
        made: list[ast.stmt] = [node]
        for loop in self._places.before.get(key, []):
            made.insert(0, _hook("turn", loop))
        for loop, first, last in self._places.around.get(key, []):
            made = [_hook(first, loop), _placeless(ast.Try(made, [], [], [_hook(last, loop)]))]
        return made[0] if len(made) == 1 else made

    def _watch_turns(self, node: ast.For | ast.AsyncFor | ast.While, loop: TrainingLoop) -> None:
        """Put in the hooks of a training loop's turns."""
        looked: list[ast.stmt] = [_hook("look", loop)]
        plain: list[ast.stmt] = []
        body = node.body
        if self._can_be_twice(body):
            node.body = []
            copies, self._places.pairs, around = copy.deepcopy(body), {}, self._places.pairs
            plain = self._visited(copies)
            self._places.pairs = around
            looked += self._visited(body)
            body = []
        self.generic_visit(node)
        node.orelse.insert(0, _hook("done", loop))
        if plain:
            node.body = [_placeless(ast.If(_call(hook_name("due", loop)), looked, plain))]
        else:
            node.body.insert(0, _placeless(ast.If(_call(hook_name("due", loop)), looked, [])))

    def _can_be_twice(self, body: Sequence[ast.stmt]) -> bool:
        """Return whether the body of a loop holds pairs, and nothing that must be in a function once."""
        nodes = [node for statement in body for node in ast.walk(statement)]
        return (
            len(nodes) <= MOST_NODES
            and any(id(node) in self._places.pairs for node in nodes)
            and not any(isinstance(node, ONCE) or id(node) in self._places.due for node in nodes)
        )

    def _visited(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for statement in body:
            made: Any = self.visit(statement)
            found += made if isinstance(made, list) else [made]
        return found

    visit_For = visit_AsyncFor = visit_While = _loop  # noqa: N815 - the names of `ast`

    def visit(self, node: ast.AST) -> ast.AST:
        """Visit a node; a pair's becomes a tap."""
        pair = self._places.pairs.get(id(node))
        if pair is None or not isinstance(node, ast.expr):
            return super().visit(node)  # type: ignore[no-any-return]
        inside = sum(id(one) in self._places.pairs for one in ast.walk(node)) - 1
        self.generic_visit(node)
        tapped = _tapped(pair, node) if inside <= MOST_NESTED else None
        if tapped is None:
            return node
        return ast.copy_location(ast.IfExp(_name(IS_OPEN, node), tapped, node), node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """Visit an update; that of the probabilities of the right classes has its pair in its target."""
        pair = self._places.pairs.get(id(node.value))
        if pair is None or not isinstance(node.value, ast.Constant):
            return self.generic_visit(node)
        match node.target:
            case ast.Subscript(value=left, slice=ast.Tuple(elts=[rows, right]) as slices) as target:
                slices.elts = [rows, _seen_where_open(SECOND, pair, right)]
                target.value = _seen_where_open(FIRST, pair, left)
        return node


def _tapped(pair: Pair, node: ast.expr) -> ast.expr | None:
    """Return an expression with the operands of its pair seen; None where they are not in it one by one."""

    def first(operand: ast.expr) -> ast.expr:
        return _seen(FIRST, pair, operand)

    def second(operand: ast.expr) -> ast.expr:
        return _seen(SECOND, pair, operand)

    made: ast.expr
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            made = ast.BinOp(first(left), op, second(right))
        case ast.Compare(left=left, ops=ops, comparators=[right]):
            made = ast.Compare(first(left), ops, [second(right)])
        case ast.Subscript(value=left, slice=ast.Tuple(elts=[rows, right]) as slices):
            both = ast.copy_location(ast.Tuple([rows, second(right)], ast.Load()), slices)
            made = ast.Subscript(first(left), both, ast.Load())
        case ast.Call(func=func, args=[left, right, *others], keywords=keywords):
            if isinstance(left, ast.Starred) or isinstance(right, ast.Starred):
                return None
            made = ast.Call(func, [first(left), second(right), *others], keywords)
        case _:
            return None
    return ast.copy_location(made, node)


def _seen_where_open(function: str, pair: Pair, operand: ast.expr) -> ast.expr:
    return ast.copy_location(ast.IfExp(_name(IS_OPEN, operand), _seen(function, pair, operand), operand), operand)


def _seen(function: str, pair: Pair, operand: ast.expr) -> ast.expr:
    """Return the call of `function` that sees an operand of a pair."""
    number = ast.copy_location(ast.Constant(pair.number), operand)
    return ast.copy_location(ast.Call(_name(function, operand), [number, operand], []), operand)


def _name(name: str, at: ast.AST) -> ast.Name:
    return ast.copy_location(ast.Name(name, ast.Load()), at)


def _hook(what: str, loop: TrainingLoop) -> ast.stmt:
    return _placeless(ast.Expr(_call(hook_name(what, loop))))


def _call(name: str) -> ast.Call:
    return _placeless(ast.Call(_placeless(ast.Name(name, ast.Load())), [], []))


def _placeless(node: Node) -> Node:
    """Return a node that is at no place in the source, as instructions are that the compiler adds by itself."""
    node.lineno = node.end_lineno = node.col_offset = node.end_col_offset = -1
    return node


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
