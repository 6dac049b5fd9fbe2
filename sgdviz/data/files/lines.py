"""The line of a text file on which a row of its table begins."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from sgdviz.data.files.dialect import BLANKS
from sgdviz.data.files.encoding import UTF_8, binary

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.data.files.dialect import Dialect


def line_of(path: Path, dialect: Dialect, row: int) -> int | None:
    """Return the line, from 1, of the `row`, from 1, of a table in UTF-8; None where it cannot be told.

    Empty lines and comments are no rows, and a row with line ends in quotation marks has several lines.
    """
    separator = "\t" if dialect.separator == BLANKS else dialect.separator
    try:
        with binary(path) as file, io.TextIOWrapper(file, encoding=UTF_8, newline="") as lines:
            reader = csv.reader(islice(lines, dialect.begin, None), delimiter=separator, quotechar=dialect.quote)
            before, number = 0, 0
            for cells in reader:
                is_comment = dialect.has_comments and cells and cells[0].startswith("#")
                number += bool("".join(cells).strip() or len(cells) > 1) and not is_comment
                if number == row:
                    return dialect.begin + before + 1
                before = reader.line_num
    except (csv.Error, OSError, UnicodeDecodeError, EOFError):
        return None
    return None
