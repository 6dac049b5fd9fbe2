"""Replay: running a slice for other inputs and other parameters, and leaving the program as it was."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import threading
import warnings
from contextlib import contextmanager
from functools import cache
from types import CellType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.instrument import PREFIX
from sgdviz.recording.capture.slices import compiled, compiled_expression
from sgdviz.recording.capture.state import Place, is_a, is_tensor, items_of, own_attributes
from sgdviz.recording.hooks.script_frame import is_own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.slices import Cut, Slice
    from sgdviz.recording.capture.state import Leaf

INPUT = f"{PREFIX}input__"
"""The name that stands for the input where that is an attribute."""

MOST_OBJECTS, MOST_DEPTH, MOST_ITEMS, MOST_ELEMENTS = 3000, 5, 200, 1_000_000
"""The most objects that are put back after a replay, how deep they may lie, the items of a list and of an array."""


class Replay:
    """Runs a slice again. `cut` says which cell is the input, and `leaves` where the parameters are."""

    def __init__(self, piece: Slice, cut: Cut | None, state: State) -> None:
        self._slice = piece
        self._state = state
        last = len(piece.stages) - 1
        inputs = [cut.cell if cut is not None and cut.stage == number else "" for number in range(last + 1)]
        self._codes = [
            compiled(stage.statements, cell, INPUT) for stage, cell in zip(piece.stages, inputs, strict=True)
        ]
        self._given = [
            [(param, compiled_expression(node, cell, INPUT), node) for param, node in stage.given]
            for stage, cell in zip(piece.stages, inputs, strict=True)
        ]
        self._bases = [{**stage.shared, **stage.scope} for stage in piece.stages]
        cells = [place.leaf.cell for place in state.places if place.is_name and place.is_shared]
        self._outside = [[cell for cell in cells if not stage.function.is_local(cell)] for stage in piece.stages]
        self._prediction = compiled_expression(piece.prediction, inputs[last], INPUT)

    def run(self, values: Sequence[NDArray[np.float64]], inputs: dict[tuple[int, str], Any]) -> Any:
        """Return the prediction with parameters `values` and `inputs` by stage and cell.

        Raises whatever the program's own code raises.
        """
        objects = self._state.put(values)
        arguments: dict[str, Any] = {}
        names: dict[str, Any] = {}
        for number, base in enumerate(self._bases):
            names = base.copy()
            names.update(
                objects if number == 0 else {one: objects[one] for one in self._outside[number] if one in objects}
            )
            names.update(arguments)
            for (where, cell), value in inputs.items():
                if where == number:
                    names[INPUT if "." in cell else cell] = value
            exec(self._codes[number], names)  # noqa: S102 - the program's own code, which the user runs
            arguments = {}
            for param, code, _ in self._given[number]:
                arguments[param] = eval(code, names)  # noqa: S307
        return eval(self._prediction, names)  # noqa: S307

    @contextmanager
    def shared_inputs(self, inputs: dict[tuple[int, str], Any]) -> Iterator[None]:
        """Give `inputs` that are names of a module to the functions that read them there."""
        old: list[tuple[dict[str, Any], str, Any]] = []
        for (number, cell), value in inputs.items():
            stage = self._slice.stages[number]
            if "." not in cell and cell in stage.shared and not stage.function.is_local(cell):
                old.append((stage.shared, cell, stage.shared[cell]))
                stage.shared[cell] = value
        try:
            yield
        finally:
            for shared, cell, value in reversed(old):
                shared[cell] = value


class State:
    """The parameters of a running program, which can be given other values for a while.

    `scope` and `shared` are the names of the loop's function and of its module.
    """

    def __init__(self, leaves: Sequence[Leaf], scope: dict[str, Any], shared: dict[str, Any]) -> None:
        self.places = [Place(leaf, scope, shared) for leaf in leaves]
        self._given: list[NDArray[np.float64]] = []
        self._objects: dict[str, Any] = {}

    def put(self, values: Sequence[NDArray[np.float64]]) -> dict[str, Any]:
        """Give the program `values`, one a leaf, and return the new values of names; what it has is not given again."""
        if len(self._given) != len(values) or any(a is not b for a, b in zip(self._given, values, strict=True)):
            self._given = []
            for place, value in zip(self.places, values, strict=True):
                made = place.put(value)
                if place.is_name:
                    self._objects[place.leaf.cell] = made
            self._given = list(values)
        return self._objects

    def restore(self) -> None:
        """Give the program its own values back."""
        self._given = []
        for place in self.places:
            place.restore()


@contextmanager
def undisturbed(scopes: Sequence[dict[str, Any]], state: State) -> Iterator[None]:
    """Leave random generators, the program's objects and containers, and its parameters as they were; print nothing."""
    held = _Held(scopes)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Silent(streams[0]), _Silent(streams[1])  # type: ignore[assignment]
        try:
            yield
        finally:
            sys.stdout, sys.stderr = streams
            state.restore()
            held.restore()


class _Silent(io.StringIO):
    """A stream that takes what this thread writes to it, and passes on what other threads write."""

    def __init__(self, other: Any) -> None:
        super().__init__()
        self._other = other
        self._thread = threading.get_ident()

    def write(self, text: str, /) -> int:
        """Write a text."""
        return super().write(text) if threading.get_ident() == self._thread else self._other.write(text)  # type: ignore[no-any-return]


class _Held:
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
        elif is_a(value, dict):
            self._dicts.append((value, dict.copy(value)))
            return list(dict.values(value))
        elif is_a(value, list):
            self._lists.append((value, list.copy(value)))
            return items_of(value)[:MOST_ITEMS]
        elif is_a(value, tuple):
            return items_of(value)[:MOST_ITEMS]
        elif is_a(value, FunctionType):
            return self._keep_function(value)
        elif is_a(value, MethodType):
            return [value.__self__, value.__func__]
        elif is_a(value, type):
            if not _is_of_library(value.__module__):
                self._classes.append((value, dict(vars(value))))
                return list(vars(value).values())
        elif (own := own_attributes(value)) and not is_tensor(value) and not _is_of_library(type(value).__module__):
            self._dicts.append((own, dict(own)))
            return [*own.values(), type(value)]
        return []

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
        for container, content in self._dicts:
            _restore_dict(container, content)
        for container_list, items in self._lists:
            now = items_of(container_list)
            if len(now) != len(items) or any(a is not b for a, b in zip(now, items, strict=True)):
                list.__setitem__(container_list, slice(None), items)
        for cell, held in self._cells:
            cell.cell_contents = held
        for kind, names in self._classes:
            for name in [name for name in vars(kind) if name not in names]:
                type.__delattr__(kind, name)
            for name, value in names.items():
                if vars(kind).get(name) is not value:
                    type.__setattr__(kind, name, value)
        for array, numbers in self._arrays:
            with contextlib.suppress(ValueError):
                array[...] = numbers


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
