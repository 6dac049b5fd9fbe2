"""The inputs of a prediction: which of the values that a slice reads are the data, and how others take their place."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.cells import path_of, root
from sgdviz.recording.capture.slices import Cut, Slice
from sgdviz.recording.capture.state import MISSING, array_of, is_number, is_tensor, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.slices import Stage
    from sgdviz.recording.capture.training_loop import TrainingLoop

MOST_FEATURES = 1000
"""The largest number of inputs of a sample."""


@dataclass(frozen=True)
class Inputs:
    """Where a prediction takes its inputs from.

    `cells` are (stage, cell): one that holds all samples ("whole"), one that holds a single sample ("row"), several
    numbers ("numbers"), or the data from which `index` (stage, name) selects a sample ("indexed", or "records" where
    samples are nested) or several ("selected"). `layout` says how the samples lie: "flat", "rows", "columns" or "list".
    """

    kind: str
    cells: tuple[tuple[int, str], ...]
    layout: str = "rows"
    index: tuple[int, str] | None = None

    @property
    def cut(self) -> Cut | None:
        """The cell before which a slice ends: the input itself, or what selects it."""
        if self.index is not None:
            return Cut(*self.index)
        return Cut(*self.cells[0]) if self.kind in ("whole", "row") else None

    @property
    def takes_several(self) -> bool:
        """Whether the program predicts for several samples at a time."""
        return self.kind in ("whole", "selected")

    @property
    def names(self) -> list[str]:
        """The cells' names."""
        return [cell for _, cell in self.cells]

    def rows_in(self, levels: Sequence[Stage]) -> NDArray[np.float64] | None:
        """Return the (M, D) inputs among the names of stages or levels; None where they are not there."""
        values = self._selected(self.values_in(levels), levels)
        if self.kind == "records":
            numbers = numbers_in(values[0]) if values else None
            return None if numbers is None else numbers[None]
        arrays = [array_of(value) for value in values if value is not MISSING]
        found = [array for array in arrays if array is not None]
        if not found or len(found) < len(self.cells):
            return None
        if not self.takes_several:
            return np.concatenate([array.ravel() for array in found])[None]
        whole = found[0].T if self.layout == "columns" else found[0]
        return whole.reshape(len(whole), -1) if whole.ndim else None

    def _selected(self, values: list[Any], levels: Sequence[Stage]) -> list[Any]:
        """Return the parts of `values` that the index selects, where there is one; none where it selects nothing."""
        if self.index is None:
            return values
        number, name = self.index
        place = levels[number].scope.get(name, levels[number].shared.get(name))
        try:
            return [value[place] for value in values]
        except (LookupError, TypeError):
            return []

    def all_rows(self, levels: Sequence[Stage]) -> NDArray[np.float64] | None:
        """Return all (N, D) samples of indexed data."""
        if self.kind == "records":
            found = [numbers_in(one) for one in self.values_in(levels)[0]]
            rows = [numbers for numbers in found if numbers is not None]
            return np.array(rows) if len({len(one) for one in rows}) == 1 and len(rows) == len(found) else None
        arrays = [array_of(value_of(cell, levels[number].scope, levels[number].shared)) for number, cell in self.cells]
        if any(array is None or not array.ndim or len(array) != len(arrays[0]) for array in arrays):  # type: ignore[arg-type]
            return None
        return np.concatenate([array.reshape(len(array), -1) for array in arrays if array is not None], axis=1)

    def values_in(self, levels: Sequence[Stage]) -> list[Any]:
        """Return the values of the cells among the names of stages."""
        return [value_of(cell, levels[number].scope, levels[number].shared) for number, cell in self.cells]

    def given(
        self, rows: NDArray[np.float64], old: Sequence[Any], *, single: bool = False, in_columns: bool = False
    ) -> dict[tuple[int, str], Any]:
        """Return what takes the place of the cells' `old` values: all of (M, D) `rows`, or a `single` one.

        Where the program's code is for one sample, all can be given `in_columns`: its dot products then take them.
        """
        if self.kind == "whole":
            return {self.cells[0]: _like_all(old[0], rows, self.layout)}
        if self.kind == "row":
            return {
                self.cells[0]: _like_one(old[0], rows[0]) if single else _together(old[0], rows, in_columns=in_columns)
            }
        if self.kind == "numbers":
            return {
                cell: float(rows[0, column]) if single else rows[:, column] for column, cell in enumerate(self.cells)
            }
        assert self.index is not None
        if self.kind == "selected":
            return {self.cells[0]: _like_all(old[0], rows, self.layout), self.index: slice(None)}
        if self.kind == "records":
            if not single:
                raise ValueError("records are given one by one")
            return {self.cells[0]: [_filled(old[0][0], iter(rows[0].tolist()))], self.index: 0}
        given: dict[tuple[int, str], Any] = {self.index: 0 if single else slice(None)}
        start = 0
        for cell, value in zip(self.cells, old, strict=True):
            shape = np.shape(value[0])
            width = int(np.prod(shape))
            part = rows[:, start : start + width].reshape(-1, *shape)
            if in_columns and shape:
                given[cell] = [np.moveaxis(part, 0, -1)]
                given[self.index] = 0
            else:
                given[cell] = part.tolist() if single and isinstance(value, list | tuple) else part
            start += width
        return given


