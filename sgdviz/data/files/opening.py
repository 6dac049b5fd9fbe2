"""Opening a data file: what is refused, and a copy in UTF-8 where DuckDB's reader needs one."""

from __future__ import annotations

import io
import re
import zlib
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sgdviz.data.files.database import connect
from sgdviz.data.files.dialect import BLANKS, Dialect, dialect_of, lines_below, words_of
from sgdviz.data.files.encoding import UTF_8, binary, encoding_of, head_of, is_gzip, last_lines
from sgdviz.data.files.wrapped import are_wrapped, unwrapped
from sgdviz.errors import InputError
from sgdviz.inputs import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

PATTERN = "*?["
"""Characters that DuckDB would read as a pattern of file names."""

READERS = {
    ".parquet": "read_parquet", ".pq": "read_parquet", ".json": "read_json_auto", ".jsonl": "read_json_auto",
    ".ndjson": "read_json_auto",
}  # fmt: skip
"""DuckDB's readers of files with columns that have names, by suffix."""


OTHER_FORMATS = {
    b"\x28\xb5\x2f\xfd": "is compressed with Zstandard; decompress it first, as zstd -d does, or give it as .gz",
    b"BZh": "is compressed with bzip2; decompress it first, as bunzip2 does, or give it as .gz",
    b"\xfd7zXZ\0": "is compressed with xz; decompress it first, as unxz does, or give it as .gz",
    b"PK\x03\x04": "is a ZIP archive or a workbook; unpack it, or save its table as CSV",
}
"""The first bytes of files whose content is no text, and what to do with them."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that DuckDB can read: its literal `path`, its `dialect` if it is text, and the encoding it was in.

    `below` are the lines below the table, which are left out; `is_wrapped` where each row was in quotation marks as a
    whole, which are taken off.
    """

    path: Path
    dialect: Dialect | None = None
    encoding: str = UTF_8
    below: tuple[str, ...] = ()
    is_wrapped: bool = False


@contextmanager
def opened(path: str | PathLike[str]) -> Iterator[Opened]:
    """Open the file `path`, which is literal: no URL and no pattern.

    Raises `InputError` for what is no regular file.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", str(path)):
        raise InputError(f"{path} is a URL; download the file and give its path")
    try:
        place = regular_file(path).absolute()
        with place.open("rb"), TemporaryDirectory(prefix="sgdviz-") as folder:
            yield _prepared(place, Path(folder), str(path))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}; check the path") from None
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"cannot read {str(path)!r}: {error}; check the path") from None


def suffix_of(path: Path) -> str:
    """Return the suffix of a file in small letters, without that of a compression."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return next((suffix for suffix in reversed(suffixes) if suffix not in (".gz", ".zst")), "")


def _prepared(path: Path, folder: Path, name: str) -> Opened:
    if suffix_of(path) in READERS:
        return Opened(_literal(path, folder))
    with path.open("rb") as file:
        first = file.read(8)
    for begin, remedy in OTHER_FORMATS.items():
        if first.startswith(begin):
            raise InputError(f"{name} {remedy}")
    encoding = encoding_of(path)
    lines = head_of(path, encoding)
    if not any(line.strip() for line in lines):
        raise InputError(f"{name} is empty; give rows of numbers, and a header with the names of the columns")
    if "\0" in "".join(lines):
        raise InputError(f"{name} is no text; give a CSV, Parquet or JSON file")
    last = last_lines(path, encoding)
    is_wrapped = are_wrapped(lines)
    if is_wrapped:
        lines, last = [*map(unwrapped, lines)], [*map(unwrapped, last)]
    dialect = dialect_of(lines, _sniffed(lines, folder))
    below = lines_below(last, dialect)
    mixed = any(line.endswith("\r\n") for line in lines) and any(re.search(r"(?<!\r)\n$", line) for line in lines)
    unnamed = is_gzip(path) and path.suffix.lower() != ".gz"
    if encoding != UTF_8 or mixed or dialect.separator == BLANKS or unnamed or below or is_wrapped:
        copy = _copied(path, folder / "table.csv", encoding, dialect, below, is_wrapped=is_wrapped)
        notes = tuple(line.strip() for line in last[len(last) - below :] if line.strip())
        return Opened(copy, dialect, encoding, notes, is_wrapped)
    return Opened(_literal(path, folder), dialect)


def _literal(path: Path, folder: Path) -> Path:
    """Return a path without characters of a pattern: a link in `folder` where `path` has some."""
    if not set(PATTERN) & set(str(path)):
        return path
    link = folder / ("table" + "".join(path.suffixes[-2:]).translate({ord(mark): "_" for mark in PATTERN}))
    link.symlink_to(path)
    return link


def _copied(path: Path, copy: Path, encoding: str, dialect: Dialect, below: int, *, is_wrapped: bool) -> Path:
    """Write the file as UTF-8 with line feeds, with tabs where blanks separate columns, without the lines `below`.

    Quotation marks around whole rows are taken off where `is_wrapped`.
    """
    held: deque[str] = deque()
    with (
        binary(path) as file,
        io.TextIOWrapper(file, encoding=encoding, newline=None) as source,
        copy.open("w", encoding="utf-8", newline="\n") as target,
    ):
        for read in source:
            held.append(read)
            if len(held) <= below:
                continue
            line = unwrapped(held.popleft()) if is_wrapped else held.popleft()
            target.write("\t".join(words_of(line, dialect.quote)) + "\n" if dialect.separator == BLANKS else line)
    return copy


def _sniffed(lines: list[str], folder: Path) -> str:
    """Return the separator that DuckDB's reader finds in `lines`, or nothing where it finds none."""
    import duckdb

    rows = [line for line in lines if not line.startswith("#")] or lines
    head = folder / "head.csv"
    head.write_text("".join(rows), encoding="utf-8", newline="")
    with connect(head) as connection:
        try:
            found = connection.execute("SELECT Delimiter FROM sniff_csv(?)", [str(head)]).fetchone()
        except duckdb.Error:
            return ""
    return str(found[0]) if found else ""
