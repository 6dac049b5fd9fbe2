"""Reading CSV files: one pass over the file, keeping a uniform sample of bounded size."""

from __future__ import annotations

import csv
import re
from difflib import get_close_matches
from itertools import chain, islice
from operator import itemgetter, methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.checks import whole
from sgdviz.data.dataset import Dataset
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike
    from typing import TextIO

    from numpy.typing import NDArray

SAMPLE_SIZE = 2000
"""The largest number of points kept: as many as a plot can show."""

SEPARATORS = ",;\t"

BLOCK = 1 << 20
"""Characters read at a time, up to the end of a line."""

BLOCK_CELLS = 1 << 18
"""Cells held at a time where each cell is parsed separately."""

LONGEST_HEADER = 1 << 20
"""Characters within which the first line must end."""

NOT_IN_NUMBERS = "_"
"""A character that Python accepts inside a number and spreadsheets do not."""

MOST_NAMED = 20
"""The largest number of columns listed in an error."""


class Table(NamedTuple):
    """The data of a file: the points, and the number of rows in the file.

    `dataset` has all rows in file order, or a uniform sample of `SAMPLE_SIZE` rows where the file has more.
    """

    dataset: Dataset
    rows: int


def read_csv(path: str | PathLike[str], x: str | tuple[str, ...], y: str, *, seed: int = 0) -> Dataset:
    """Return the columns `x`, one or more, and `y` of the CSV file `path` as a data set; its header labels the axes.

    A column is named as in the header, with or without the unit in brackets: "size" for "size (sq ft)". The file is
    UTF-8, with or without a byte order mark; commas, semicolons or tabs separate its columns. Of more than
    `SAMPLE_SIZE` rows, a uniform sample of that size is drawn with `seed` and kept in file order.

    Raises `InputError` when the file cannot be read, lacks a header, a column or any rows, when rows differ in
    length, and when a cell of `x` or `y` is not a finite number; the header is row 1.
    """
    return read_table(path, x, y, seed=seed).dataset


def read_table(path: str | PathLike[str], x: str | tuple[str, ...], y: str, *, seed: int = 0) -> Table:
    """Return the data set that `read_csv` returns, with the number of rows in the file."""
    wanted = ((x,) if x else ()) if isinstance(x, str) else tuple(x)
    generator = np.random.default_rng(whole("seed", seed, least=0))
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = _Reader(file, str(path), (*wanted, y) if wanted and y else ())
            columns, rows = _sample(reader.blocks(), generator)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; check the path") from None
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise InputError(f"{path} is not UTF-8 text (it has a byte {byte:#04x}); save it as CSV UTF-8") from None
    except csv.Error as error:
        raise InputError(f"{path} is not a CSV file ({error}); close every quotation mark") from None
    if not rows:
        raise InputError(f"{path} has a header and no rows; give at least one point")
    *features, target = reader.names
    return Table(Dataset(columns[:, :-1], columns[:, -1], tuple(features), target), rows)


def _sample(blocks: Iterable[NDArray[np.float64]], generator: np.random.Generator) -> tuple[NDArray[np.float64], int]:
    """Return at most `SAMPLE_SIZE` rows of all `blocks`, in order, and the total number of rows.

    Each row draws a random number and the rows with the smallest numbers stay, so the sample is uniform.
    """
    kept, draws, rows = np.empty((0, 0)), np.empty(0), 0
    for block in blocks:
        kept = np.concatenate([kept, block]) if rows else block
        draws = np.concatenate([draws, generator.random(len(block))])
        rows += len(block)
        if len(draws) > SAMPLE_SIZE:
            staying = np.sort(np.argpartition(draws, SAMPLE_SIZE)[:SAMPLE_SIZE])
            kept, draws = kept[staying], draws[staying]
    return kept, rows


