"""Commands to type for the columns of a file."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.data.files.listing import ListedColumn

LONGEST = 30
"""The number of characters of the longest name by which a command calls a column."""


def offered(path: str, columns: Sequence[ListedColumn]) -> list[str]:
    """Return commands that learn two classes, or a line, and the last column too where it holds something else."""
    numbers, last = _numbers(columns), len(columns) - 1
    classes = [number for number, column in enumerate(columns) if column.kind == "classes"]
    commands = []
    if classes and numbers:
        y = _target(columns, classes)
        commands.append(_command("classes", path, columns, _best(columns, numbers, columns[y].values, 2), y))
    if len(numbers) > 1 and (not classes or numbers[-1] == last):
        *others, y = numbers
        commands.append(_command("line", path, columns, _best(columns, others, columns[y].values, 1), y))
    if columns[last].kind == "several classes" and numbers:
        one = shlex.quote(columns[last].levels[-1])
        commands.append(_command("classes", path, columns, numbers[:2], last, f" --class {one}"))
    return commands


def _numbers(columns: Sequence[ListedColumn]) -> list[int]:
    """Return the columns of numbers: those with a name before others, and row numbers where there are too few."""
    numbers = [number for number, column in enumerate(columns) if column.kind == "numbers"]
    named = [number for number in numbers if not columns[number].name.startswith("column ")]
    if len(named) > 1:
        return named
    if len(numbers) > 1:
        return numbers
    return [number for number, column in enumerate(columns) if column.kind in ("numbers", "row numbers")]


def _target(columns: Sequence[ListedColumn], classes: Sequence[int]) -> int:
    """Return the last column of two classes, or the first of all where that holds 0 and 1 and the last holds others."""
    first = next(number for number, column in enumerate(columns) if column.kind != "row numbers")
    is_first = first in classes and columns[first].levels == ("0", "1") and columns[-1].kind != "classes"
    return first if is_first else classes[-1]


def _best(columns: Sequence[ListedColumn], numbers: Sequence[int], y: NDArray[np.float64], count: int) -> list[int]:
    """Return `count` of `numbers`, in their order: the columns that correlate most with `y`."""
    strongest = sorted(numbers, key=lambda number: -_correlation(columns[number].values, y))
    return sorted(strongest[:count])


def _correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the absolute correlation over the rows that have both; 0 where one of them does not vary there."""
    both = np.isfinite(x) & np.isfinite(y)
    x, y = x[both], y[both]
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    with np.errstate(all="ignore"):
        found = abs(float(np.corrcoef(x, y)[0, 1]))
    return found if np.isfinite(found) else 0.0


def _command(
    lesson: str, path: str, columns: Sequence[ListedColumn], x: Sequence[int], y: int, ending: str = ""
) -> str:
    chosen = " ".join(f"--x {_called(columns, number)}" for number in x)
    target = f"--y {_called(columns, y)}{ending}"
    return f"sgdviz lesson {lesson} --data {shlex.quote(path)} {chosen} {target} -o {lesson}.gif"


def _called(columns: Sequence[ListedColumn], number: int) -> str:
    """Return the name of a column for a command, or its number where the name is long or has none."""
    name = columns[number].name
    return str(number + 1) if len(name) > LONGEST or name == f"column {number + 1}" else shlex.quote(name)
