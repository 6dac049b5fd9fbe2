"""Slices: the part of a program that makes a prediction, cut out so that it can be run again for other inputs."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sgdviz.recording.capture.cells import Comprehension, overlaps_any, path_of, root, without
from sgdviz.recording.capture.functions import bindings
from sgdviz.recording.capture.state import array_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType

    from sgdviz.recording.capture.effects import Effects
    from sgdviz.recording.capture.functions import Function
    from sgdviz.recording.capture.training_loop import TrainingLoop
    from sgdviz.recording.capture.watch import Tap


@dataclass
class Stage:
    """A function on the way to a prediction: its names, where in it the next one is called, and what is run of it.

    `needed` are the cells that the slice reads of it, and `missing` those that it does not make itself. `given` are the
    parameters of the next stage's function with their expressions here.
    """

    function: Function
    anchor: ast.AST
    scope: dict[str, Any]
    shared: dict[str, Any]
    statements: list[ast.stmt] = field(default_factory=list)
    needed: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    given: list[tuple[str, ast.expr]] = field(default_factory=list)


@dataclass(frozen=True)
class Cut:
    """A cell of a stage that is the input: what makes it is left out."""

    stage: int
    cell: str


class Slice:
    """The statements that make the prediction of a pair, from the loop's body on, through the functions it calls."""

    def __init__(self, stages: list[Stage], prediction: ast.expr, *, changes_parameters: bool = False) -> None:
        self.stages = stages
        self.prediction = prediction
        self.changes_parameters = changes_parameters
        """Whether its statements write parameters, too."""

    def reads(self) -> Iterator[tuple[int, str]]:
        """Yield the cells that the slice reads, by stage, those that it makes itself too."""
        for number, stage in enumerate(self.stages):
            yield from ((number, cell) for cell in sorted(stage.needed))

    def nodes(self) -> Iterator[tuple[int, ast.AST]]:
        """Yield all nodes of the slice, by stage."""
        for number, stage in enumerate(self.stages):
            roots = [*stage.statements, *(expression for _, expression in stage.given)]
            if number == len(self.stages) - 1:
                roots.append(self.prediction)
            for one in roots:
                yield from ((number, node) for node in ast.walk(one))


def stages_of(tap: Tap, find: Finder) -> list[Stage] | None:
    """Return the stages from the loop to a pair that was seen; None where one of them is not the program's own."""
    stages: list[Stage] = []
    anchors: list[ast.AST | None] = []
    for level in tap.levels:
        function = find.function(level.frame_code)
        if function is None:
            if (
                level.frame_code.co_name not in ("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>", "<lambda>")
                or not stages
            ):
                return None
            stages[-1].scope = {**level.scope, **stages[-1].scope} | level.scope
            anchors[-1] = find.call(level.frame_code.co_filename, level.place)
            continue
        stages.append(Stage(function, function.node, level.scope, level.shared))
        anchors.append(find.call(level.frame_code.co_filename, level.place))
    anchors[-1] = tap.pair.node
    for stage, anchor in zip(stages, anchors, strict=True):
        if anchor is None:
            return None
        stage.anchor = anchor
    return stages


class Finder:
    """Finds the functions and calls of a program's modules by the places in their code."""

    def __init__(
        self, functions: Sequence[Function], calls: dict[str, dict[tuple[int | None, ...], list[ast.expr]]]
    ) -> None:
        self._functions: dict[tuple[str, int, str], Function] = {}
        for function in functions:
            if isinstance(function.node, ast.Module):
                self._functions[function.program.name, 0, "<module>"] = function
            else:
                lines = [function.node.lineno]
                if not isinstance(function.node, ast.Lambda):
                    lines += [one.lineno for one in function.node.decorator_list[:1]]
                name = "<lambda>" if isinstance(function.node, ast.Lambda) else function.name
                for line in lines:
                    self._functions[function.program.name, line, name] = function
        self._calls = calls

    def function(self, code: CodeType) -> Function | None:
        """Return the function with this code; None where it is not one of the program's."""
        line = 0 if code.co_name == "<module>" else code.co_firstlineno
        return self._functions.get((code.co_filename, line, code.co_name))

    def call(self, file: str, place: tuple[int | None, ...]) -> ast.expr | None:
        """Return the call or comprehension at a place; None where there is none."""
        first, last, begin, end = place
        found = self._calls.get(file, {}).get((first, last, begin, end), [])
        return found[0] if found else None


