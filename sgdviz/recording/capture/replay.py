"""Replay: running a slice for other inputs and other parameters, and leaving the program as it was."""

from __future__ import annotations

import io
import sys
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.held import Held
from sgdviz.recording.capture.instrument import PREFIX
from sgdviz.recording.capture.slices import compiled, compiled_expression
from sgdviz.recording.capture.state import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.slices import Cut, Slice
    from sgdviz.recording.capture.state import Leaf

INPUT = f"{PREFIX}input__"
"""The name that stands for the input where that is an attribute."""


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
        try:
            return self._predicted(self._state.put(values), inputs)
        finally:
            if self._slice.changes_parameters:
                self._state.forget()

    def _predicted(self, objects: dict[str, Any], inputs: dict[tuple[int, str], Any]) -> Any:
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

    def forget(self) -> None:
        """Give all values anew the next time: the program may have changed them."""
        self._given = []

    def restore(self) -> None:
        """Give the program its own values back."""
        self._given = []
        for place in self.places:
            place.restore()


@contextmanager
def undisturbed(scopes: Sequence[dict[str, Any]], state: State) -> Iterator[None]:
    """Leave random generators, the program's objects and containers, and its parameters as they were; print nothing."""
    held = Held(scopes)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Silent(streams[0]), _Silent(streams[1])
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
        return super().write(text) if threading.get_ident() == self._thread else self._other.write(text)
