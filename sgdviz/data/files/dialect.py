"""The dialect of a text table: its separator, the lines above it, and whether it has a header."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sgdviz.data.columns.missing import is_missing
from sgdviz.data.columns.numbers import is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATORS = ",;\t|"
BLANKS = "blanks"
"""Stands for a separator of one or more blanks."""

TOKENS = {'"': re.compile(r'"[^"\n]*"|\S+'), "'": re.compile(r"'[^'\n]*'|\S+")}
"""A word, or several in quotation marks, by the mark."""

IN_SINGLE = re.compile(r"(?:^|(?<=[,;\t| ]))'[^'\n]*'(?=\s*(?:[,;\t| ]|$))", re.MULTILINE)
"""A whole cell in single quotation marks."""

LEAST_ODD = 2
"""The number of words by which a line is no row: over columns of numbers in a first line with numbers of its own, or
alone in a line below the table."""


YEAR = re.compile(r"(1[5-9]|2[01])\d\d")
LEAST_YEARS = 3
"""The number of years, as far apart from each other, that are names."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text table is written.

    `separator` is a character or `BLANKS`; `skip` is the number of lines before the first row of values, where a header
    counts as one however many lines its names take, and a comment as none, as DuckDB's reader counts; `above`
    are the lines above the table, a ``sep=`` left out; `first` is its first row, a header or not; `has_comments` where
    later lines begin with # and are no rows. `begin` is the number of all lines before the first row of values, and
    `quote` the quotation mark.
    """

    separator: str
    skip: int
    above: tuple[str, ...]
    first: tuple[str, ...]
    has_header: bool
    has_comments: bool
    begin: int = 0
    quote: str = '"'


def dialect_of(lines: Sequence[str], sniffed: str) -> Dialect:
    """Return the dialect of a table from its first `lines`; `sniffed` is the separator that DuckDB's reader found.

    A line ``sep=;`` decides; blanks separate where no separator does and all lines have as many words.
    """
    told = re.match(r"sep=(.)\s*$", lines[0], re.IGNORECASE) if lines else None
    quote = _quote(lines)
    separator = told[1] if told else _separator(lines, sniffed, quote)
    rows = [row for row in _rows(lines, separator, quote) if not told or row[0] > 1]
    width = _usual_width([row for _, row in rows])
    table = [(number, row) for number, row in rows if len(row) == width]
    while len(table) > 2 and _is_no_row(table[0][1], [row for _, row in table[1:]]):
        del table[0]
    if not table:
        return Dialect(separator, 0, (), (), has_header=False, has_comments=False)
    number = table[0][0]
    values = [row for _, row in table]
    before = [_widened(row, values) for line, row in rows if line < number][-1:]
    if before and len(before[0]) == width and not _is_header(values[0], values[1:]) and _is_header(before[0], values):
        table.insert(0, (number - 1, before[0]))
    (number, first), *body = table
    has_header = _is_header(first, [row for _, row in body])
    if has_header and first[0].lstrip("# "):
        first[0] = first[0].lstrip("# ")
    start = number - sum(cell.count("\n") for cell in first) - 1
    above = tuple(line.strip() for line in lines[1 if told else 0 : start] if line.strip())
    comments = any(row[0].startswith("#") and len(row) != width for line, row in rows if line > number)
    counted = [line for line in lines[:start] if not (comments and line.startswith("#"))]
    begin = number if has_header else start
    return Dialect(separator, len(counted) + has_header, above, tuple(first), has_header, comments, begin, quote)


def lines_below(lines: Sequence[str], dialect: Dialect) -> int:
    """Return the number of `lines` at the end of a file that follow the table, such as its source or a note.

    They have fewer cells than the table and stand below an empty line, or are several words in one cell.
    """
    width, found, apart, unlike = len(dialect.first), 0, False, True
    for number, line in enumerate(reversed(lines), 1):
        cells = next((row for _, row in _rows([line], dialect.separator, dialect.quote)), [])
        if len(cells) >= width:
            return found if apart or unlike else 0
        if cells:
            found, unlike = number, unlike and len(cells) == 1 and len(cells[0].split()) >= LEAST_ODD
        apart = not cells
    return 0


def words_of(line: str, quote: str = '"') -> list[str]:
    """Return the words of a line, which blanks separate; those in quotation marks may have blanks."""
    return TOKENS[quote].findall(line)


def _quote(lines: Sequence[str]) -> str:
    """Return the quotation mark: a single one where each stands at an end of a cell and there are no others."""
    text = "".join(lines)
    is_single = "'" in text and '"' not in text and "'" not in IN_SINGLE.sub("", text)
    return "'" if is_single else '"'


def _separator(lines: Sequence[str], sniffed: str, quote: str) -> str:
    data = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]

    def regularity(separator: str) -> tuple[bool, int, int]:
        """Return whether there are columns, the number of rows that have as many as most, and this width."""
        rows = [row for _, row in _rows(data, separator, quote)]
        width = _usual_width(rows)
        return width > 1, sum(len(row) == width for row in rows), width

    best = max(SEPARATORS, key=regularity)
    if sniffed not in tuple(SEPARATORS) or regularity(sniffed)[:2] < regularity(best)[:2]:
        sniffed = best
    width = regularity(sniffed)[2]
    words = Counter(len(words_of(line, quote)) for line in data)
    if not words:
        return sniffed
    most, count = words.most_common(1)[0]
    regular = most > max(width, 1) and count > 0.9 * len(data) - 1 and len(data) > 1
    uneven = any("  " in line.strip() for line in data)  # a tab and runs of blanks, as in a table aligned by hand
    return BLANKS if regular and (width == 1 or (sniffed == "\t" and uneven)) else sniffed


def _rows(lines: Sequence[str], separator: str, quote: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the number of its last line, from 1."""
    if separator == BLANKS:
        joined = [re.sub(r"^\s*#\s*", "#", line) for line in lines]  # a # is no word of its own
        return [
            (number, [word.strip(quote) for word in words_of(line, quote)])
            for number, line in enumerate(joined, 1)
            if line.strip()
        ]
    reader = csv.reader(lines, delimiter=separator, quotechar=quote, skipinitialspace=separator != "\t")
    rows: list[tuple[int, list[str]]] = []
    with suppress(csv.Error):  # DuckDB's reader reports an open quotation mark with its line
        rows.extend((reader.line_num, row) for row in reader if row and (len(row) > 1 or row[0].strip()))
    return rows


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """Return the most frequent number of cells in a row, above 1 where one is; of equals, the earliest row's."""
    widths = [len(row) for row in rows if not row[0].startswith("#")] or [len(row) for row in rows]
    counts = Counter([width for width in widths if width > 1] or widths)
    return max(counts, key=lambda width: counts[width], default=0)