def numbers_in(value: Any) -> NDArray[np.float64] | None:
    """Return all numbers of a sample such as ``((1, 2), 3)``; None where it has other things."""
    if isinstance(value, list | tuple):
        parts = [numbers_in(part) for part in value]
        if not parts or any(part is None for part in parts):
            return None
        return np.concatenate([part for part in parts if part is not None])
    array = array_of(value)
    return None if array is None else array.ravel()


def _filled(sample: Any, numbers: Iterator[float]) -> Any:
    """Return a sample of the same form with other numbers."""
    if isinstance(sample, list | tuple):
        return type(sample)([_filled(part, numbers) for part in sample])
    array = array_of(sample)
    assert array is not None
    if not array.ndim:
        return next(numbers)
    return np.array([next(numbers) for _ in range(array.size)]).reshape(array.shape)


def _like_all(old: Any, rows: NDArray[np.float64], layout: str) -> Any:
    if layout == "flat":
        found: Any = rows[:, 0]
    elif layout == "columns":
        found = rows.T
    elif isinstance(old, np.ndarray) and old.ndim > 2:
        found = rows.reshape(-1, *old.shape[1:])
    else:
        found = rows
    if isinstance(old, list | tuple):
        return found.tolist()
    if is_tensor(old):
        return old.detach().new_tensor(found)
    return np.ascontiguousarray(found)


def _together(old: Any, rows: NDArray[np.float64], *, in_columns: bool) -> NDArray[np.float64]:
    """Return all of `rows` in the place of one sample."""
    if not np.ndim(old):
        return rows[:, 0]
    return rows.T if in_columns else rows


def _like_one(old: Any, row: NDArray[np.float64]) -> Any:
    if is_number(old) or (np.ndim(old) == 0 and not isinstance(old, list | tuple)):
        return float(row[0])
    if isinstance(old, list | tuple):
        return row.tolist()
    if is_tensor(old):
        return old.detach().new_tensor(row.reshape(tuple(old.shape)))
    return row.reshape(np.shape(old))


def candidates(piece: Slice, loop: TrainingLoop, count: int, levels: Sequence[Sequence[Stage]]) -> Iterator[Inputs]:
    """Yield the values that may be the inputs of a slice that gives `count` predictions, most likely first.

    `levels` are the functions around each sighting, by which numbers that change from one to the next are told.
    """
    outside = [one for one in dict.fromkeys(piece.reads()) if not _depends(piece, *one, loop)]
    if count == 1:
        yield from _indexed(piece, outside)
        yield from _single(piece, outside, levels)
        yield from _records(piece, outside)
    yield from _whole(piece, outside, count)
    if count > 1:
        yield from _selected(piece, outside, count)


def _depends(piece: Slice, stage: int, cell: str, loop: TrainingLoop) -> bool:
    """Return whether a cell of a stage depends on the parameters."""
    tainted = loop.tainted_in.get(piece.stages[stage].function, set())
    return any(cell == other or cell.startswith(f"{other}.") for other in tainted)


def _whole(piece: Slice, outside: Sequence[tuple[int, str]], count: int) -> Iterator[Inputs]:
    """Yield cells that hold `count` samples, those of the program's outer functions and of more features first."""
    for number, cell in outside:
        stage = piece.stages[number]
        value = value_of(cell, stage.scope, stage.shared)
        array = array_of(value)
        if array is None or array.ndim == 0 or array.size < 1:
            continue
        if array.ndim == 1 and len(array) == count:
            yield Inputs("whole", ((number, cell),), "flat")
        elif array.ndim >= 2 and len(array) == count and array[0].size <= MOST_FEATURES:
            yield Inputs("whole", ((number, cell),), "rows")
        if array.ndim == 2 and array.shape[1] == count and len(array) <= MOST_FEATURES and len(array) != count:
            yield Inputs("whole", ((number, cell),), "columns")


