"""Columns of text as the parts of a data set, with a notice of each guess."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.data.columns.classes import canonical, read_classes
from sgdviz.data.columns.dates import read_dates
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


def assemble(
    columns: Sequence[Sequence[str]],
    names: Sequence[str],
    where: str,
    choice: ClassChoice,
    *,
    levels: Callable[[], Sequence[str]],
    separator: str = "",
) -> Parts:
    """Return the parts of the data set of `columns`, the last of which is the target; no cell is missing.

    `levels` returns the classes in the whole target column, of which `columns` may be a sample.
    Raises `InputError`, and warns with `DataWarning` of what was guessed.
    """
    try:
        inputs = [_column(*column, separator, where) for column in zip(names[:-1], columns[:-1], strict=True)]
        classes: tuple[str, ...] = ()
        if _is_of_classes(names[-1], columns[-1], choice):
            y, classes = read_classes(names[-1], columns[-1], levels(), choice)
            target = _Column(y, names[-1])
        else:
            target = _column(names[-1], columns[-1], separator, where)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    x, features = np.column_stack([column.values for column in inputs]), tuple(column.name for column in inputs)
    units = tuple(column.date_unit for column in (*inputs, target))
    return Parts(x, target.values, features, target.name, classes, units)


def notify(where: str, text: str) -> None:
    """Warn of what was left out or guessed, in one line."""
    warnings.warn(f"{where}: {text}", DataWarning, stacklevel=4)


def _is_of_classes(name: str, cells: Sequence[str], choice: ClassChoice) -> bool:
    """Return whether the target is two classes: by choice, as words, or as two numbers that occur more than once."""
    if choice:
        return True
    found = [canonical(cell) for cell in cells]
    levels = set(found)
    if all(is_number(level) for level in levels):
        return len(levels) == 2 and levels != {"0", "1"} and min(map(found.count, levels)) > 1
    numeric = sum(map(is_number, found))
    return len(levels) <= MOST_CLASSES and numeric * 2 < len(found) and not _is_measured(name, cells)


def _is_measured(name: str, cells: Sequence[str]) -> bool:
    return read_numbers(name, cells) is not None or read_dates(name, cells) is not None


class _Column(NamedTuple):
    """The (N,) values of a column, its name with the unit, and the unit of dates, if it has dates."""

    values: NDArray[np.float64]
    name: str
    date_unit: str = ""


def _column(name: str, cells: Sequence[str], separator: str, where: str) -> _Column:
    """Return a column of numbers or dates."""
    numbers = read_numbers(name, cells, separator)
    dates = read_dates(name, cells) if numbers is None else None
    if dates is not None:
        notify(where, dates.guess)
        return _Column(dates.values, name, dates.unit)
    if numbers is None:
        bad = [cell for cell in cells if read_numbers(name, [cell], separator) is None]
        raise (
            InputError(
                f"column {name!r} has {bad[0].strip()[:40]!r}, which is not a number"
                f"{f', and {len(bad) - 1} more such rows' if len(bad) > 1 else ''}; give every row a number there"
            )
            if bad
            else InputError(f"column {name!r} mixes ways to write numbers; write them all in the same way")
        )
    if not np.isfinite(numbers.values).all():
        bad_row = int(np.flatnonzero(~np.isfinite(numbers.values))[0])
        raise InputError(f"column {name!r} has {cells[bad_row].strip()[:40]}; take out rows without a finite value")
    if numbers.guess:
        notify(where, numbers.guess)
    return _Column(numbers.values, _with_unit(name, numbers.unit))


def _with_unit(name: str, unit: str) -> str:
    return name if not unit or re.search(r"[\])]$", name) else f"{name} ({unit})"
