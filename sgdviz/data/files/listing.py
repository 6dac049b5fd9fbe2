"""The columns of a file with their kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.data.columns.classes import canonical, in_order
from sgdviz.data.columns.dates import read_dates
from sgdviz.data.columns.numbers import read_numbers
from sgdviz.data.files.read import table_of
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike
    from typing import Literal

    Kind = Literal["numbers", "classes", "other"]

MOST_SHOWN = 4
"""The largest number of classes whose names are listed."""


class ListedColumn(NamedTuple):
    """A column: its name, what it can be used for, and a description of its first values."""

    name: str
    kind: Kind
    description: str


def list_columns(path: str | PathLike[str]) -> list[ListedColumn]:
    """Return the columns of the file `path`, judged by its first rows. Raises `InputError`."""
    with table_of(path) as (_, source):
        columns = source.beginning()
        return [_listed(name, cells, source.separator) for name, cells in zip(source.names, columns, strict=True)]


def _listed(name: str, cells: Sequence[str], separator: str) -> ListedColumn:
    if not cells:
        return ListedColumn(name, "other", "empty")
    try:
        numbers = read_numbers(name, cells, separator)
    except InputError:
        return ListedColumn(name, "other", "numbers in different units")
    levels = in_order({canonical(cell) for cell in cells})
    if numbers is not None:
        low, high = float(numbers.values.min()), float(numbers.values.max())
        unit = f" in {numbers.unit}" if numbers.unit else ""
        kind: Kind = "classes" if len(levels) == 2 < len(cells) else "numbers"
        return ListedColumn(name, kind, f"numbers{unit}, {low:g} to {high:g}")
    dates = read_dates(name, cells)
    if dates is not None:
        return ListedColumn(name, "numbers", f"dates, from {cells[0]}")
    if len(levels) > len(cells) / 2 and len(levels) > 2:
        return ListedColumn(name, "other", f"words, such as {cells[0][:30]!r}")
    shown = ", ".join(level[:30] for level in levels[:MOST_SHOWN]) + (", ..." if len(levels) > MOST_SHOWN else "")
    return ListedColumn(name, "classes" if len(levels) == 2 else "other", f"{len(levels)} classes: {shown}")
