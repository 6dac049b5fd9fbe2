"""The columns of a file with their kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.data.columns.classes import canonical, in_order
from sgdviz.data.columns.dates import have_compact_dates, read_dates
from sgdviz.data.columns.numbers import is_number, read_numbers
from sgdviz.data.files.read import table_of
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike
    from typing import Literal

    from numpy.typing import NDArray

    Kind = Literal["numbers", "row numbers", "classes", "several classes", "other"]

MOST_SHOWN = 4
"""The largest number of classes whose names are listed."""

SEVERAL = 8
"""The largest number of classes of which one may be learned against the rest."""

MOST_ODD = 0.05
"""The largest share of cells that are no numbers in a column that is described as one of numbers."""

IDENTIFIER = re.compile(r"(^|[\W_])(id|no|nr|number|index|obs|serial|rank)([\W_]|$)|[a-z](Id|ID)$", re.IGNORECASE)
"""A name of a column that tells rows apart."""


@dataclass(frozen=True, slots=True, eq=False)
class ListedColumn:
    """A column: its name, its possible roles, and a description of its values.

    `values` are the numbers of the (R,) looked at rows, or 0 and 1 for two classes, NaN where they are missing; empty
    for a column of another kind. `levels` are the classes.
    """

    name: str
    kind: Kind
    description: str
    values: NDArray[np.float64]
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The columns of a file, the number of its rows, and that of the rows by which the columns are described."""

    columns: tuple[ListedColumn, ...]
    rows: int
    described: int


def list_columns(path: str | PathLike[str]) -> Listing:
    """Return the columns of the file `path`, described by a uniform sample of its rows. Raises `InputError`."""
    with table_of(path) as (_, source):
        rows, total = source.rows()
        cells = list(zip(*rows, strict=True)) or [()] * len(source.names)
        columns = [_listed(name, own, source.separator, total) for name, own in zip(source.names, cells, strict=True)]
        return Listing(tuple(columns), total, len(rows))


def _listed(name: str, cells: Sequence[str | None], separator: str, total: int) -> ListedColumn:
    """Return a column by its cells, None where one is missing, in a file of `total` rows."""
    filled = [cell for cell in cells if cell is not None]
    nothing = np.empty(0)
    if not filled:
        return ListedColumn(name, "other", "empty", nothing)
    levels = tuple(in_order({canonical(cell) for cell in filled}))
    if len(levels) == 1 < len(filled):
        return ListedColumn(name, "other", f"always {levels[0][:30]}", nothing)
    try:
        return _measured(name, cells, filled, levels, separator, total) or _of_words(name, cells, filled, levels)
    except InputError:
        return ListedColumn(name, "other", "numbers in different units", nothing)


def _measured(
    name: str,
    cells: Sequence[str | None],
    filled: Sequence[str],
    levels: tuple[str, ...],
    separator: str,
    total: int,
) -> ListedColumn | None:
    """Return a column of numbers or dates, or None."""
    numbers = None if have_compact_dates(name, filled) else read_numbers(name, filled, separator)
    if numbers is not None:
        low, high = float(numbers.values.min()), float(numbers.values.max())
        unit = f" in {numbers.unit}" if numbers.unit else ""
        kind: Kind = "classes" if len(levels) == 2 < len(filled) else "numbers"
        if kind == "numbers" and _tells_rows_apart(name, numbers.values, total):
            kind = "row numbers"
        values = numbers.values if kind != "classes" else (numbers.values == high).astype(np.float64)
        return ListedColumn(name, kind, f"numbers{unit}, {low:g} to {high:g}", _among(cells, values), levels)
    dates = read_dates(name, filled)
    if dates is not None:
        return ListedColumn(name, "numbers", f"dates, from {filled[0]}", _among(cells, dates.values))
    return None


def _of_words(name: str, cells: Sequence[str | None], filled: Sequence[str], levels: tuple[str, ...]) -> ListedColumn:
    """Return a column of words: two classes, several, too many, or a few among numbers."""
    nothing = np.empty(0)
    odd = [cell for cell in filled if not is_number(cell)]
    if 0 < len(odd) <= MOST_ODD * len(filled):
        more = f" and {len(odd) - 1} more" if len(odd) > 1 else ""
        return ListedColumn(name, "other", f"numbers, but for {odd[0][:30]!r}{more}", nothing)
    if len(levels) > len(filled) / 2 and len(levels) > 2:
        return ListedColumn(name, "other", f"words, such as {filled[0][:30]!r}", nothing)
    shown = ", ".join(level[:30] for level in levels[:MOST_SHOWN]) + (", ..." if len(levels) > MOST_SHOWN else "")
    description = f"{len(levels)} classes: {shown}"
    if len(levels) == 2:
        values = np.array([canonical(cell) == levels[1] for cell in filled], dtype=np.float64)
        return ListedColumn(name, "classes", description, _among(cells, values), levels)
    return ListedColumn(name, "several classes" if len(levels) <= SEVERAL else "other", description, nothing, levels)


def _tells_rows_apart(name: str, values: NDArray[np.float64], total: int) -> bool:
    """Return whether different whole numbers count the `total` rows of the file, or are called so."""
    if len(np.unique(values)) < len(values) or bool((values % 1).any()):
        return False
    return bool(IDENTIFIER.search(name)) or (0 <= values.min() <= 1 + total - len(values) and values.max() <= total)


def _among(cells: Sequence[str | None], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the `values` of the cells that there are, and NaN for the others."""
    found = np.full(len(cells), np.nan)
    found[[cell is not None for cell in cells]] = values
    return found
