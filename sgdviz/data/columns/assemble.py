"""Columns of text as the parts of a data set, with a notice of each guess."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.data.columns.classes import MOST_LISTED, canonical, in_order, read_classes
from sgdviz.data.columns.dates import have_compact_dates, read_dates
from sgdviz.data.columns.numbers import is_number, read_numbers
from sgdviz.errors import DataWarning, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sgdviz.data.columns.classes import ClassChoice

MOST_CLASSES = 50
"""A column of more different values is no column of classes."""


class Parts(NamedTuple):
    """The arguments of a `Dataset`: inputs (N, D), targets (N,), their names, and the units of dates."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    feature_names: tuple[str, ...]
    target_name: str
    class_names: tuple[str, ...]
    date_units: tuple[str, ...]


class Columns(NamedTuple):
    """Columns of text, the last of which is the target; no cell is missing.

    `levels` returns the classes in the whole column at a place, of which `cells` may be a sample, and `row_name` says
    where a row of `cells` stands, as in "line 17". `separator` is that of the file.
    """

    names: Sequence[str]
    cells: Sequence[Sequence[str]]
    levels: Callable[[int], Sequence[str]]
    row_name: Callable[[int], str]
    separator: str = ""


def assemble(columns: Columns, where: str, choice: ClassChoice) -> Parts:
    """Return the parts of the data set of `columns`.

    Raises `InputError`, and warns with `DataWarning` of guesses.
    """
    last = len(columns.names) - 1
    try:
        inputs = [_column(columns, place, where) for place in range(last)]
        classes: tuple[str, ...] = ()
        if _is_of_classes(columns.names[last], columns.cells[last], choice):
            y, classes = read_classes(columns.names[last], columns.cells[last], columns.levels(last), choice)
            target = _Column(y, columns.names[last])
        else:
            target = _column(columns, last, where)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    x, features = np.column_stack([column.values for column in inputs]), tuple(column.name for column in inputs)
    units = tuple(column.date_unit for column in (*inputs, target))
    return Parts(x, target.values, features, target.name, classes, units)


def notify(where: str, text: str) -> None:
    """Warn of rows left out, or of a guess, in one line."""
    warnings.warn(f"{where}: {text}", DataWarning, stacklevel=4)


def _is_of_classes(name: str, cells: Sequence[str], choice: ClassChoice) -> bool:
    """Return whether the target is two classes: by choice, as words, or as two numbers that occur more than once."""
    if choice:
        return True
    found = [canonical(cell) for cell in cells]
    levels = set(found)
    if all(is_number(level) for level in levels):
        return len(levels) == 2 and levels != {"0", "1"} and min(map(found.count, levels)) > 1
    return len(levels) <= MOST_CLASSES and _are_words(cells) and not _is_measured(name, cells)


def _are_words(cells: Sequence[str]) -> bool:
    """Return whether most of `cells` are no numbers."""
    return sum(map(is_number, cells)) * 2 < len(cells)


def _is_measured(name: str, cells: Sequence[str]) -> bool:
    return read_numbers(name, cells) is not None or read_dates(name, cells) is not None


class _Column(NamedTuple):
    """The (N,) values of a column, its name with the unit, and the unit of dates, if it has dates."""

    values: NDArray[np.float64]
    name: str
    date_unit: str = ""


def _column(columns: Columns, place: int, where: str) -> _Column:
    """Return a column of numbers, of dates, or of two words as 0 and 1."""
    name, cells = columns.names[place], columns.cells[place]
    numbers = None if have_compact_dates(name, cells) else read_numbers(name, cells, columns.separator)
    if numbers is not None:
        _check_finite(columns, place, numbers.values)
        if numbers.guess:
            notify(where, numbers.guess)
        return _Column(numbers.values, _with_unit(name, numbers.unit))
    dates = read_dates(name, cells)
    if dates is not None:
        notify(where, dates.guess)
        return _Column(dates.values, name, dates.unit)
    words = in_order(columns.levels(place))
    if not _are_words(cells) or len(words) == 1 or any(word[:1].isdigit() for word in words):
        raise _no_number(columns, place)
    if len(words) > 2:
        more = f" and {len(words) - MOST_LISTED} more" if len(words) > MOST_LISTED else ""
        known = ", ".join(word[:40] for word in words[:MOST_LISTED])
        what = f"column {name!r} has {len(words)} words: {known}{more}"
        raise InputError(f"{what}; give a column of numbers, or of two words")
    notify(where, f"{name!r} was read as numbers: {words[0][:40]} is 0, {words[1][:40]} is 1")
    return _Column(np.array([canonical(cell) == words[1] for cell in cells], dtype=np.float64), name)


def _check_finite(columns: Columns, place: int, values: NDArray[np.float64]) -> None:
    """Raise `InputError` for a number that is too large."""
    bad = np.flatnonzero(~np.isfinite(values))
    if bad.size:
        row = int(bad[0])
        cell = columns.cells[place][row].strip()[:40]
        what = f"column {columns.names[place]!r} has {cell} in {columns.row_name(row)}"
        raise InputError(f"{what}; take out rows without a finite value")


def _no_number(columns: Columns, place: int) -> InputError:
    """Return the error for a column in which cells are no numbers."""
    name, cells = columns.names[place], columns.cells[place]
    bad = [row for row, cell in enumerate(cells) if read_numbers(name, [cell], columns.separator) is None]
    if not bad:
        return InputError(f"column {name!r} mixes ways to write numbers; write them all in the same way")
    more = f", and {len(bad) - 1} more such rows" if len(bad) > 1 else ""
    what = f"column {name!r} has {cells[bad[0]].strip()[:40]!r} in {columns.row_name(bad[0])}"
    return InputError(f"{what}, which is not a number{more}; give every row a number there")


def _with_unit(name: str, unit: str) -> str:
    return name if not unit or re.search(r"[\])]$", name) else f"{name} ({unit})"
