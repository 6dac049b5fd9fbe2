"""Atomic output: a file or folder is written under a temporary name beside its path and moved there whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sgdviz.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike


@contextmanager
def atomic_file(path: str | PathLike[str]) -> Iterator[BinaryIO]:
    """Yield a binary file that replaces `path` when the block succeeds and is removed when the block fails.

    A symbolic link at `path` stays, and its target is replaced. Raises `OutputError` when `path` is a folder or cannot
    be written, and when the disk is full.
    """
    place = Path(path).resolve()
    if place.is_dir():
        raise OutputError(f"{path} is a folder; give a file's name")
    if place.exists() and not place.is_file():
        raise OutputError(f"{path} is a device or a pipe; give a file's name")
    with output_errors(path):
        mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
        if place.exists() and not os.access(place, os.W_OK):
            raise OutputError(f"cannot write {path}: it is read-only")
        descriptor, beside = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
            Path(beside).chmod(mode)
            Path(beside).replace(place)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise


@contextmanager
def atomic_folder(path: str | PathLike[str], is_ours: Callable[[str], bool]) -> Iterator[Path]:
    """Yield a folder that replaces `path` when the block succeeds and is removed when the block fails.

    An existing folder is replaced only if `is_ours` accepts the name of every entry in it; otherwise `OutputError` is
    raised.
    """
    place = Path(path).resolve()
    if place.exists() and not place.is_dir():
        raise OutputError(f"{path} is a file; give a folder's name")
    with output_errors(path):
        foreign = next((name for name in _names(place) if not is_ours(name)), None)
        if foreign is not None:
            raise OutputError(f"{path} holds other files ({foreign}); give a new or empty folder")
        beside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent))
        old = beside.with_suffix(".old")
        try:
            yield beside
            beside.chmod(0o777 & ~_umask())
            if place.exists():
                place.replace(old)
            beside.replace(place)
        except BaseException:
            if old.exists() and not place.exists():
                old.replace(place)
            raise
        finally:
            shutil.rmtree(beside, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


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