def slice_of(
    stages: Sequence[Stage],
    prediction: ast.expr,
    loop: TrainingLoop,
    effects: Effects,
    cut: Cut | None = None,
    carried: str = "",
    early: int = 0,
) -> Slice:
    """Return the slice that makes `prediction` at the last of `stages`; what makes the cell of `cut` is left out.

    `carried` is a cell that the loop carries to its next turn and that is no parameter: it is made at the end of a turn
    for the next. With `early` samples, what makes an array of so many before the loop is in the slice too.
    """
    made = [Stage(one.function, one.anchor, one.scope, one.shared) for one in stages]
    needed = effects.reads(prediction, made[-1].function)
    for number in range(len(made) - 1, -1, -1):
        kept = {cut.cell} if cut is not None and cut.stage == number else set()
        if number:
            before = preceding(made[number].function.body, made[number].anchor)
            _take(made[number], before, needed, kept, effects, [])
            needed = _given(made[number - 1], made[number], kept, effects)
        else:
            before = [*_early(made[0], loop, effects, early), *_in_turn(made[0], loop, carried)]
            _take(made[0], before, needed, kept, effects, [cell for cell in loop.params if cell != carried])
    writes = frozenset(cell for effect in effects.of(made[0].statements, made[0].function) for cell in effect.writes)
    return Slice(made, prediction, changes_parameters=overlaps_any(writes, loop.params))


def _in_turn(stage: Stage, loop: TrainingLoop, carried: str) -> list[ast.stmt]:
    """Return the statements of a turn before the stage's anchor, after those of the turn before where it `carried`."""
    before = preceding(loop.node.body, stage.anchor)
    return [*(one for one in loop.node.body if one not in before), *before] if carried else before


def _take(
    stage: Stage,
    before: Sequence[ast.stmt],
    needed: set[str],
    kept: set[str],
    effects: Effects,
    params: Sequence[str],
) -> None:
    """Take those statements of a stage that make what is `needed`, but not what is `kept` nor the `params`."""
    stage.needed = set(needed)
    for statement in reversed(before):
        found = list(effects.of([statement], stage.function))
        writes = frozenset(cell for effect in found for cell in effect.writes)
        made = frozenset(without(writes, params))  # a statement that makes parameters alone is an update
        if overlaps_any(made, needed - kept) and not overlaps_any(writes, kept):
            reads = {cell for effect in found for cell in effect.reads | effect.before}
            needed = {cell for cell in needed if not any(cell in effect.anew for effect in found)} | reads
            stage.needed |= reads
            stage.statements.insert(0, statement)
    stage.missing = needed


def _given(above: Stage, stage: Stage, kept: set[str], effects: Effects) -> set[str]:
    """Let the stage above give the arguments that are needed, and return what it needs for them."""
    wanted = {cell for cell in stage.missing if not stage.function.is_local(cell)}
    if not isinstance(above.anchor, ast.Call):
        return wanted
    for param, expression in bindings(stage.function, above.anchor):
        mine = {cell for cell in stage.missing if root(cell) == param}
        if not mine or mine <= kept:
            continue
        above.given.append((param, expression))
        path = path_of(expression)
        if path and all("." in cell for cell in mine):
            wanted |= {path + cell[len(param) :] for cell in mine} | {path}
        else:
            wanted |= effects.reads(expression, above.function)
    return wanted


def _early(stage: Stage, loop: TrainingLoop, effects: Effects, count: int) -> list[ast.stmt]:
    """Return the statements before a loop that bind arrays with `count` samples, such as features made of the data."""
    if not count:
        return []
    outermost = loop.outer[-1] if loop.outer else loop.node
    found: list[ast.stmt] = []
    for statement in preceding(stage.function.body, outermost):
        if not isinstance(statement, ast.Assign) or not all(isinstance(one, ast.Name) for one in statement.targets):
            continue
        cells = [cell for effect in effects.of([statement], stage.function) for cell in effect.writes]
        values = [array_of(value_of(cell, stage.scope, stage.shared)) for cell in cells]
        if all(value is not None and value.ndim and count in value.shape for value in values):
            found.append(statement)
    return found


