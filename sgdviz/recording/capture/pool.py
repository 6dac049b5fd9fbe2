"""The pool: all arrays of numbers that a program has in sight, in which its data are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.state import array_of, own_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.slices import Stage

MOST_COLUMNS = 64
"""The columns of an array that are compared with samples."""

MOST_ROWS = 1_000_000
"""The largest number of samples."""


@dataclass(frozen=True)
class Column:
    """A column of one of the program's arrays: `name` is the array's, `place` the column's number or -1."""

    name: str
    place: int
    values: NDArray[np.float64]


def columns_in(stages: Sequence[Stage]) -> list[Column]:
    """Return the columns of all arrays among the names of functions and modules, and of the objects in them."""
    found: list[Column] = []
    seen: set[int] = set()
    for name, value in _values(stages):
        if id(value) in seen:
            continue
        seen.add(id(value))
        found += columns_of(name, value)
    return found


def columns_of(name: str, value: Any) -> Iterator[Column]:
    """Yield the columns of numbers in a value; those of a table have its own names."""
    own = getattr(value, "name", None) if type(value).__name__ == "Series" else None
    if isinstance(own, str) and own:
        name = own
    labels = [str(one) for one in value.columns] if type(value).__name__ == "DataFrame" else []
    for column in _columns(name, value):
        yield Column(labels[column.place], -1, column.values) if 0 <= column.place < len(labels) else column


def _columns(name: str, value: Any) -> Iterator[Column]:
    array = array_of(value)
    if array is None and isinstance(value, list | tuple) and len(value) > 1:
        array = _rows_of_parts(value)
    if array is None or not array.ndim or not 1 < len(array) <= MOST_ROWS:
        return
    if array.ndim == 1:
        yield Column(name, -1, array)
        return
    if array.ndim == 2 and array.shape[0] < array.shape[1] <= MOST_ROWS and array.shape[0] <= MOST_COLUMNS:
        for place in range(len(array)):
            yield Column(name, place if len(array) > 1 else -1, array[place])
    flat = array.reshape(len(array), -1)
    if flat.shape[1] <= MOST_COLUMNS:
        for place in range(flat.shape[1]):
            yield Column(name, place if flat.shape[1] > 1 else -1, flat[:, place])


def _rows_of_parts(value: Sequence[Any]) -> NDArray[np.float64] | None:
    """Return samples such as ``((1, 2), 3)`` as rows of all their numbers."""
    rows = []
    for one in value:
        if not isinstance(one, list | tuple):
            return None
        parts = [array_of(part) for part in one]
        if any(part is None for part in parts):
            return None
        rows.append(np.concatenate([part.ravel() for part in parts if part is not None]))
    if len({len(row) for row in rows}) != 1:
        return None
    return np.array(rows)


def _values(stages: Sequence[Stage]) -> Iterator[tuple[str, Any]]:
    for stage in reversed(stages):
        for names in (stage.scope, stage.shared):
            for name, value in list(names.items()):
                if name.startswith("__"):
                    continue
                yield name, value
                module = type(value).__module__
                if module in ("builtins", "numpy", "types"):
                    continue
                yield from list(own_attributes(value).items())


@dataclass(frozen=True)
class Data:
    """The data that were found: (N, D) inputs, (N,) targets and their names."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    names: tuple[str, ...]
    target: str


def data_with(
    columns: Sequence[Column], samples: Sequence[tuple[NDArray[np.float64], float]], names: Sequence[str], target: str
) -> Data | None:
    """Return the columns in which all `samples`, inputs (D,) and a target, are rows; None where there are none."""
    if not samples:
        return None
    inputs = np.array([row for row, _ in samples])
    targets = np.array([wanted for _, wanted in samples])
    for length in dict.fromkeys(len(column.values) for column in columns):
        group = [column for column in columns if len(column.values) == length]
        goals = sorted(_holding(group, targets), key=lambda column: column.name != target)
        own = [sorted(_holding(group, part), key=lambda column: column.name not in names) for part in inputs.T]
        if not goals or not all(own):
            continue
        for goal in goals[:8]:
            chosen = _together(own, inputs, goal, targets)
            if chosen is not None:
                x = np.stack([column.values for column in chosen], axis=1)
                labels = tuple(
                    column.name if column.place < 0 else f"{column.name}[{column.place}]" for column in chosen
                )
                return Data(
                    x,
                    goal.values,
                    labels,
                    goal.name if goal.place < 0 else target if target.isidentifier() else f"{goal.name}[{goal.place}]",
                )
    return None


def _name_of(goal: Column, target: str) -> str:
    """Return the name of a column of targets: its own, that which the program gives a target, or its place."""
    if goal.place < 0:
        return goal.name
    return target if target.isidentifier() else f"{goal.name}[{goal.place}]"


def _holding(columns: Sequence[Column], values: NDArray[np.float64]) -> list[Column]:
    return [column for column in columns if np.isin(values, column.values).all()]


def _together(
    own: Sequence[Sequence[Column]],
    inputs: NDArray[np.float64],
    goal: Column,
    targets: NDArray[np.float64],
) -> list[Column] | None:
    """Return a column for each input so that every sample is one row of them and of the target's; None for none."""
    matches = [goal.values == wanted for wanted in targets]
    chosen: list[Column] = []
    for part, columns in zip(inputs.T, own, strict=True):
        for column in columns:
            if column is goal or any(column is other for other in chosen):
                continue
            both = [match & (column.values == value) for match, value in zip(matches, part, strict=True)]
            if all(match.any() for match in both):
                matches = both
                chosen.append(column)
                break
        else:
            return None
    return chosen
