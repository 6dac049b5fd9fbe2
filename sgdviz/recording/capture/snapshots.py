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
    is_a,
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

MOST_ROWS, LEAST_ROWS, MOST_NUMBERS = 400, 200, 2_000_000
"""The snapshots that are kept, those for which there is room in any case, and the numbers in all of them."""

MOST_IN_NAMES = 10_000
"""The largest array or list that is kept as a sample."""

FIRST = 8
"""Snapshots at the beginning that always stay: the steps that may be told."""


PlainRow = tuple[int, int, tuple[Any, ...]]
"""A step, its pass, and the values of plain names."""

_FLOATS = {float}


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
    parameters have moved by equal lengths, and an eighth of the turns is looked at.
    """

    def __init__(self, loop: TrainingLoop) -> None:
        self.gap = 0
        self._rows: list[Snapshot | PlainRow] = []
        self._plain_names: list[str] = []
        self.last: Snapshot | None = None
        self.is_done = False
        """Whether all turns of the loop came to their end, and none was left by a ``break``."""
        self.why = ""
        self.leaves: list[Leaf] = []
        self.watched = False
        self._loop = loop
        self._room = MOST_ROWS
        self._plain: list[str] = []
        self._names = sample_names(loop)
        self._losses = list(loop.losses)
        self._old_losses: dict[str, Any] = {}
        self._gradients = {cell: path for cell, node in loop.gradients.items() if (path := path_of(node))}

    def take(self, frame: FrameType, step: int, passes: int) -> bool:
        """Keep the state at the beginning of a turn; return False where the parameters are not what they were."""
        scope, shared = names_of(frame), frame.f_globals
        if not self.leaves:
            self._plan(scope, shared)
        elif len(self._rows) == 1:
            self._add_new(scope, shared)
        taken = self._add(scope, shared, step, passes)
        if len(self._rows) >= self._room:
            self._thin()
        return taken

    def _add(self, scope: Any, shared: Any, step: int, passes: int) -> bool:
        values = self._values(scope, shared)
        if not values:
            self.why = self.why or "its parameters hold no numbers"
            return False
        row = Snapshot(step, values, passes)
        self._facts(row, scope, shared)
        if not self._rows:
            row.loss = row.gradients = None  # what the program had before its first update
        self._rows.append(row)
        return True

    def plain_names(self, frame: FrameType) -> list[str]:
        """Return the names that a snapshot reads, where they are plain numbers of a module; else nothing."""
        if frame.f_code.co_name != "<module>" or not self._plain or self.watched:
            return []
        names = list(dict.fromkeys([*self._plain, *self._names, *self._losses, *self._gradients.values()]))
        kinds = {type(frame.f_globals.get(name)) for name in names}
        return names if kinds <= {float, int, type(None)} else []

    def take_plain(self, names: list[str], found: Sequence[PlainRow]) -> None:
        """Keep what was read of plain names; only what stays is looked at."""
        self._plain_names = names
        self._rows += found

    @property
    def rows(self) -> list[Snapshot]:
        """The snapshots, each looked at."""
        found, self._rows = self._rows, []
        for place, row in enumerate(found):
            if isinstance(row, Snapshot):
                self._rows.append(row)
                continue
            step, passes, values = row
            scope = {name: value for name, value in zip(self._plain_names, values, strict=True) if is_number(value)}
            if not self._add(scope, {}, step, passes):
                self._rows += [one for one in found[place:] if isinstance(one, Snapshot)]
                break
        return self._rows  # type: ignore[return-value]

    @property
    def now(self) -> Snapshot | None:
        """The snapshot of this turn, None where there is none."""
        row = self._rows[-1] if self._rows else None
        return row if isinstance(row, Snapshot) else None

    @property
    def room(self) -> int:
        """How many snapshots there is room for until some are left out."""
        return self._room - len(self._rows)

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
        row = self.now
        if row is not None:
            row.seen[number] = values
            self.watched = True

    def all(self) -> list[Snapshot]:
        """Return the snapshots in order, and the last one where there was a step after the one before.

        A turn that a ``break`` ends may have made none; it has where the state changed.
        """
        rows = list(self.rows)
        last = self.last
        if last is None or not rows or last.step <= rows[-1].step:
            return rows
        return [*rows, last] if self.is_done or not _equal(last.values, rows[-1].values) else rows

    def _plan(self, scope: Any, shared: Any) -> None:
        for cell in self._loop.params:
            value = value_of(cell, scope, shared)
            if value is not MISSING:
                self.leaves += leaves_of(cell, value)
        numbers = sum(int(np.prod(leaf.shape)) for leaf in self.leaves)
        self._find_plain()
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
        self._find_plain()

    def _find_plain(self) -> None:
        """See whether all parameters are numbers under plain names."""
        is_plain = all(leaf.shape == () and not leaf.steps and leaf.cell.isidentifier() for leaf in self.leaves)
        self._plain = [leaf.cell for leaf in self.leaves] if is_plain else []

    def _values(self, scope: Any, shared: Any) -> list[Any] | None:
        if self._plain:
            values = [scope.get(name) for name in self._plain]
            if set(map(type, values)) == _FLOATS:
                return values
        values = []
        for leaf in self.leaves:
            value = scope.get(leaf.cell, MISSING)  # a plain name, most often
            if value is MISSING:
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
            kind = type(value)
            if kind is int or kind is float or is_number(value) or _is_sample(value):
                row.names[name] = value
        for cell in self._losses:
            value = scope.get(cell, MISSING)
            if value is MISSING:
                value = value_of(cell, scope, shared)
            if type(value) is list:
                value = value[-1] if value else None
            if value is MISSING or value is None or value is self._old_losses.get(cell):
                continue
            self._old_losses[cell] = value
            if type(value) is float:
                row.loss = value
                break
            number = value if is_number(value) else array_of(value)
            if number is not None and np.size(number) == 1:
                row.loss = float(np.ravel(number)[0])
                break
        if self._gradients:
            row.gradients = [self._gradient(self._gradients.get(leaf.cell), scope, shared) for leaf in self.leaves]

    @staticmethod
    def _gradient(path: str | None, scope: Any, shared: Any) -> Any:
        if path is None:
            return None
        value = scope.get(path, MISSING)
        if type(value) is float:
            return np.array(value)
        value = value_of(path, scope, shared)
        return None if value is MISSING else array_of(value)

    def _numbers(self) -> NDArray[np.float64]:
        """Return the numbers in all leaves, a row each."""
        if self._plain:
            count = len(self._plain)
            rows = [row.values if isinstance(row, Snapshot) else row[2][:count] for row in self._rows]
            try:
                return np.array(rows, dtype=np.float64)
            except (TypeError, ValueError):
                pass  # a name holds something else by now
        rows = [row.values for row in self.rows]
        columns = [np.array([row[number] for row in rows]) for number in range(len(self.leaves))]
        return np.hstack([column.reshape(len(rows), -1) for column in columns])

    def _thin(self) -> None:
        flat = self._numbers()
        with np.errstate(all="ignore"):
            scale = np.fmax.reduce(flat) - np.fmin.reduce(flat)
            moved = np.abs(flat[1:] - flat[:-1]) / np.where(scale > 0, scale, 1)
        moved[~np.isfinite(moved)] = 1
        way = np.concatenate([[0.0], moved.mean(axis=1).cumsum()])
        found = way.searchsorted(np.linspace(0, way[-1], self._room // 2 - FIRST))
        kept = sorted({*range(FIRST), *np.minimum(found, len(way) - 1).tolist(), len(way) - 1})
        self._rows = [self._rows[place] for place in kept]
        self.gap = 8 * self.gap + 7


def sample_names(loop: TrainingLoop) -> list[str]:
    """Return the names in a loop that may tell which sample a turn is about: of its target, and of indices."""
    found = names_in(loop.node.target)[:2] if isinstance(loop.node, ast.For | ast.AsyncFor) else []
    for node in ast.walk(loop.node):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name):
            found.append(node.slice.id)
    return list(dict.fromkeys(found))


def _is_sample(value: Any) -> bool:
    return is_a(value, np.ndarray, list, tuple) and np.size(value) <= MOST_IN_NAMES


def _equal(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True))
