"""The functions of a program's modules: by name, by method, and those that are given as arguments."""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgdviz.recording.capture.cells import all_arguments, names_in, root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.recording.capture.program import Program

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(eq=False)
class Function:
    """A function, a method, a lambda that has a name, or the body of a module."""

    name: str
    node: Definition | ast.Module
    program: Program
    is_method: bool = False
    params: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    """The names that the function declares as global or nonlocal."""
    own: frozenset[str] = field(default=frozenset())
    """The names that the function binds, parameters included."""

    @property
    def body(self) -> list[ast.stmt]:
        """The statements of the function."""
        if isinstance(self.node, ast.Lambda):
            return [ast.copy_location(ast.Return(self.node.body), self.node.body)]
        return self.node.body

    def is_local(self, cell: str) -> bool:
        """Return whether a cell belongs to the function alone."""
        return not isinstance(self.node, ast.Module) and root(cell) in self.own


class Functions:
    """All functions in several modules."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self.all: list[Function] = []
        self.by_name: dict[str, list[Function]] = defaultdict(list)
        self.methods: dict[str, list[Function]] = defaultdict(list)
        self.imported: set[str] = set()
        self._of_class: dict[str, list[Function]] = defaultdict(list)
        for program in programs:
            self.all.append(_function("", program.tree, program))
            self._collect(program.tree, program)
        self._given = self._given_as_arguments(programs)

    def _collect(self, tree: ast.AST, program: Program, owner: str = "") -> None:
        for node in ast.iter_child_nodes(tree):
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    is_static = any(ast.unparse(one) == "staticmethod" for one in node.decorator_list)
                    function = _function(name, node, program, is_method=bool(owner) and not is_static)
                    self.all.append(function)
                    (self.methods if owner else self.by_name)[name].append(function)
                    if owner and name == "__init__":
                        self._of_class[owner].append(function)
                    self._collect(node, program)
                case ast.ClassDef(name=name):
                    self._collect(node, program, name)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda() as value):
                    function = _function(name, value, program)
                    self.all.append(function)
                    self.by_name[name].append(function)
                case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                    self.imported |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
                case _:
                    self._collect(node, program, owner if isinstance(node, ast.If | ast.Try) else "")

    def _given_as_arguments(self, programs: Sequence[Program]) -> dict[str, list[Function]]:
        """Return the functions that calls pass on, by the names of the parameters that receive them."""
        given: dict[str, list[Function]] = defaultdict(list)
        for program in programs:
            for node in ast.walk(program.tree):
                if not isinstance(node, ast.Call):
                    continue
                for called in self.called(node, direct=True):
                    for param, argument in bindings(called, node):
                        if isinstance(argument, ast.Name) and argument.id in self.by_name:
                            given[param] += [f for f in self.by_name[argument.id] if f not in given[param]]
        return given

    def called(self, call: ast.Call, *, direct: bool = False) -> list[Function]:
        """Return the functions of the program that a call may run; with `direct`, not those given as arguments."""
        match call.func:
            case ast.Name(id=name):
                found = self.by_name.get(name, []) + self._of_class.get(name, [])
                if not found and not direct:
                    found = self._given.get(name, [])
                if not found and not direct and name not in self.imported and not hasattr(builtins, name):
                    found = self.methods.get("__call__", []) or self.methods.get("forward", [])
                return found
            case ast.Attribute(value=value, attr=name):
                if isinstance(value, ast.Name) and value.id in self.imported:
                    return self.by_name.get(name, []) + self._of_class.get(name, [])
                return self.methods.get(name, [])
            case ast.Call(func=ast.Name(id="super")):
                return []
            case _:
                return self.methods.get("__call__", [])


def bindings(function: Function, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield the parameters of `function` with the expressions that `call` gives them."""
    params = list(function.params)
    if function.is_method and params:
        first = params.pop(0)
        if isinstance(call.func, ast.Attribute):
            yield first, call.func.value
        elif function.name == "__call__":
            yield first, call.func
    by_position = positional(function)[1 if function.is_method else 0 :]
    for param, argument in zip(by_position, call.args, strict=False):
        if isinstance(argument, ast.Starred):
            break
        yield param, argument
    for keyword in call.keywords:
        if keyword.arg in params:
            yield keyword.arg, keyword.value


def positional(function: Function) -> list[str]:
    """Return the parameters that take arguments by position."""
    if isinstance(function.node, ast.Module):
        return []
    arguments = function.node.args
    return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]


def _function(name: str, node: Definition | ast.Module, program: Program, *, is_method: bool = False) -> Function:
    if isinstance(node, ast.Module):
        return Function(name, node, program, own=frozenset(_bound(node.body)))
    params = tuple(argument.arg for argument in all_arguments(node.args))
    body = [] if isinstance(node, ast.Lambda) else node.body
    shared = {name for one in _own_nodes(body) if isinstance(one, ast.Global | ast.Nonlocal) for name in one.names}
    own = (_bound(body) | set(params)) - shared
    return Function(name, node, program, is_method, params, frozenset(shared), frozenset(own))


def _bound(body: Sequence[ast.stmt]) -> set[str]:
    """Return the names that statements bind."""
    bound: set[str] = set()
    for node in _own_nodes(body):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                bound.add(name)
            case ast.For(target=target) | ast.comprehension(target=target):
                bound.update(names_in(target))
            case _:
                pass
    return bound


def _own_nodes(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Yield the nodes of statements, those of functions and classes in them left out."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _own_nodes(list(ast.iter_child_nodes(node)))
