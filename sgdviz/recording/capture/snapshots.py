"""Snapshots: the numbers of a loop's parameters at some of its turns, in bounded memory."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.cells import names_in, path_of
from sgdviz.recording.capture.scopes import names_of
from sgdviz.recording.capture.state import (
    MISSING,
    Leaf,
    array_of,
    is_number,
    leaves_of,
    stepped,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from numpy.typing import NDArray

    from sgdviz.recording.capture.training_loop import TrainingLoop

MOST_ROWS, LEAST_ROWS, MOST_NUMBERS = 1024, 300, 2_000_000
"""The snapshots that are kept, those for which there is room in any case, and the numbers in all of them."""

FIRST = 8
"""Snapshots at the beginning that always stay: the steps that may be told."""


class Snapshot:
    """The state after `step` updates: the `values` of the leaves, the pass, a sample's index, a loss, and gradients.

    `names` are the plain numbers among the loop's own names, by which a sample is told. `seen` holds whole predictions
    by the number of their pair: those of this state.
    """

    __slots__ = ("gradients", "loss", "names", "passes", "seen", "step", "values")

    def __init__(self, step: int, values: list[Any], passes: int) -> None:
        self.step = step
        self.values = values
        self.passes = passes
        self.names: dict[str, Any] = {}
        self.loss: Any = None
        self.gradients: list[Any] | None = None
        self.seen: dict[int, NDArray[np.float64]] = {}


class Snapshots:
    """The snapshots of one run, every `gap`-th turn of which is looked at.

    All turns are looked at while there is room. Then about half of the snapshots are left, those between which the
    parameters have moved by equal lengths, and half as many turns are looked at as before.
    """

    def __init__(self, loop: TrainingLoop) -> None:
        self.gap = 0
        self.rows: list[Snapshot] = []
        self.last: Snapshot | None = None
        self.why = ""
        self.leaves: list[Leaf] = []
        self.watched = False
        self._loop = loop
        self._room = MOST_ROWS
        self._names = sample_names(loop)
        self._losses = list(loop.losses)
        self._old_losses: dict[str, Any] = {}
        self._gradients = {cell: path_of(node) for cell, node in loop.gradients.items()}

    def take(self, frame: FrameType, step: int, passes: int) -> bool:
        """Keep the state at the beginning of a turn; return False where the parameters are not what they were."""
        scope, shared = names_of(frame), frame.f_globals
        if not self.leaves:
            self._plan(scope, shared)
        elif len(self.rows) == 1:
            self._add_new(scope, shared)
        values = self._values(scope, shared)
        if not values:
            self.why = self.why or "its parameters hold no numbers"
            return False
        row = Snapshot(step, values, passes)
        self._facts(row, scope, shared)
        if not self.rows:
            row.loss = row.gradients = None  # what the program had before its first update
        self.rows.append(row)
        if len(self.rows) >= self._room:
            self._thin()
        return True

    def take_last(self, frame: FrameType, step: int, passes: int) -> None:
        """Keep the state at the end, or as long as the loop pauses."""
        if not self.leaves:
            return
        scope, shared = names_of(frame), frame.f_globals
        values = self._values(scope, shared)
        if values is not None:
            self.last = Snapshot(step, values, passes)
            self._facts(self.last, scope, shared)

    def see(self, number: int, values: NDArray[np.float64]) -> None:
        """Keep the whole predictions of the state at the beginning of this turn."""
        if self.rows:
            self.rows[-1].seen[number] = values
            self.watched = True

    def all(self) -> list[Snapshot]:
        """Return the snapshots in order, the last one among them where the state changed after the one before."""
        rows = list(self.rows)
        if self.last is not None and rows and not _equal(self.last.values, rows[-1].values):
            rows.append(self.last)
        return rows

    def _plan(self, scope: Any, shared: Any) -> None:
        for cell in self._loop.params:
            value = value_of(cell, scope, shared)
            if value is not MISSING:
                self.leaves += leaves_of(cell, value)
        numbers = sum(int(np.prod(leaf.shape)) for leaf in self.leaves)
        self._room = int(np.clip(MOST_NUMBERS // max(numbers, 1), LEAST_ROWS, MOST_ROWS))

    def _add_new(self, scope: Any, shared: Any) -> None:
        """Add the places that the first turn made, such as those of a momentum."""
        known = {(leaf.cell, leaf.steps) for leaf in self.leaves}
        for cell in self._loop.params:
            value = value_of(cell, scope, shared)
            for leaf in () if value is MISSING else leaves_of(cell, value):
                if (leaf.cell, leaf.steps) not in known:
                    self.leaves.append(leaf)
                    self.rows[0].values.append(np.full(leaf.shape, np.nan))

    def _values(self, scope: Any, shared: Any) -> list[Any] | None:
        values = []
        for leaf in self.leaves:
            value = value_of(leaf.cell, scope, shared)
            if leaf.steps:
                value = stepped(value, leaf.steps)
            kind = type(value)
            if kind is float and leaf.shape == ():
                values.append(value)
                continue
            found = value.copy() if kind is np.ndarray and value.dtype == np.float64 else array_of(value)
            if found is None or found.shape != leaf.shape:
                was = f"shape {leaf.shape}" if leaf.shape else "a number"
                now = "gone" if found is None else f"of shape {found.shape}"
                self.why = f"{leaf.name} was {was} and is {now}"
                return None
            values.append(found)
        return values

    def _facts(self, row: Snapshot, scope: Any, shared: Any) -> None:
        for name in self._names:
            value = scope.get(name)
            if is_number(value) or isinstance(value, np.ndarray | list | tuple):
                row.names[name] = value
        for cell in self._losses:
            value = value_of(cell, scope, shared)
            if type(value) is list:
                value = value[-1] if value else None
            if value is MISSING or value is None or value is self._old_losses.get(cell):
                continue
            self._old_losses[cell] = value
            number = value if is_number(value) else array_of(value)
            if number is not None and np.size(number) == 1:
                row.loss = float(np.ravel(number)[0])
                break
        if self._gradients:
            found = {cell: value_of(path, scope, shared) if path else MISSING for cell, path in self._gradients.items()}
            row.gradients = [array_of(found.get(leaf.cell, MISSING)) for leaf in self.leaves]

    def _thin(self) -> None:
        flat = np.array([np.concatenate([np.ravel(value) for value in row.values]) for row in self.rows])
        with np.errstate(all="ignore"):
            scale = np.nanmax(flat, axis=0) - np.nanmin(flat, axis=0)
            moved = np.nan_to_num(np.abs(np.diff(flat, axis=0)) / np.where(scale > 0, scale, 1), nan=1, posinf=1)
        way = np.concatenate([[0.0], np.cumsum(moved.mean(axis=1))])
        places = np.linspace(0, way[-1], self._room // 2 - FIRST)
        kept = np.unique([*range(FIRST), *np.searchsorted(way, places).clip(max=len(way) - 1), len(way) - 1])
        self.rows = [self.rows[place] for place in kept]
        self.gap = 2 * self.gap + 1


def sample_names(loop: TrainingLoop) -> list[str]:
    """Return the names in a loop that may tell which sample a turn is about: of its target, and of indices."""
    found = names_in(loop.node.target)[:2] if isinstance(loop.node, ast.For | ast.AsyncFor) else []
    for node in ast.walk(loop.node):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name):
            found.append(node.slice.id)
    return list(dict.fromkeys(found))


def _equal(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True))
