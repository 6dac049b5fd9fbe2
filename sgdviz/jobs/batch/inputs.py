"""The input files of jobs: their bytes, which travel with a job, and their hashes, which say whether they changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.inputs import regular_file

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.jobs.batch.ledger import Ledger

_BLOCK = 1 << 20


class Inputs:
    """The inputs of the jobs of one file, below `folder`; hashes are kept in the ledger from one call to the next."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.folder = folder
        self._ledger = ledger
        self._seen: dict[str, tuple[int, int, str]] = {}

    def path(self, name: str) -> Path:
        """Return the path of an input as it is written in the job file."""
        return self.folder / name

    def hash(self, name: str) -> str:
        """Return the SHA-256 of an input, read again only where its size or its time of change are others.

        Raises `InputError` for one that cannot be read.
        """
        try:
            path = regular_file(self.path(name))
            found = path.stat()
            seen = self._seen.get(name) or self._ledger.input_hash(str(path.absolute()))
            if seen is None or seen[:2] != (found.st_size, found.st_mtime_ns):
                with path.open("rb") as file:
                    seen = found.st_size, found.st_mtime_ns, _hash_of(file)
                self._ledger.keep_input_hash(str(path.absolute()), *seen)
        except OSError as error:
            raise _unreadable(name, error) from None
        self._seen[name] = seen
        return seen[2]

    def read(self, name: str) -> tuple[bytes, str]:
        """Return the bytes of an input and their SHA-256. Raises `InputError` for one that cannot be read."""
        try:
            data = regular_file(self.path(name)).read_bytes()
        except OSError as error:
            raise _unreadable(name, error) from None
        return data, hashlib.sha256(data).hexdigest()


def _hash_of(file: object) -> str:
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):  # type: ignore[attr-defined]
        digest.update(block)
    return digest.hexdigest()


def _unreadable(name: str, error: OSError) -> InputError:
    return InputError(f"cannot read {name}: {error.strerror or error}; check the path")
