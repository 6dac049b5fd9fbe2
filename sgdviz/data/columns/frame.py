"""Columns of a DataFrame of any library, a dict of columns or a 2-D array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.data.columns.assemble import assemble, notify
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
    kept = _whole_rows(columns, [names[place] for place in places])
    if choice.classes:
        values = {canonical(value) for value in choice.values({canonical(cell) for cell in kept[-1]})}
        rows = [canonical(cell) in values for cell in kept[-1]]
        if any(rows) and not all(rows):
            notify(WHERE, f"{rows.count(False):,} of {len(rows):,} rows have another {names[places[-1]]}; left out")
            kept = [[cell for cell, keep in zip(cells, rows, strict=True) if keep] for cells in kept]
    levels = sorted({canonical(cell) for cell in kept[-1]})
    return assemble(kept, [names[place] for place in places], WHERE, choice, levels=lambda: levels)


def _whole_rows(columns: list[list[str]], names: list[str]) -> list[list[str]]:
    """Return the cells of the rows that have all columns, and say how many have not."""
    gaps = [[is_missing(cell) for cell in cells] for cells in columns]
    without = [any(row) for row in zip(*gaps, strict=True)]
    if all(without):
        raise InputError(f"{WHERE} has no row with a value in each of {listed(names)}; choose other columns")
    if not any(without):
        return columns
    lacks = " or ".join(name for name, cells in zip(names, gaps, strict=True) if any(cells))
    notify(WHERE, f"{without.count(True):,} of {len(without):,} rows have no {lacks}; left out")
    return [[cell for cell, gap in zip(cells, without, strict=True) if not gap] for cells in columns]


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
