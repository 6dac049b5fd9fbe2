"""Columns of a DataFrame of any library, a dict of columns or a 2-D array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.data.columns.assemble import Columns, assemble, notify
from sgdviz.data.columns.choose import choose, columns_wanted, listed, told_apart
from sgdviz.data.columns.classes import canonical
from sgdviz.data.columns.missing import is_missing
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sgdviz.data.columns.assemble import Parts
    from sgdviz.data.columns.choose import Column
    from sgdviz.data.columns.classes import ClassChoice

WHERE = "the frame"


def parts_of(frame: Any, x: Column | Sequence[Column], y: Column, choice: ClassChoice) -> Parts:
    """Return the parts of the data set of the columns `x` and `y` of `frame`, without rows that lack one of them."""
    names, column = _opened(frame)
    columns_x = choose(columns_wanted("x", x), names, WHERE)
    if not columns_x:
        raise InputError(f"say which columns of {WHERE} are x and which is y; its columns are: {listed(names)}")
    places = choose([*(place + 1 for place in columns_x), *columns_wanted("y", y)], names, WHERE)
    if len(places) != len(columns_x) + 1:
        raise InputError(f"y is {y!r}; give one column to predict")
    columns = [_texts(names[place], column(place)) for place in places]
    lengths = {len(cells) for cells in columns}
    if len(lengths) > 1:
        raise InputError(f"the columns of {WHERE} have {sorted(lengths)} rows; give each the same number")
    rows = _whole_rows(columns, [names[place] for place in places])
    kept = [[cells[row] for row in rows] for cells in columns]
    if choice.classes:
        values = {canonical(value) for value in choice.values({canonical(cell) for cell in kept[-1]})}
        among = [row for row in rows if canonical(columns[-1][row]) in values]
        if 0 < len(among) < len(rows):
            others = len(rows) - len(among)
            notify(WHERE, f"{others:,} of {len(rows):,} rows have another {names[places[-1]]}; left out")
            rows, kept = among, [[cells[row] for row in among] for cells in columns]
    parts = Columns(
        names=[names[place] for place in places],
        cells=kept,
        levels=lambda place: sorted({canonical(cell) for cell in kept[place]}),
        row_name=lambda row: f"row {rows[row]}, counted from 0",
    )
    return assemble(parts, WHERE, choice)


def _whole_rows(columns: list[list[str]], names: list[str]) -> list[int]:
    """Return the numbers of the rows that have all columns, and say how many have not."""
    gaps = [[is_missing(cell) for cell in cells] for cells in columns]
    without = [any(row) for row in zip(*gaps, strict=True)]
    if all(without):
        raise InputError(f"{WHERE} has no row with a value in each of {listed(names)}; choose other columns")
    if any(without):
        lacks = " or ".join(name for name, cells in zip(names, gaps, strict=True) if any(cells))
        notify(WHERE, f"{without.count(True):,} of {len(without):,} rows have no {lacks}; left out")
    return [row for row, gap in enumerate(without) if not gap]


def _opened(frame: Any) -> tuple[tuple[str, ...], Callable[[int], Any]]:
    """Return the names of the columns, and a function that returns the column at a place."""
    if isinstance(frame, Mapping):
        keys = list(frame)
        return told_apart(list(map(str, keys))), lambda place: frame[keys[place]]
    if hasattr(frame, "iloc"):  # pandas, where labels may be doubled
        return told_apart(list(map(str, frame.columns))), lambda place: frame.iloc[:, place]
    for attribute in ("column_names", "columns"):  # Arrow and Polars
        known = getattr(frame, attribute, None)
        if isinstance(known, list) and all(isinstance(name, str) for name in known) and hasattr(frame, "__getitem__"):
            return told_apart(known), lambda place, known=known: frame[known[place]]
    if hasattr(frame, "__dataframe__"):
        return _interchanged(frame.__dataframe__())
    try:
        array = frame if isinstance(frame, np.ma.MaskedArray) else np.asarray(frame, dtype=None)
    except ValueError:
        array = np.empty(0)
    if array.dtype.names:
        names = array.dtype.names
        return told_apart(names), lambda place: array[names[place]]
    if array.ndim != 2:
        raise InputError(f"the frame is of type {type(frame).__name__}; give a DataFrame, a dict or an array N by D")
    return told_apart([""] * array.shape[1]), lambda place: array[:, place]


def _interchanged(frame: Any) -> tuple[tuple[str, ...], Callable[[int], Any]]:
    """Open an object of the DataFrame interchange protocol, whose columns pyarrow or pandas can read."""
    try:
        from pyarrow.interchange import from_dataframe
    except ImportError:
        raise InputError(
            "a DataFrame of this library is read with pyarrow; install it with: pip install pyarrow"
        ) from None
    return _opened(from_dataframe(frame))


def _texts(name: str, column: Any) -> list[str]:
    """Return the values of a column as text, empty where a value is missing or masked."""
    masked = np.ma.getmaskarray(column) if isinstance(column, np.ma.MaskedArray) else None
    try:
        values = np.asarray(column)
    except (TypeError, ValueError):
        raise InputError(f"column {name!r} of {WHERE} is no column of values; give one value for each row") from None
    if values.ndim != 1:
        raise InputError(f"column {name!r} of {WHERE} has shape {values.shape}; give one value for each row")
    texts = ["" if value is None else str(value) for value in _listed_values(values)]
    return texts if masked is None else ["" if gone else text for text, gone in zip(texts, masked, strict=True)]


def _listed_values(values: np.ndarray[Any, Any]) -> list[Any]:
    """Return values as Python's; a date keeps its day, which NumPy's nanoseconds would lose."""
    listed_values: list[Any] = (
        values.astype("datetime64[s]").astype(str) if values.dtype.kind == "M" else values
    ).tolist()
    return listed_values