def _widened(row: Sequence[str], values: Sequence[Sequence[str]]) -> list[str]:
    """Return a row above the table of `values` as wide as this where one of them has an empty cell too many.

    A table of R has no name over its first column; others end all lines but the header, or the header alone, in a
    separator.
    """
    width = len(values[0])
    if len(row) == width + 1 and not row[-1].strip():
        return list(row[:-1])
    if len(row) == width - 1:
        return ["", *row] if any(cells[-1].strip() for cells in values) else [*row, ""]
    return list(row)


def _is_no_row(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Return whether `row` is a comment above a header, or has both numbers and words over columns of numbers."""
    if row[0].startswith("#"):
        return len(below) > 1 and _is_header(below[0], below[1:])
    odd = [
        place
        for place, cell in enumerate(row)
        if not is_number(cell) and not is_missing(cell) and all(is_number(cells[place]) for cells in below)
    ]
    return len(below) > 1 and len(odd) >= LEAST_ODD and any(map(is_number, row))


def _is_header(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Return whether the row `first` names the columns: it has a word, no number, and no word is a value below.

    Words over a column of numbers are names in any case. Years may be among the names: beside a word over a column of
    nothing but numbers, or several in a row.
    """
    filled = [(place, cell.strip()) for place, cell in enumerate(first) if cell.strip()]
    years = [int(cell) for _, cell in filled if YEAR.fullmatch(cell)]
    words = [(place, cell) for place, cell in filled if not YEAR.fullmatch(cell)]
    if not words or any(is_number(cell) or (is_missing(cell)) for _, cell in words):
        return False
    below = {place: [row[place].strip() for row in body if place < len(row)] for place, _ in words}
    if years:
        apart = {later - year for year, later in pairwise(years)}
        return (len(years) >= LEAST_YEARS and len(apart) == 1) or any(map(_are_numbers, below.values()))
    if any(any(map(is_number, cells)) for cells in below.values()):
        return True
    return not any(cell in below[place] for place, cell in filled)


def _are_numbers(cells: Sequence[str]) -> bool:
    """Return whether `cells` are numbers, apart from missing ones, and one of them is."""
    filled = [cell for cell in cells if not is_missing(cell)]
    return bool(filled) and all(map(is_number, filled))
