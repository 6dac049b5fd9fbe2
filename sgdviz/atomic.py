"""Atomic output: files and folders are written under temporary names beside their paths and moved there whole."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from sgdviz.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike


LONGEST_PREFIX = 200
"""Bytes of an output's name in its temporary name; file systems allow 255 for all of it."""
NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a temporary file is opened: it must not exist."""


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

    def finished(self) -> list[os.stat_result]:
        """Write every file to the disk, and return what its place will say of it once it is there; no more is written.

        A caller can note that before the outputs are replaced.
        """
        for output in self._pending:
            output.finish()
        return [output.stat() for output in self._pending]

    def file(self, path: str | PathLike[str]) -> BinaryIO:
        """Return a new binary file that will replace `path`.

        A symbolic link at `path` stays, and its target is replaced. Raises `OutputError` when `path` is a folder or
        cannot be written.
        """
        output = _PendingFile(path)
        self._pending.append(output)  # before the file is made: a signal between the two would leave it behind
        return output.make()

    def folder(self, path: str | PathLike[str], is_ours: Callable[[str], bool]) -> Path:
        """Return a new folder that will replace `path`.

        An existing folder is replaced only if `is_ours` accepts the name of every entry in it; otherwise `OutputError`
        is raised.
        """
        output = _PendingFolder(path, is_ours)
        self._pending.append(output)
        return output.make()


class _PendingFile:
    """A file beside its place."""

    def __init__(self, path: str | PathLike[str]) -> None:
        with output_errors(path):
            self._path, self._place = path, place_of(path)
            place = self._place
            if place.is_dir():
                raise OutputError(f"{path} is a folder; give a file's name")
            if place.exists() and not place.is_file():
                raise OutputError(f"{path} is a device or a pipe; give a file's name")
            self._mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
            if place.exists() and not os.access(place, os.W_OK):
                raise OutputError(f"cannot write {path}: it is read-only")
            self._beside = _beside(place)
            self._file: BinaryIO | None = None

    def make(self) -> BinaryIO:
        """Return the temporary file, new and open."""
        with output_errors(self._path):
            self._file = os.fdopen(os.open(self._beside, NEW_FILE, 0o600), "w+b")
        return self._file

    def finish(self) -> None:
        """Write everything to the disk."""
        with output_errors(self._path):
            if self._file is not None:
                self._file.close()
            self._beside.chmod(self._mode)

    def stat(self) -> os.stat_result:
        """Return the size and the time of change of the file."""
        return self._beside.stat()

    def replace(self) -> None:
        """Put the file in its place."""
        with output_errors(self._path):
            self._beside.replace(self._place)

    def discard(self) -> None:
        """Remove the temporary file, if it has not replaced the output."""
        if self._file is not None:
            with suppress(OSError):  # closing writes the buffer, which fails again on a full disk
                self._file.close()
        self._beside.unlink(missing_ok=True)


class _PendingFolder:
    """A folder beside its place."""

    def __init__(self, path: str | PathLike[str], is_ours: Callable[[str], bool]) -> None:
        with output_errors(path):
            self._path, self._place, self._is_ours = path, place_of(path), is_ours
            place = self._place
            if place.exists() and not place.is_dir():
                raise OutputError(f"{path} is a file; give a folder's name")
            self._check_replaceable()
            self._mode = place.stat().st_mode & 0o777 if place.exists() else 0o777 & ~_umask()
            self._folder = _beside(place)
            self._old = self._folder.with_suffix(".old")

    def make(self) -> Path:
        """Return the temporary folder, new and empty."""
        with output_errors(self._path):
            self._folder.mkdir(0o700)
        return self._folder

    def finish(self) -> None:
        """Give the folder the mode of the old one, or that of any other; the old one may have new files by now."""
        with output_errors(self._path):
            self._check_replaceable()
            self._folder.chmod(self._mode)

    def _check_replaceable(self) -> None:
        """Raise `OutputError` for an old folder with files of others, one that is read-only, or the working folder."""
        place = self._place
        if not place.exists():
            return
        if place in (here := Path.cwd(), *here.parents):
            raise OutputError(f"{self._path} is the working folder, or holds it; give a folder inside it")
        foreign = next((e.name for e in place.iterdir() if not self._is_ours(e.name) or _is_no_file(e)), None)
        if foreign is not None:
            raise OutputError(f"{self._path} holds other files ({foreign}); give a new or empty folder")
        if not os.access(place, os.W_OK | os.X_OK):
            raise OutputError(f"cannot write {self._path}: it is read-only")

    def stat(self) -> os.stat_result:
        """Return the time of change of the folder."""
        return self._folder.stat()

    def replace(self) -> None:
        """Put the folder in its place."""
        with output_errors(self._path):
            if self._place.exists():
                self._place.replace(self._old)
            self._folder.replace(self._place)

    def discard(self) -> None:
        """Remove the temporary folders, and restore the old folder where there is no new one."""
        if self._old.exists() and not self._place.exists():
            self._old.replace(self._place)
        shutil.rmtree(self._folder, ignore_errors=True)
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
    except UnicodeEncodeError as error:
        raise OutputError(f"cannot write {path!s}: the file system cannot encode its name ({error.encoding})") from None
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


def place_of(path: str | PathLike[str]) -> Path:
    """Return the absolute path that `path` leads to; raises `OutputError` where links or a lost folder lead nowhere."""
    with output_errors(path):
        try:
            return Path(path).resolve()
        except FileNotFoundError:
            raise OutputError(f"cannot write {path}: the working folder is gone; change to another one") from None
        except RuntimeError:  # Python 3.12 and before
            raise OutputError(f"cannot write {path}: its symbolic links lead in a circle") from None
        except ValueError as error:
            raise OutputError(f"cannot write {path!r}: {error}") from None


def _beside(place: Path) -> Path:
    """Return a temporary path beside `place` that nothing else has: hidden, and short enough for any file system."""
    name = os.fsencode(place.name)[:LONGEST_PREFIX].decode(errors="ignore")
    return place.parent / f".{name}.{secrets.token_hex(8)}.part"


def _is_no_file(entry: Path) -> bool:
    """Return whether an entry is a folder, a link or a device."""
    return entry.is_symlink() or not entry.is_file()


_reading_umask = threading.Lock()


def _umask() -> int:
    with _reading_umask:  # another thread would read the zero, and set it for good
        mask = os.umask(0)
        os.umask(mask)
    return mask
