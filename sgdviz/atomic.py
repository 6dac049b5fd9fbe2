"""Atomic output: files and folders are written under temporary names beside their paths and moved there whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from sgdviz.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike


class Transaction:
    """Files and folders that replace their paths together when the block succeeds; none of them does when it fails.

    ::

        with Transaction() as outputs:
            outputs.file("run.gif").write(...)
    """

    def __init__(self) -> None:
        self._pending: list[_PendingFile | _PendingFolder] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            if kind is None:
                for output in self._pending:
                    output.finish()
                for output in self._pending:
                    output.replace()
        finally:
            for output in self._pending:
                output.discard()

    def file(self, path: str | PathLike[str]) -> BinaryIO:
        """Return a new binary file that will replace `path`.

        A symbolic link at `path` stays, and its target is replaced. Raises `OutputError` when `path` is a folder or
        cannot be written.
        """
        output = _PendingFile(path)
        self._pending.append(output)
        return output.file

    def folder(self, path: str | PathLike[str], is_ours: Callable[[str], bool]) -> Path:
        """Return a new folder that will replace `path`.

        An existing folder is replaced only if `is_ours` accepts the name of every entry in it; otherwise `OutputError`
        is raised.
        """
        output = _PendingFolder(path, is_ours)
        self._pending.append(output)
        return output.folder


class _PendingFile:
    """A file beside its place."""

    def __init__(self, path: str | PathLike[str]) -> None:
        with output_errors(path):
            self._path, self._place = path, Path(path).resolve()
            place = self._place
            if place.is_dir():
                raise OutputError(f"{path} is a folder; give a file's name")
            if place.exists() and not place.is_file():
                raise OutputError(f"{path} is a device or a pipe; give a file's name")
            self._mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
            if place.exists() and not os.access(place, os.W_OK):
                raise OutputError(f"cannot write {path}: it is read-only")
            descriptor, beside = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
            self._beside = Path(beside)
            self.file: BinaryIO = os.fdopen(descriptor, "wb")

    def finish(self) -> None:
        """Write everything to the disk."""
        with output_errors(self._path):
            self.file.close()
            self._beside.chmod(self._mode)

    def replace(self) -> None:
        """Put the file in its place."""
        with output_errors(self._path):
            self._beside.replace(self._place)

    def discard(self) -> None:
        """Remove the temporary file, if it has not replaced the output."""
        with suppress(OSError):  # closing writes the buffer, which fails again on a full disk
            self.file.close()
        self._beside.unlink(missing_ok=True)


class _PendingFolder:
    """A folder beside its place."""

    def __init__(self, path: str | PathLike[str], is_ours: Callable[[str], bool]) -> None:
        with output_errors(path):
            self._path, self._place = path, Path(path).resolve()
            place = self._place
            if place.exists() and not place.is_dir():
                raise OutputError(f"{path} is a file; give a folder's name")
            foreign = next((name for name in _names(place) if not is_ours(name)), None)
            if foreign is not None:
                raise OutputError(f"{path} holds other files ({foreign}); give a new or empty folder")
            self.folder = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent))
            self._old = self.folder.with_suffix(".old")

    def finish(self) -> None:
        """Make the folder as readable as any other."""
        with output_errors(self._path):
            self.folder.chmod(0o777 & ~_umask())

    def replace(self) -> None:
        """Put the folder in its place."""
        with output_errors(self._path):
            if self._place.exists():
                self._place.replace(self._old)
            self.folder.replace(self._place)

    def discard(self) -> None:
        """Remove the temporary folders, and restore the old folder where there is no new one."""
        if self._old.exists() and not self._place.exists():
            self._old.replace(self._place)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self._old, ignore_errors=True)


@contextmanager
def atomic_file(path: str | PathLike[str]) -> Iterator[BinaryIO]:
    """Yield a binary file that replaces `path` when the block succeeds, as in a `Transaction` of one file."""
    with Transaction() as outputs:
        yield outputs.file(path)


@contextmanager
def atomic_folder(path: str | PathLike[str], is_ours: Callable[[str], bool]) -> Iterator[Path]:
    """Yield a folder that replaces `path` when the block succeeds, as in a `Transaction` of one folder."""
    with Transaction() as outputs:
        yield outputs.folder(path, is_ours)


@contextmanager
def output_errors(path: str | PathLike[str]) -> Iterator[None]:
    """Convert an `OSError` raised in the block into an `OutputError` that names `path`.

    An `OutputError` raised by an inner block passes through unchanged.
    """
    try:
        yield
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


def _names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()] if folder.exists() else []


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