def preceding(body: Sequence[ast.stmt], anchor: ast.AST) -> list[ast.stmt]:
    """Return the statements that run before the one with `anchor` in it, in this turn of every loop around it."""
    for place, statement in enumerate(body):
        if any(node is anchor for node in ast.walk(statement)):
            inner: list[ast.stmt] = []
            for name in ("body", "orelse", "handlers", "finalbody", "cases"):
                for part in getattr(statement, name, None) or []:
                    if any(node is anchor for node in ast.walk(part)):
                        inner_body = getattr(statement, name) if isinstance(part, ast.stmt) else part.body
                        inner = preceding(inner_body, anchor)
                        break
            return [*body[:place], *inner]
    return list(body) if not body or not _inside_any(body, anchor) else []


def _inside_any(body: Sequence[ast.stmt], anchor: ast.AST) -> bool:
    return any(node is anchor for statement in body for node in ast.walk(statement))


def element_source(stage: Stage, prediction: ast.expr) -> tuple[ast.expr, ast.AST] | None:
    """Return the sequence of which a prediction is an element, and the loop over it, inside the stage's step.

    That is so where the prediction is a name that a comprehension, or a loop inside the training loop's, binds.
    """
    if not isinstance(prediction, ast.Name):
        return None
    for node in ast.walk(stage.function.node):
        generators: list[ast.comprehension | ast.For] = []
        if isinstance(node, Comprehension):
            generators = list(node.generators)
        elif isinstance(node, ast.For):
            generators = [node]
        if not generators or not any(one is stage.anchor for one in ast.walk(node)):
            continue
        for generator in generators:
            source = _source_in(generator.target, generator.iter, prediction.id)
            if source is not None:
                return source, node
    return None


def _source_in(target: ast.expr, iterable: ast.expr, name: str) -> ast.expr | None:
    match target, iterable:
        case ast.Name(id=found), _ if found == name:
            return iterable
        case ast.Tuple(elts=targets), ast.Call(func=ast.Name(id="zip"), args=given) if len(targets) == len(given):
            for one, other in zip(targets, given, strict=True):
                if isinstance(one, ast.Name) and one.id == name:
                    return other
            return None
        case ast.Tuple(elts=[_, inner]), ast.Call(func=ast.Name(id="enumerate"), args=[given, *_]):
            return _source_in(inner, given, name)
        case _:
            return None


class _Runnable(ast.NodeTransformer):
    """Makes statements that can run on their own: without what leaves a loop or a function, or declares names."""

    def __init__(self) -> None:
        self._depth = 0

    def _skip(self, node: ast.stmt) -> ast.stmt:
        return ast.copy_location(ast.Pass(), node)

    visit_Return = visit_Global = visit_Nonlocal = _skip  # noqa: N815 - the names of `ast`

    def visit_Break(self, node: ast.Break) -> ast.stmt:
        return node if self._depth else self._skip(node)

    def visit_Continue(self, node: ast.Continue) -> ast.stmt:
        return node if self._depth else self._skip(node)

    def _loop(self, node: ast.For | ast.While) -> ast.AST:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1
        return node

    visit_For = visit_While = _loop  # noqa: N815

    def _function(self, node: ast.AST) -> ast.AST:
        return node

    visit_FunctionDef = visit_ClassDef = visit_Lambda = visit_AsyncFunctionDef = _function  # noqa: N815


class _Replaced(ast.NodeTransformer):
    """Puts a name in the place of every expression of a cell."""

    def __init__(self, cell: str, name: str) -> None:
        self._cell = cell
        self._name = name

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if ast.unparse(node) == self._cell:
            return ast.copy_location(ast.Name(self._name, node.ctx), node)
        return self.generic_visit(node)


def compiled(statements: Sequence[ast.stmt], cell: str, name: str) -> CodeType:
    """Return the code of statements, with `name` in the place of the attribute `cell`, if that is one."""
    body = [_Runnable().visit(copy.deepcopy(one)) for one in statements]
    if "." in cell:
        body = [_Replaced(cell, name).visit(one) for one in body]
    tree = ast.fix_missing_locations(ast.Module(body, []))
    return compile(tree, "<slice>", "exec", dont_inherit=True)


def compiled_expression(node: ast.expr, cell: str, name: str) -> CodeType:
    """Return the code of an expression, in the same way."""
    twin = copy.deepcopy(node)
    if "." in cell:
        twin = _Replaced(cell, name).visit(twin)
    return compile(ast.fix_missing_locations(ast.Expression(twin)), "<slice>", "eval", dont_inherit=True)