class _Reader:
    """Reads the wanted columns of an open file; `names` are their names in the header."""

    def __init__(self, file: TextIO, path: str, wanted: tuple[str, ...]) -> None:
        self._file = file
        self._path = path
        self._row = 0  # the last one read, counted from 1 as a spreadsheet does
        header = self._header(wanted)
        self._width = len(header)
        if not wanted:
            raise InputError(f"say which columns of {path} are x and which is y; its columns are: {_listed(header)}")
        self._columns = [self._find(name, header) for name in wanted]
        self.names = [header[column] for column in self._columns]
        for name in self.names:
            if self.names.count(name) > 1:
                raise InputError(f"the column {name!r} of {path} was asked for twice; give each of x and y its own")

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Yield the rows in order as (n, columns) numbers: by NumPy while the lines are plain, then cell by cell."""
        while lines := self._file.readlines(BLOCK):
            block = self._plain(lines)
            if block is None:
                yield from self._cell_by_cell(chain(lines, self._file))
            else:
                self._row += len(lines)
                yield block

    def _header(self, wanted: tuple[str, ...]) -> list[str]:
        """Read the column names, split by the separator that finds the most wanted columns in the first line."""
        line = "\n"
        while line and not line.strip():
            line = self._file.readline(LONGEST_HEADER)
            self._row += 1
        if not line:
            raise InputError(f"{self._path} is empty; give a header with the names of the columns, and rows of numbers")
        if len(line) == LONGEST_HEADER:
            raise InputError(
                f"the first line of {self._path} does not end; give a header with the names of the columns"
            )

        def found(separator: str) -> tuple[int, int]:
            names = _cells([line], separator)
            return sum(_without_unit(name) in map(_without_unit, wanted) for name in names), len(names)

        self._separator = max(SEPARATORS, key=found)
        return _cells(chain([line], self._file), self._separator)

    def _find(self, name: str, header: list[str]) -> int:
        for known in (header, [_without_unit(column) for column in header]):
            if known.count(name) > 1:
                raise InputError(f"{self._path} has {known.count(name)} columns {name!r}; give each a name of its own")
            if name in known:
                return known.index(name)
        if all(_is_number(column) for column in header):
            raise InputError(f"{self._path} has no header; put the names of the columns into its first line")
        near = get_close_matches(name.lower(), [_without_unit(column).lower() for column in header], n=1, cutoff=0.5)
        nearest = next((column for column in header if [_without_unit(column).lower()] == near), None)
        hint = f"did you mean {nearest!r}? Its" if nearest else "its"
        raise InputError(f"{self._path} has no column {name!r}; {hint} columns are: {_listed(header)}")

    def _plain(self, lines: list[str]) -> NDArray[np.float64] | None:
        """Return the numbers in `lines`, or None where a line has a fault or needs the cell-by-cell parser."""
        between = set(map(methodcaller("count", self._separator), lines))
        if between != {self._width - 1} or '"' in "".join(lines):
            return None
        try:
            block = np.loadtxt(
                lines, delimiter=self._separator, usecols=self._columns, comments=None, dtype=np.float64, ndmin=2
            )
        except ValueError:
            return None
        return block if len(block) == len(lines) and np.isfinite(block).all() else None

    def _cell_by_cell(self, lines: Iterable[str]) -> Iterator[NDArray[np.float64]]:
        reader = csv.reader(lines, delimiter=self._separator, skipinitialspace=True)
        while rows := list(islice(reader, max(BLOCK_CELLS // self._width, 1))):
            block = self._by_column(rows)
            if block is None:
                numbered = enumerate(rows, self._row + 1)
                numbers = [self._numbers(number, row) for number, row in numbered if any(row)]  # an empty line is none
                block = np.array(numbers).reshape(-1, len(self._columns))
            self._row += len(rows)
            yield block

    def _by_column(self, rows: list[list[str]]) -> NDArray[np.float64] | None:
        """Return the numbers in `rows`, parsed by column, or None where a row must be parsed separately."""
        if set(map(len, rows)) != {self._width}:
            return None
        block = np.empty((len(rows), len(self._columns)))
        for place, column in enumerate(self._columns):
            cells = list(map(itemgetter(column), rows))
            try:
                block[:, place] = np.fromiter(map(float, cells), dtype=np.float64, count=len(rows))
            except ValueError:
                return None
            if NOT_IN_NUMBERS in "".join(cells):
                return None
        return block if np.isfinite(block).all() else None

    def _numbers(self, number: int, row: list[str]) -> list[float]:
        """Return the numbers in one `row`; raises `InputError` for a fault in it."""
        where = f"{self._path}: row {number}"
        if len(row) != self._width:
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            raise InputError(f"{where} has {cells} and the header {self._width}; give each row a cell for each column")
        numbers = []
        for column, name in zip(self._columns, self.names, strict=True):
            text = row[column].strip()
            if not text:
                raise InputError(f"{where}, column {name!r} is empty; fill it in or take the row out")
            if not _is_number(text):
                raise InputError(f"{where}, column {name!r} has {text[:40]!r}, which is not a number; {_mended(text)}")
            if not np.isfinite(float(text)):
                raise InputError(
                    f"{where}, column {name!r} is {text}; take out or mend the rows without a finite value"
                )
            numbers.append(float(text))
        return numbers


def _cells(lines: Iterable[str], separator: str) -> list[str]:
    """Return the cells of the first row of `lines`, with white space collapsed."""
    row = next(csv.reader(lines, delimiter=separator, skipinitialspace=True), [])
    return [" ".join(cell.split()) for cell in row]


def _without_unit(name: str) -> str:
    """Return a column's name without a trailing unit in brackets."""
    return re.sub(r"\s*(\([^()]*\)|\[[^][]*\])$", "", name)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return NOT_IN_NUMBERS not in text


def _mended(text: str) -> str:
    """Return a hint for mending a cell that is not a number."""
    if _is_number(text.replace(",", ".")):
        return "write decimals with a point"
    if re.fullmatch(r"[-+]?[^\w.,+-]?\s*\d[\d,]*(\.\d+)?\s*[^\d\s]*", text):
        return "write the number alone, without a unit or commas between thousands"
    return "give every row a number there, and classes as 0 and 1"


def _listed(header: list[str]) -> str:
    more = f" and {len(header) - MOST_NAMED} more" if len(header) > MOST_NAMED else ""
    return ", ".join(header[:MOST_NAMED]) + more
