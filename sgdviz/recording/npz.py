"""Arrays and a dict of facts as one .npz file: no pickle, sizes checked before memory is taken."""

from __future__ import annotations

import json
import math
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np

from sgdviz.errors import RecordingError, SgdvizError
from sgdviz.inputs import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT = 6
"""The version of the file format, increased whenever old and new versions cannot read each other's files."""

MOST_BYTES = 4 << 30
"""A file that unpacks to more than this is refused unread."""


MOST_FACTS = 1 << 26
"""Bytes of the longest facts: the names of the parameters are among them."""

WIDEST = 8
"""Bytes of the widest number."""


class Opened(NamedTuple):
    """An open file: its arrays, its facts, and the shape of each array by the header."""

    arrays: Mapping[str, NDArray[Any]]
    facts: dict[str, Any]
    shapes: Mapping[str, tuple[int, ...]]


def write(file: BinaryIO, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
    """Write `arrays`, and `facts` in JSON's types, to an open file."""
    text = np.frombuffer(json.dumps({"format": FORMAT, **facts}).encode(), dtype=np.uint8)
    named: dict[str, Any] = {"sgdviz": text, **arrays}
    np.savez_compressed(file, **named)


@contextmanager
def opened(path: str | PathLike[str], file: BinaryIO | None = None, *, most: int | None = None) -> Iterator[Opened]:
    """Yield the arrays and facts in `path`; an array is read when it is used, and its shape is known before.

    An open `file` is read in its place, and `path` is its name in errors. What unpacks to more than `most` bytes is
    refused unread. Every header is checked before anything is read: an array has the size that it gives, and plain
    numbers.

    Errors that the block raises because `write` did not write the file become a `RecordingError`.
    """
    try:
        source = regular_file(path) if file is None else file
        shapes = _check_headers(path, source, most or MOST_BYTES)
        if file is not None:
            file.seek(0)
        with np.load(source, allow_pickle=False) as arrays:
            yield Opened(arrays, _facts(arrays, path), shapes)
    except OSError as error:
        raise RecordingError(f"cannot read {path}: {error.strerror or error}; check the path") from None
    except SgdvizError as error:
        named = str(error).startswith((f"{path} ", f"cannot read {path}: "))
        raise RecordingError(str(error) if named else f"{path} is damaged: {error}") from None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - zip, zlib, JSON and NumPy raise many kinds of errors on foreign bytes
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RecordingError(f"{path} is not a whole sgdviz recording ({what}); record the run again") from None


def _facts(arrays: Mapping[str, NDArray[Any]], path: str | PathLike[str]) -> dict[str, Any]:
    if "sgdviz" not in arrays:
        raise RecordingError(f"{path} is not an sgdviz recording; give a file that --record or Recording.save wrote")
    facts: dict[str, Any] = json.loads(arrays["sgdviz"].tobytes())
    if not isinstance(facts["format"], int):
        raise RecordingError(f"{path} is damaged: its format is no number; record the run again")
    if facts["format"] != FORMAT:
        newer = facts["format"] > FORMAT
        written = f"{path} was written by {'a newer' if newer else 'an older'} sgdviz (format {facts['format']})"
        raise RecordingError(f"{written}; {'upgrade sgdviz to read it' if newer else 'record the run again'}")
    return facts


def _check_headers(path: str | PathLike[str], source: Path | BinaryIO, most: int) -> dict[str, tuple[int, ...]]:
    """Return the shape of each array, from its header alone; raises `RecordingError` before memory is taken."""
    if not zipfile.is_zipfile(source):
        raise RecordingError(f"{path} is not an sgdviz recording, or is cut short; give a file that --record wrote")
    shapes: dict[str, tuple[int, ...]] = {}
    with zipfile.ZipFile(source) as archive:
        size = sum(member.file_size for member in archive.infolist())
        if size > most:
            limit = f"recordings hold at most {most / 1e9:.1f} GB"
            raise RecordingError(f"{path} unpacks to {size / 1e9:.1f} GB; {limit}; record fewer steps")
        for member in archive.infolist():
            name = member.filename.removesuffix(".npy")
            if name in shapes:
                raise RecordingError(f"{path} is damaged: it has two arrays {name!r}; record the run again")
            with archive.open(member) as file:
                shape, dtype, begin = _header(file)
            if dtype.kind not in "iuf" or dtype.itemsize > WIDEST:
                raise RecordingError(f"{path} is damaged: {name!r} is an array of {dtype}, not of numbers")
            if math.prod(shape) * dtype.itemsize != member.file_size - begin:
                raise RecordingError(f"{path} is damaged: {name!r} does not have the size that its header gives")
            shapes[name] = shape
    if math.prod(shapes.get("sgdviz", ())) > MOST_FACTS:
        raise RecordingError(f"{path} is damaged: its facts are longer than {MOST_FACTS:,} bytes")
    return shapes


def _header(file: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Return the shape and the type of an array, and the number of bytes before its values."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(file)
    return shape, dtype, file.tell()
