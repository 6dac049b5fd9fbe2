"""What the statements of a program read and write, through the functions that they call."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sgdviz.recording.capture.cells import overlaps, path_of, reads_of, root, without
from sgdviz.recording.capture.functions import bindings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.functions import Function, Functions

KEEPS_ORDER = ("shuffle", "permutation", "permute", "resample", "roll", "sample", "next")
"""Parts of the names of functions that reorder what they are given: their result is no new state."""


@dataclass(frozen=True)
class Effect:
    """One statement, or a part of one: it writes `writes` from `reads`.

    `anew` are the cells among `writes` that it binds to a new value in any case. `before` are those that it also reads
    as the thing to which it adds, as `n` in ``n += 1``. `is_result` is true for what a function returns.
    """

    node: ast.stmt
    writes: frozenset[str]
    reads: frozenset[str]
    anew: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    is_result: bool = False


@dataclass(frozen=True)
class Summary:
    """What a call of a function does, in terms of its parameters and of cells outside it."""

    reads: frozenset[str]
    result: frozenset[str]
    writes: dict[str, frozenset[str]]


NOTHING = Summary(frozenset(), frozenset(), {})


class Effects:
    """The effects of statements in the functions of a program."""

    def __init__(self, functions: Functions) -> None:
        self.functions = functions
        self._summaries: dict[int, Summary] = {}
        self._aliases: dict[int, dict[str, list[str]]] = {}

    def of_body(self, function: Function) -> list[Effect]:
        """Return the effects of the whole body of a function."""
        return list(self.of(function.body, function))

    def of(self, body: Sequence[ast.stmt], function: Function, tests: frozenset[str] = frozenset()) -> Iterator[Effect]:
        """Yield the effects of statements in order; `tests` are the cells that decide whether they run."""
        for statement in body:
            for effect in self._of_one(statement, function, tests):
                yield replace(effect, reads=effect.reads | tests, anew=frozenset() if tests else effect.anew)

    def _of_one(self, node: ast.stmt, function: Function, tests: frozenset[str]) -> Iterator[Effect]:
        for expression in _expressions(node):
            yield from self._of_calls(expression, node, function)
        match node:
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                yield from self._of_assignment(node, function)
            case ast.If() | ast.Match():
                yield from self._of_choice(node, function, tests)
            case ast.For() | ast.AsyncFor() | ast.While() | ast.With() | ast.AsyncWith() | ast.Try() | ast.TryStar():
                yield from self._of_block(node, function)
            case ast.Return(value=ast.expr() as value) | ast.Expr(value=ast.Yield(value=ast.expr() as value)):
                yield Effect(node, frozenset(), frozenset(self.reads(value, function)), is_result=True)
            case ast.Expr(value=value) | ast.Assert(test=value):
                yield from self._of_expression(node, value, function)
            case _:
                pass

    def _of_assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, function: Function) -> Iterator[Effect]:
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from self._assigned(target, value, node, function)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from self._assigned(target, value, node, function)
            case ast.AugAssign(target=target, value=value):
                cells = frozenset(self._written(target, function, in_place=True))
                yield Effect(node, cells, frozenset(self.reads(value, function)) | self._index(target), before=cells)
            case _:
                pass

    def _of_choice(self, node: ast.If | ast.Match, function: Function, tests: frozenset[str]) -> Iterator[Effect]:
        test = node.test if isinstance(node, ast.If) else node.subject
        cells = frozenset(self.reads(test, function))
        yield Effect(node, frozenset(), cells)
        known = tests | (cells or frozenset({"?"}))
        body = [*node.body, *node.orelse] if isinstance(node, ast.If) else [s for case in node.cases for s in case.body]
        yield from self.of(body, function, known)

    def _of_block(
        self,
        node: ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.TryStar,
        function: Function,
    ) -> Iterator[Effect]:
        match node:
            case ast.For(target=target, iter=iterable) | ast.AsyncFor(target=target, iter=iterable):
                self._alias(target, iterable, function)
                yield from self._assigned(target, iterable, node, function)
                yield from self.of([*node.body, *node.orelse], function)
            case ast.While(test=test):
                yield Effect(node, frozenset(), frozenset(self.reads(test, function)))
                yield from self.of([*node.body, *node.orelse], function)
            case ast.With(items=items) | ast.AsyncWith(items=items):
                for item in items:
                    if item.optional_vars is not None:
                        yield from self._assigned(item.optional_vars, item.context_expr, node, function)
                yield from self.of(node.body, function)
            case ast.Try() | ast.TryStar():
                handled = [one for handler in node.handlers for one in handler.body]
                yield from self.of([*node.body, *handled, *node.orelse, *node.finalbody], function)

    def _of_expression(self, node: ast.stmt, value: ast.expr, function: Function) -> Iterator[Effect]:
        """Yield what an expression alone does: a method that is not the program's changes its object."""
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            changed = value.func.value
            if not self.functions.called(value) and root(path_of(changed)) not in self.functions.imported:
                cells = frozenset(self._written(changed, function, in_place=True))
                reads = frozenset(cell for one in value.args for cell in self.reads(one, function))
                yield Effect(node, cells, reads, before=cells)
            return
        yield Effect(node, frozenset(), frozenset(self.reads(value, function)))

    def _assigned(self, target: ast.expr, value: ast.expr, node: ast.stmt, function: Function) -> Iterator[Effect]:
        if (
            isinstance(target, ast.Tuple | ast.List)
            and isinstance(value, ast.Tuple | ast.List)
            and len(target.elts) == len(value.elts)
            and not any(isinstance(one, ast.Starred) for one in (*target.elts, *value.elts))
        ):
            for one, other in zip(target.elts, value.elts, strict=True):
                yield from self._assigned(one, other, node, function)
            return
        if isinstance(value, ast.Subscript) and isinstance(target, ast.Name):
            self._alias(target, value, function)
        cells = frozenset(self._written(target, function))
        anew = frozenset(path_of(one) for one in _parts(target) if isinstance(one, ast.Name | ast.Attribute))
        reads, before = self._without_old(target, value, function)
        yield Effect(node, cells, frozenset(reads) | self._index(target), anew & cells, before)

    def _without_old(self, target: ast.expr, value: ast.expr, function: Function) -> tuple[set[str], frozenset[str]]:
        """Return what `value` reads besides the old value of `target`, to which it adds, and that old value.

        A name that is read twice, or that a call takes and returns, is more than what is added to.
        """
        reads = self.reads(value, function)
        cell = path_of(target)
        if not cell or cell not in reads:
            return reads, frozenset()
        counted = sum(path_of(one) == cell for one in ast.walk(value) if isinstance(one, ast.Name | ast.Attribute))
        in_call = any(
            isinstance(one, ast.Call) and _keeps_state(one) and any(cell in reads_of(given) for given in one.args)
            for one in ast.walk(value)
        )
        if counted > 1 or in_call:
            return reads, frozenset()
        return reads - {cell}, frozenset({cell})

    def _index(self, target: ast.expr) -> frozenset[str]:
        return frozenset(
            cell for one in ast.walk(target) if isinstance(one, ast.Subscript) for cell in reads_of(one.slice)
        )

    def _written(self, target: ast.expr, function: Function, *, in_place: bool = False) -> Iterator[str]:
        """Yield the cells that an assignment to `target` writes, those of which it is a part too."""
        for part in _parts(target):
            cell = path_of(part)
            if not cell:
                continue
            yield cell
            if in_place or not isinstance(part, ast.Name):
                yield from self._aliases_of(function).get(root(cell), [])

    def reads(self, node: ast.expr | None, function: Function) -> set[str]:
        """Return the cells that an expression reads, also in the functions that it calls."""
        cells = reads_of(node)
        for cell in list(cells):
            cells.update(self._aliases_of(function).get(root(cell), []) if "." in cell else [])
        if node is None:
            return cells
        calls = [(call, self.functions.called(call)) for call in _calls(node)]
        for call, known in calls:  # a method reads what it reads of its object, and not the whole of it
            if known and isinstance(call.func, ast.Attribute):
                cells.discard(path_of(call.func.value))
        for call, known in calls:
            for called in known:
                cells |= self._mapped(self.summary(called).reads, called, call, function)
        return cells - {""}

    def _of_calls(self, expression: ast.expr, node: ast.stmt, function: Function) -> Iterator[Effect]:
        """Yield what the functions that an expression calls write."""
        for call in _calls(expression):
            for called in self.functions.called(call):
                for cell, sources in self.summary(called).writes.items():
                    writes = self._mapped_target(cell, called, call, function)
                    if writes:
                        reads = self._mapped(sources, called, call, function)
                        yield Effect(node, frozenset(writes), frozenset(reads))
        for one in ast.walk(expression):
            if isinstance(one, ast.NamedExpr):
                yield from self._assigned(one.target, one.value, node, function)

    def _mapped(self, cells: frozenset[str], called: Function, call: ast.Call, function: Function) -> set[str]:
        given = dict(bindings(called, call))
        mapped: set[str] = set()
        for cell in cells:
            name, _, rest = cell.partition(".")
            if name in given:
                path = path_of(given[name])
                mapped |= {f"{path}.{rest}" if rest else path} if path else reads_of(given[name])
                mapped.update(self._aliases_of(function).get(root(path), []) if rest else [])
            elif name not in called.params:
                mapped.add(cell)
        return mapped

    def _mapped_target(self, cell: str, called: Function, call: ast.Call, function: Function) -> set[str]:
        given = dict(bindings(called, call))
        name, _, rest = cell.partition(".")
        if name in given:
            path = path_of(given[name])
            return (
                {f"{path}.{rest}" if rest else path, *self._aliases_of(function).get(root(path), [])} if path else set()
            )
        return set() if name in called.params else {cell}

    def summary(self, function: Function) -> Summary:
        """Return what a call of a function does."""
        key = id(function)
        if key in self._summaries:
            return self._summaries[key]
        self._summaries[key] = NOTHING  # for calls of itself
        for _ in range(2):
            self._summaries[key] = self._summarized(function)
        return self._summaries[key]

    def _summarized(self, function: Function) -> Summary:
        sources: dict[str, set[str]] = {}
        result: set[str] = set()
        changed: set[str] = set()
        reads: set[str] = set()
        for effect in self.of_body(function):
            reads |= effect.reads
            if effect.is_result:
                result |= effect.reads
            for cell in effect.writes:
                sources.setdefault(cell, set()).update(effect.reads)
                is_argument = root(cell) in function.params and ("." in cell or cell not in effect.anew)
                if is_argument or not function.is_local(cell):
                    changed.add(cell)

        def outside(cells: set[str]) -> frozenset[str]:
            found, queue = set(cells), list(cells)
            while queue:
                cell = queue.pop()
                for written, origin in sources.items():
                    if overlaps(cell, [written]):
                        queue += origin - found
                        found |= origin
            return frozenset(c for c in found if root(c) in function.params or not function.is_local(c))

        return Summary(outside(reads), outside(result), {cell: outside(sources[cell]) for cell in changed})

    def _alias(self, target: ast.expr, iterable: ast.expr, function: Function) -> None:
        """Remember of which containers the names in `target` are elements."""
        known = self._aliases_of(function)
        for name, origin in _elements(target, iterable):
            cell = path_of(origin)
            if cell and root(cell) != name:
                further = known.get(root(cell), [])
                known[name] = [*dict.fromkeys([*known.get(name, []), cell, *further])]

    def _aliases_of(self, function: Function) -> dict[str, list[str]]:
        return self._aliases.setdefault(id(function), {})


