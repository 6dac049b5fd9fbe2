"""A file as a source of rows: the names of its columns, and queries for counts, classes and samples."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from sgdviz.data.columns.choose import told_apart
from sgdviz.data.columns.classes import canonical
from sgdviz.data.columns.missing import MISSING
from sgdviz.data.files.database import quoted
from sgdviz.data.files.dialect import BLANKS
from sgdviz.data.files.lines import line_of
from sgdviz.data.files.opening import READERS, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from sgdviz.data.files.opening import Opened

SAMPLE_SIZE = 2000
"""The largest number of points kept: as many as a plot can show."""

MOST_LEVELS = 1000
"""The largest number of different values of a column that are looked at."""

CHUNK = 10_000
"""Rows that are fetched at a time, where all are."""

_MISSING = ", ".join(sorted(map(quoted, MISSING)))


@dataclass(frozen=True, slots=True)
class Source:
    """The table of an open `file`: `names` of its columns, its `separator`, and its SQL.

    `relation` is a relation with the columns c1, c2 ... of text, trimmed, where a missing value is NULL.
    """

    connection: DuckDBPyConnection
    file: Opened
    names: tuple[str, ...]
    separator: str
    relation: str

    def count(self, columns: Sequence[int], where: str = "TRUE") -> tuple[int, int, list[int]]:
        """Return the number of rows, of those that lack one of `columns`, and of those that lack each."""
        lacks = [f"c{column + 1} IS NULL" for column in columns]
        counts = ", ".join(f"count_if({one})" for one in (" OR ".join(lacks), *lacks))
        found = self.connection.execute(f"SELECT count(*), {counts} FROM {self.relation} WHERE {where}").fetchone()
        assert found is not None
        return found[0], found[1], list(found[2:])

    def sample(self, columns: Sequence[int], seed: int, where: str = "TRUE") -> list[tuple[str, ...]]:
        """Return the rows that have all `columns`, in the order of the file; of many, a uniform sample.

        Each begins with its number in the file, from 1.
        """
        chosen = ", ".join(f"c{column + 1}" for column in columns)
        whole = " AND ".join(f"c{column + 1} IS NOT NULL" for column in columns)
        numbered = f"(SELECT row_number() OVER () AS n, {chosen} FROM {self.relation})"
        drawn = f"USING SAMPLE reservoir({SAMPLE_SIZE} ROWS) REPEATABLE ({seed})"
        query = f"SELECT * FROM (SELECT n, {chosen} FROM {numbered} WHERE {whole} AND {where}) {drawn}"
        return sorted(self.connection.execute(query).fetchall())

    def row_name(self, number: int) -> str:
        """Return where the row `number`, from 1, stands: its line in a text file, where that can be told."""
        line = None if self.file.dialect is None else line_of(self.file.path, self.file.dialect, number)
        return f"row {number}" if line is None else f"line {line}"

    def levels(self, column: int) -> list[str]:
        """Return the different values of a column, at most `MOST_LEVELS`, as classes are named."""
        name = f"c{column + 1}"
        found = self.connection.execute(
            f"SELECT DISTINCT {name} FROM {self.relation} WHERE {name} IS NOT NULL LIMIT {MOST_LEVELS}"
        ).fetchall()
        return sorted({canonical(value) for (value,) in found})

    def is_one_of(self, column: int, values: Sequence[str]) -> str:
        """Return the condition that a column has one of `values`, also as a number written in another way."""
        name, texts = f"c{column + 1}", ", ".join(map(quoted, values))
        numbers = ", ".join(f"TRY_CAST({quoted(value)} AS DOUBLE)" for value in values)
        return f"({name} IN ({texts}) OR coalesce(TRY_CAST({name} AS DOUBLE) IN ({numbers}), FALSE))"

    def all_rows(self, columns: Sequence[int]) -> Iterator[tuple[str | None, ...]]:
        """Yield the cells of `columns` of all rows, in the order of the file."""
        chosen = ", ".join(f"c{column + 1}" for column in columns)
        self.connection.execute(f"SELECT {chosen} FROM {self.relation}")
        while rows := self.connection.fetchmany(CHUNK):
            yield from rows

    def rows(self) -> tuple[list[tuple[str | None, ...]], int]:
        """Return all rows in the order of the file, or a uniform sample of many, and their number in the file."""
        numbered = f"(SELECT row_number() OVER () AS n, * FROM {self.relation})"
        drawn = f"USING SAMPLE reservoir({SAMPLE_SIZE} ROWS) REPEATABLE (0)"
        found = self.connection.execute(f"SELECT * FROM {numbered} {drawn}").fetchall()
        return [row[1:] for row in sorted(found, key=itemgetter(0))], self.count([0])[0]


def source_of(connection: DuckDBPyConnection, file: Opened) -> Source:
    """Return the source of an open file."""
    if file.dialect is None:
        reader = f"{READERS[suffix_of(file.path)]}({quoted(str(file.path))})"
        described = connection.execute(f"SELECT * FROM {reader} LIMIT 0").description
        own = [column[0] for column in described]
        cells = [_as_text(name, is_json=str(column[1]) == "JSON") for name, column in zip(own, described, strict=True)]
        return Source(connection, file, told_apart(own), "", _trimmed(reader, cells))
    dialect, width = file.dialect, range(1, len(file.dialect.first) + 1)
    separator = "\t" if dialect.separator == BLANKS else dialect.separator
    columns = ", ".join(f"'r{number}': 'VARCHAR'" for number in width)
    comment = ", comment = '#'" if dialect.has_comments else ""
    quote = quoted(dialect.quote)
    reader = (
        f"read_csv({quoted(str(file.path))}, auto_detect = false, delim = {quoted(separator)}, quote = {quote}, "
        f"escape = {quote}, header = false, skip = {dialect.skip}{comment}, columns = {{{columns}}})"
    )
    names = told_apart(dialect.first if dialect.has_header else [""] * len(width))
    return Source(connection, file, names, dialect.separator, _trimmed(reader, [f"r{number}" for number in width]))


def _as_text(name: str, *, is_json: bool) -> str:
    """Return the SQL of a column as text; a JSON value, as of a column with texts and numbers, has no quotes."""
    column = '"' + name.replace('"', '""') + '"'
    return f"json_extract_string({column}, '$')" if is_json else f"CAST({column} AS VARCHAR)"


def _trimmed(reader: str, cells: Sequence[str]) -> str:
    """Return a relation of `cells` as c1, c2 ... without blanks around them and without missing values."""
    columns = [f"{_value(cell)} AS c{number}" for number, cell in enumerate(cells, 1)]
    return f"(SELECT {', '.join(columns)} FROM {reader})"


def _value(cell: str) -> str:
    """Return the SQL of a cell without blanks, or NULL; the cheap tests come first, as a file has millions of cells."""
    blanks = "chr(32) || chr(9) || chr(10) || chr(13) || chr(160)"
    other = f"contains({cell}, chr(9)) OR contains({cell}, chr(160))"
    text = f"CASE WHEN {other} THEN trim({cell}, {blanks}) ELSE trim({cell}) END"
    return (
        f"CASE WHEN isfinite(TRY_CAST({cell} AS DOUBLE)) THEN {cell} "
        f"WHEN lower({text}) IN ({_MISSING}) THEN NULL ELSE {text} END"
    )
