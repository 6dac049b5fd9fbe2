"""Reading columns of a file as a Dataset."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.checks import whole
from sgdviz.data.columns.assemble import Columns, assemble, notify
from sgdviz.data.columns.choose import choose, columns_wanted, listed
from sgdviz.data.columns.classes import ClassChoice
from sgdviz.data.dataset import Dataset
from sgdviz.data.files.database import connect, needed
from sgdviz.data.files.encoding import UTF_8
from sgdviz.data.files.opening import opened
from sgdviz.data.files.source import source_of
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    from sgdviz.data.columns.choose import Column
    from sgdviz.data.files.dialect import Dialect
    from sgdviz.data.files.opening import Opened
    from sgdviz.data.files.source import Source

ENCODINGS = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}
"""Names of the encodings that are guessed."""


class Table(NamedTuple):
    """The data of a file: the points, and the number of rows in the file that have a value in every chosen column.

    `dataset` has all of them in file order, or a uniform sample of `SAMPLE_SIZE` rows where the file has more.
    """

    dataset: Dataset
    rows: int


def read_csv(
    path: str | PathLike[str],
    x: Column | Sequence[Column],
    y: Column,
    *,
    seed: int = 0,
    positive: str = "",
    classes: tuple[str, ...] = (),
    one: str = "",
) -> Dataset:
    """Return the columns `x`, one or more, and `y` of the file `path` as a data set; its header labels the axes.

    The file is CSV in any dialect and encoding, Parquet or JSON. A column is called by its name in the header, with or
    without the unit in brackets, or by its number from 1. Rows without a value in one of the columns are left out. A
    `y` of two words, or of two numbers, is the classes 0 and 1: `positive` is class 1, `classes` are two of several,
    in order and each also as ``value=name``, and `one` is one class against all others. Of more than 2,000 rows, a
    uniform sample of that size is drawn with `seed` and kept in file order.

    Warns with `DataWarning` of rows left out and of guesses. Raises `InputError` when the file cannot be read, lacks a
    column or any rows, when rows differ in length, and when cells are neither numbers, dates nor two classes.
    """
    return read_table(path, x, y, seed=seed, choice=ClassChoice(positive, classes, one)).dataset


def read_table(
    path: str | PathLike[str],
    x: Column | Sequence[Column],
    y: Column | Sequence[Column],
    *,
    seed: int = 0,
    choice: ClassChoice | None = None,
) -> Table:
    """Return the data set that `read_csv` returns, with the number of rows in the file."""
    seed, choice = whole("seed", seed, least=0), choice or ClassChoice()
    features, targets = columns_wanted("x", x), columns_wanted("y", y)
    with table_of(path) as (file, source):
        if not any(features) or not any(targets):
            columns = listed(source.names)
            raise InputError(f"say which columns of {path} are x and which is y; its columns are: {columns}")
        columns_x = choose(features, source.names, str(path))
        places = choose([*(place + 1 for place in columns_x), *targets], source.names, str(path))
        if len(places) > len(columns_x) + 1:
            raise InputError(f"y names {len(places) - len(columns_x)} columns of {path}; give one to predict")
        if file.dialect is not None:
            _notify_of_dialect(str(path), file, file.dialect)
        return _table(source, str(path), places, seed, choice)


@contextmanager
def table_of(path: str | PathLike[str]) -> Iterator[tuple[Opened, Source]]:
    """Open the file `path` as a source of rows; DuckDB's errors become an `InputError`."""
    duckdb = needed()
    with opened(path) as file, connect(file.path) as connection:
        try:
            yield file, source_of(connection, file)
        except duckdb.Error as error:
            raise InputError(_explained(str(path), error)) from None


def _table(source: Source, where: str, places: list[int], seed: int, choice: ClassChoice) -> Table:
    total, without, lacking = source.count(places)
    if not total:
        raise InputError(f"{where} has a header and no rows; give at least one point")
    names = [source.names[place] for place in places]
    lacks = " or ".join(name for name, count in zip(names, lacking, strict=True) if count)
    if without == total:
        raise InputError(f"{where} has no row with a value in each of {listed(names)}; choose other columns")
    if without:
        notify(where, f"{without:,} of {total:,} rows have no {lacks}; left out")
    rows, condition = total - without, "TRUE"
    if choice.classes:
        values = choice.values(source.levels(places[-1]))
        condition = source.is_one_of(places[-1], values)
        kept, gaps, _ = source.count(places, condition)
        if 0 < kept - gaps < rows:
            notify(where, f"{rows - kept + gaps:,} of {rows:,} rows have another {names[-1]}; left out")
            rows = kept - gaps
        elif kept == gaps:
            condition = "TRUE"  # the error names the classes that there are
    numbers, *cells = zip(*source.sample(places, seed, condition), strict=True)
    columns = Columns(
        names=names,
        cells=cells,
        levels=lambda place: source.levels(places[place]),
        row_name=lambda row: source.row_name(int(numbers[row])),
        separator=source.separator,
    )
    return Table(Dataset(*assemble(columns, where, choice)), rows)


def _notify_of_dialect(where: str, file: Opened, dialect: Dialect) -> None:
    """Warn of guesses about a text file: lines around the table, a missing header, an old encoding."""
    for side, found in (("above", dialect.above), ("below", file.below)):
        if found:
            lines = "1 line" if len(found) == 1 else f"{len(found)} lines"
            notify(where, f"{lines} {side} the table left out: {found[0][:40]!r}")
    if not dialect.has_header:
        notify(where, f"no header; the {len(dialect.first)} columns are numbered from 1")
    if file.is_wrapped:
        notify(where, "each row is in quotation marks as a whole; they were taken off")
    if file.encoding in ENCODINGS and file.encoding != UTF_8:
        notify(where, f"no UTF-8 text; read as {ENCODINGS[file.encoding]}")


def _explained(where: str, error: Exception) -> str:
    """Return an error of DuckDB's reader as one line."""
    text = str(error)
    line = re.search(r"Line: (\d+)", text)
    at = f"{where}: line {line[1]}" if line else where
    cells = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", text)
    if cells:
        found = "1 cell" if cells[2] == "1" else f"{cells[2]} cells"
        return f"{at} has {found} where the table has {cells[1]} columns; give each row a cell for each column"
    if "quote" in text.partition("Possible")[0]:
        return f"{at} has an open quotation mark; close every quotation mark"
    return f"{where} cannot be read as a table: {' '.join(text.split())[:160]}"
