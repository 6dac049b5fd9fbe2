"""What a replay could change in a program: random generators, objects, containers, functions and classes, put back."""

from __future__ import annotations

import contextlib
import random
import sys
from functools import cache
from types import CellType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.state import is_a, is_tensor, items_of, own_attributes
from sgdviz.recording.hooks.script_frame import is_own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_OBJECTS, MOST_DEPTH, MOST_ITEMS, MOST_ELEMENTS = 3000, 5, 200, 1_000_000
"""The most objects that are put back after a replay, how deep they may lie, the items of a list and of an array."""


class Held:
    """Copies of what a replay could change."""

    def __init__(self, scopes: Sequence[dict[str, Any]]) -> None:
        self._random = random.getstate()
        self._numpy = np.random.get_state()  # noqa: NPY002 - the program's own generator
        torch = sys.modules.get("torch")
        self._torch = torch.get_rng_state() if torch is not None and hasattr(torch, "get_rng_state") else None
        self._generators: list[tuple[Any, Any]] = []
        self._dicts: list[tuple[dict[Any, Any], dict[Any, Any]]] = []
        self._lists: list[tuple[list[Any], list[Any]]] = []
        self._arrays: list[tuple[NDArray[Any], NDArray[Any]]] = []
        self._cells: list[tuple[CellType, Any]] = []
        self._classes: list[tuple[type, dict[str, Any]]] = []
        seen: set[int] = set()
        queue: list[tuple[Any, int]] = [(value, 0) for scope in scopes for value in list(scope.values())]
        while queue and len(seen) < MOST_OBJECTS:
            value, depth = queue.pop(0)
            if id(value) not in seen and not is_a(value, str, bytes, int, float):
                seen.add(id(value))
                queue += [(one, depth + 1) for one in self._keep(value)] if depth <= MOST_DEPTH else []

    def _keep(self, value: Any) -> Sequence[Any]:
        """Keep what can change in an object, and return the objects in it."""
        if is_a(value, np.random.Generator):
            self._generators.append((value.bit_generator, value.bit_generator.state))
        elif is_a(value, random.Random, np.random.RandomState):
            self._generators.append((value, value.getstate() if is_a(value, random.Random) else value.get_state()))
        elif is_a(value, np.ndarray):
            if value.flags.writeable and value.size <= MOST_ELEMENTS and value.dtype.kind != "O":
                self._arrays.append((value, value.copy()))
        elif is_a(value, dict, list, tuple):
            return self._keep_container(value)
        elif is_a(value, MethodType):
            return [value.__self__, value.__func__]
        elif is_a(value, FunctionType, type):
            return self._keep_function(value) if is_a(value, FunctionType) else self._keep_class(value)
        elif (own := own_attributes(value)) and not is_tensor(value) and not _is_of_library(type(value).__module__):
            self._dicts.append((own, dict(own)))
            return [*own.values(), type(value)]
        return []

    def _keep_container(self, value: Any) -> Sequence[Any]:
        if is_a(value, dict):
            self._dicts.append((value, dict.copy(value)))
            return list(dict.values(value))
        if is_a(value, list):
            self._lists.append((value, list.copy(value)))
        return items_of(value)[:MOST_ITEMS]

    def _keep_class(self, kind: type) -> list[Any]:
        if _is_of_library(kind.__module__):
            return []
        self._classes.append((kind, dict(vars(kind))))
        return list(vars(kind).values())

    def _keep_function(self, function: FunctionType) -> list[Any]:
        """Keep the attributes of a function, and the names of the functions around it that it uses."""
        if _is_of_library(function.__module__):
            return []
        found = list(vars(function).values())
        self._dicts.append((vars(function), dict(vars(function))))
        for cell in function.__closure__ or ():
            with contextlib.suppress(ValueError):  # it is empty
                self._cells.append((cell, cell.cell_contents))
                found.append(cell.cell_contents)
        shared = function.__globals__
        self._dicts.append((shared, dict(shared)))
        return [*found, *(function.__defaults__ or ()), *(shared.get(name) for name in function.__code__.co_names)]

    def restore(self) -> None:
        """Put everything back."""
        random.setstate(self._random)
        np.random.set_state(self._numpy)  # noqa: NPY002
        if self._torch is not None:
            sys.modules["torch"].set_rng_state(self._torch)
        for generator, state in self._generators:
            if isinstance(generator, random.Random):
                generator.setstate(state)
            elif isinstance(generator, np.random.RandomState):
                generator.set_state(state)
            else:
                generator.state = state
        self._restore_containers()
        self._restore_functions_and_classes()

    def _restore_containers(self) -> None:
        for container, content in self._dicts:
            _restore_dict(container, content)
        for container_list, items in self._lists:
            now = items_of(container_list)
            if len(now) != len(items) or any(a is not b for a, b in zip(now, items, strict=True)):
                list.__setitem__(container_list, slice(None), items)
        for array, numbers in self._arrays:
            with contextlib.suppress(ValueError):
                array[...] = numbers

    def _restore_functions_and_classes(self) -> None:
        for cell, held in self._cells:
            cell.cell_contents = held
        for kind, names in self._classes:
            for name in [name for name in vars(kind) if name not in names]:
                type.__delattr__(kind, name)
            for name, value in names.items():
                if vars(kind).get(name) is not value:
                    type.__setattr__(kind, name, value)


def _restore_dict(container: dict[Any, Any], content: dict[Any, Any]) -> None:
    """Give a dict its content back; one that is unchanged is not written to."""
    keys, values = list(dict.keys(container)), list(dict.values(container))
    if len(keys) != len(content) or any(a is not b for a, b in zip(keys, content, strict=True)):
        dict.clear(container)
        dict.update(container, content)
        return
    for key, now, before in zip(keys, values, content.values(), strict=True):
        if now is not before:
            dict.__setitem__(container, key, before)


@cache
def _is_of_library(module: str | None) -> bool:
    """Return whether a module is of a library, whose objects are left alone."""
    if module == "__main__":
        return False
    file = vars(sys.modules[module]).get("__file__") if module in sys.modules else None
    return file is None or not is_own(file)