def cycle(effects: Sequence[Effect], cell: str) -> bool:
    """Return whether a cell is written from something that is written from it."""
    found: set[str] = set()
    queue = [cell]
    while queue:
        start = queue.pop()
        for effect in effects:
            if overlaps(start, effect.reads):
                if overlaps(cell, effect.writes):
                    return True
                new = effect.writes - found
                found |= new
                queue += new
    return False


def carried(effects: Sequence[Effect]) -> set[str]:
    """Return the cells that a loop with these effects carries from one turn to the next."""
    anew: set[str] = set()
    early: set[str] = set()
    written: set[str] = set()
    for effect in effects:
        early |= without(effect.reads | effect.before, anew)
        written |= effect.writes
        anew |= effect.anew
    return {cell for cell in written if overlaps(cell, early)}


def _keeps_state(call: ast.Call) -> bool:
    """Return whether a call may give back what it takes as a new state."""
    if isinstance(call.func, ast.Name) and hasattr(builtins, call.func.id):
        return False  # such as min and max
    name = path_of(call.func).rpartition(".")[2].lower()
    return not any(part in name for part in KEEPS_ORDER)


def _elements(target: ast.expr, iterable: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names in a loop's target, each with the container of which it is an element."""
    match target, iterable:
        case ast.Tuple(elts=[_, inner]), ast.Call(func=ast.Name(id="enumerate"), args=[given, *_]):
            yield from _elements(inner, given)
        case ast.Tuple(elts=inners), ast.Call(func=ast.Name(id="zip"), args=given) if len(inners) == len(given):
            for inner, one in zip(inners, given, strict=True):
                yield from _elements(inner, one)
        case _, ast.Call(func=ast.Name(id="reversed" | "list" | "tuple" | "iter" | "tqdm"), args=[given, *_]):
            yield from _elements(target, given)
        case ast.Name(id=name), _:
            yield name, iterable
        case ast.Tuple(elts=inners), _:
            for inner in inners:
                yield from _elements(inner, iterable)
        case _:
            pass


def _parts(target: ast.expr) -> Iterator[ast.expr]:
    match target:
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _parts(part)
        case ast.Starred(value=value):
            yield from _parts(value)
        case _:
            yield target


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls in an expression, inner ones first."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            yield from _calls(child)
    if isinstance(node, ast.Call):
        yield node


def _expressions(node: ast.stmt) -> Iterator[ast.expr]:
    """Yield the expressions that a statement itself evaluates, those of the statements in it left out."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield child
        elif isinstance(child, ast.withitem):
            yield child.context_expr