def _selected(piece: Slice, outside: Sequence[tuple[int, str]], count: int) -> Iterator[Inputs]:
    """Yield the data from which an array of indices, or a slice, selects `count` samples, as in ``X[batch]``."""
    for number, node in piece.nodes():
        if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name)):
            continue
        cell, index = path_of(node.value), node.slice.id
        array = array_of(_value(piece, (number, cell)))
        place = _value(piece, (number, index))
        if array is None or not array.ndim or (number, cell) not in outside or "." in cell:
            continue
        if isinstance(place, slice) or (np.ndim(place) == 1 and len(place) == count):
            yield Inputs("selected", ((number, cell),), "flat" if array.ndim == 1 else "rows", (number, index))


def _indexed(piece: Slice, outside: Sequence[tuple[int, str]]) -> Iterator[Inputs]:
    """Yield the data from which a name selects a sample, as in ``x[i]``."""
    known = set(outside)
    found: dict[tuple[int, str], dict[tuple[int, str], None]] = {}
    for number, node in piece.nodes():
        if not isinstance(node, ast.Subscript):
            continue
        cell = path_of(node.value)
        index = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) and node.slice.elts else node.slice
        if not isinstance(index, ast.Name) or not isinstance(node.value, ast.Name | ast.Attribute):
            continue
        stage = piece.stages[number]
        value = value_of(cell, stage.scope, stage.shared)
        array = array_of(value) if value is not MISSING else None
        place = stage.scope.get(index.id, stage.shared.get(index.id))
        whole = isinstance(place, int | np.integer) and not isinstance(place, bool)
        if (
            array is not None
            and array.ndim
            and len(array) > 1
            and whole
            and any(root(cell) == root(c) and n == number for n, c in known)
        ):
            found.setdefault((number, index.id), {})[number, cell] = None
    for place_of_index, cells in found.items():
        bases = [cell for cell in cells if not _is_order(cell, piece)]
        lengths = {len(_value(piece, cell)) for cell in bases}
        if (bases and len(lengths) == 1 and all("." not in cell for _, cell in bases)) or (bases and len(lengths) == 1):
            yield Inputs("indexed", tuple(bases), index=place_of_index)


def _records(piece: Slice, outside: Sequence[tuple[int, str]]) -> Iterator[Inputs]:
    """Yield nested data from which a number selects a sample in the functions that are called."""
    for number, name in outside:
        place = _value(piece, (number, name))
        if isinstance(place, bool) or not isinstance(place, int) or "." in name:
            continue
        for cell in outside:
            value = _value(piece, cell)
            if isinstance(value, list | tuple) and 0 <= place < len(value) > 1 and isinstance(value[0], list | tuple):
                yield Inputs("records", (cell,), index=(number, name))


def _is_order(cell: tuple[int, str], piece: Slice) -> bool:
    """Return whether a cell is an order of samples, such as a permutation that selects them, rather than data."""
    array = array_of(_value(piece, cell))
    if array is None or array.ndim != 1 or not np.array_equal(np.sort(array), np.arange(len(array))):
        return False
    selecting = (node.slice for _, node in piece.nodes() if isinstance(node, ast.Subscript))
    return any(
        isinstance(one, ast.Subscript) and path_of(one.value) == cell[1] for node in selecting for one in ast.walk(node)
    )


def _value(piece: Slice, cell: tuple[int, str]) -> Any:
    stage = piece.stages[cell[0]]
    return value_of(cell[1], stage.scope, stage.shared)


def _single(piece: Slice, outside: Sequence[tuple[int, str]], levels: Sequence[Sequence[Stage]]) -> Iterator[Inputs]:
    """Yield cells that hold one sample, and then the numbers that change from one sighting to the next."""
    numbers: list[tuple[int, str]] = []
    for number, cell in outside:
        value = _value(piece, (number, cell))
        if value is MISSING or isinstance(value, bool):
            continue
        array = array_of(value)
        if array is None or array.size > MOST_FEATURES:
            continue
        if array.ndim and array.size >= 1 and _changes(number, cell, levels):
            yield Inputs("row", ((number, cell),))
        elif not array.ndim and _changes(number, cell, levels):
            numbers.append((number, cell))
    subscripts = {name for _, node in piece.nodes() if isinstance(node, ast.Subscript) for name in _names(node.slice)}
    numbers = [(number, cell) for number, cell in numbers if cell not in subscripts]
    for one in numbers:
        yield Inputs("row", (one,))
    if len(numbers) > 1:
        yield Inputs("numbers", tuple(numbers))


def _names(node: ast.AST) -> list[str]:
    return [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]


def _changes(number: int, cell: str, levels: Sequence[Sequence[Stage]]) -> bool:
    seen = []
    for one in levels:
        if number < len(one):
            array = array_of(value_of(cell, one[number].scope, one[number].shared))
            if array is not None:
                seen.append(array)
    return len(seen) > 1 and any(not np.array_equal(seen[0], other, equal_nan=True) for other in seen[1:])
