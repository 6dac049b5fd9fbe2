"""Arrays and a dict of facts as one .npz file: no pickle, sizes checked before memory is taken."""

from __future__ import annotations

import json
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from sgdviz.errors import RecordingError, SgdvizError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from numpy.typing import NDArray

FORMAT = 5
"""The version of the file format, increased whenever old and new versions cannot read each other's files."""

MOST_BYTES = 4 << 30
"""A file that unpacks to more than this is refused unread."""


def write(file: BinaryIO, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
    """Write `arrays`, and `facts` in JSON's types, to an open file."""
    text = np.frombuffer(json.dumps({"format": FORMAT, **facts}).encode(), dtype=np.uint8)
    named: dict[str, Any] = {"sgdviz": text, **arrays}
    np.savez_compressed(file, **named)


@contextmanager
def opened(path: str | PathLike[str]) -> Iterator[tuple[Mapping[str, NDArray[Any]], dict[str, Any]]]:
    """Yield the arrays and facts in `path`; an array is read when it is used.

    Errors that the block raises because `write` did not write the file become a `RecordingError`.
    """
    try:
        _check_size(path)
        with np.load(path, allow_pickle=False) as arrays:
            yield arrays, _facts(arrays, path)
    except OSError as error:
        raise RecordingError(f"cannot read {path}: {error.strerror or error}; check the path") from None
    except SgdvizError as error:
        if isinstance(error, RecordingError) and str(path) in str(error):
            raise
        raise RecordingError(f"{path} is damaged: {error}") from None
    except Exception as error:  # noqa: BLE001 - zip, zlib, JSON and NumPy raise many kinds of errors on foreign bytes
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RecordingError(f"{path} is not a whole sgdviz recording ({what}); record the run again") from None


def _facts(arrays: Mapping[str, NDArray[Any]], path: str | PathLike[str]) -> dict[str, Any]:
    if "sgdviz" not in arrays:
        raise RecordingError(f"{path} is not an sgdviz recording; give a file that --record or Recording.save wrote")
    facts: dict[str, Any] = json.loads(arrays["sgdviz"].tobytes())
    if facts["format"] != FORMAT:
        newer = facts["format"] > FORMAT
        written = f"{path} was written by {'a newer' if newer else 'an older'} sgdviz (format {facts['format']})"
        raise RecordingError(f"{written}; {'upgrade sgdviz to read it' if newer else 'record the run again'}")
    return facts


def _check_size(path: str | PathLike[str]) -> None:
    if not zipfile.is_zipfile(path):
        with Path(path).open("rb"):  # a missing file raises OSError before the file is called foreign
            raise RecordingError(f"{path} is not an sgdviz recording, or is cut short; give a file that --record wrote")
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > MOST_BYTES:
        most = f"recordings hold at most {MOST_BYTES / 1e9:.1f} GB"
        raise RecordingError(f"{path} unpacks to {size / 1e9:.1f} GB; {most}; record fewer steps")
