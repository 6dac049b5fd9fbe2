"""Cells: the names, and attributes of names, that an expression reads and that a statement writes.

A cell is a dotted path such as ``w`` or ``self.w``. What a subscript selects belongs to the cell of the whole:
``params["W1"]`` and ``layers[0].w`` are the cells ``params`` and ``layers``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VIEWS = ("data", "T", "real")
"""Attributes that are another view of the same numbers."""

Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


def path_of(node: ast.AST) -> str:
    """Return the cell of an expression that is a name, an attribute or a part of one; empty for any other."""
    attributes: list[str] = []
    while True:
        match node:
            case ast.Name(id=name):
                while attributes and attributes[0] in VIEWS:  # they were put in from the right: the last one is first
                    attributes.pop(0)
                return ".".join([name, *reversed(attributes)])
            case ast.Attribute(value=node, attr=attribute):
                attributes.append(attribute)
            case ast.Subscript(value=node) | ast.Starred(value=node):
                attributes.clear()
            case ast.Call(func=ast.Attribute(value=node)):  # model.parameters() is a part of model
                attributes.clear()
            case _:
                return ""


def reads_of(node: ast.AST | None) -> set[str]:
    """Return the cells that an expression reads."""
    return set() if node is None else set(_reads(node))


def _reads(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute():
            yield path_of(node) or ""
            yield from _inside(node)
        case ast.Call(func=func):
            if isinstance(func, ast.Attribute):
                yield from _reads(func.value)
            else:
                yield from _reads(func)
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from _reads(argument)
        case ast.Lambda(args=arguments, body=body):
            bound = {argument.arg for argument in all_arguments(arguments)}
            yield from (cell for cell in _reads(body) if root(cell) not in bound)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            bound = {name for generator in node.generators for name in names_in(generator.target)}
            for child in ast.iter_child_nodes(node):
                yield from (cell for cell in _reads(child) if root(cell) not in bound)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _reads(child)


def _inside(node: ast.Attribute) -> Iterator[str]:
    """Yield what an attribute's own expression reads besides its path, such as the index in ``layers[i].w``."""
    inner: ast.AST = node
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    if not isinstance(inner, ast.Name):
        yield from _reads(inner)


def all_arguments(arguments: ast.arguments) -> list[ast.arg]:
    """Return the arguments of a function, those by position first."""
    starred = [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *starred]


def names_in(target: ast.AST) -> list[str]:
    """Return the names that an assignment to `target` binds."""
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


def root(cell: str) -> str:
    """Return the name in which a path begins."""
    return cell.split(".", 1)[0]


def overlap(one: str, other: str) -> bool:
    """Return whether two cells are the same, or one is a part of the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def overlaps(cell: str, cells: Iterable[str]) -> bool:
    """Return whether a cell overlaps one of `cells`."""
    return any(overlap(cell, other) for other in cells)


def without(cells: Iterable[str], gone: Iterable[str]) -> set[str]:
    """Return the cells that are neither among `gone` nor a part of one."""
    return {cell for cell in cells if not any(cell == one or cell.startswith(f"{one}.") for one in gone)}


def overlaps_any(cells: frozenset[str], others: Iterable[str]) -> bool:
    """Return whether one of `cells` overlaps one of `others`."""
    return any(overlaps(cell, others) for cell in cells)
