"""Input files: regular files alone are opened, and text of bounded length is read from them."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from os import PathLike

MOST_TEXT = 1 << 20
"""Bytes of the longest file of settings."""


def regular_file(path: str | PathLike[str]) -> Path:
    """Return `path`, which must be a regular file or a link to one: devices and pipes may have no end.

    Raises `InputError`, and `OSError` where there is none.
    """
    mode = Path(path).stat().st_mode
    if stat.S_ISDIR(mode):
        raise InputError(f"cannot read {path}: it is a folder; give a file")
    if not stat.S_ISREG(mode):
        raise InputError(f"cannot read {path}: it is a device or a pipe, which may have no end; give a file")
    return Path(path)


def read_toml(path: str | PathLike[str], what: str, example: str) -> dict[str, Any]:
    """Return the TOML file of `what`, plural or not, as in "the theme is"; an error shows the line `example`.

    Raises `InputError`.
    """
    try:
        return tomllib.loads(_content(path, what).decode())
    except OSError as error:
        subject = what.rsplit(" ", 1)[0]
        raise InputError(f"{path}: {subject} cannot be read: {error.strerror or error}; check the path") from None
    except RecursionError:
        raise InputError(f"{path}: {what} nested too deeply; write lines such as {example}") from None
    except InputError:
        raise
    except ValueError as error:  # not TOML, or not text
        reason = " ".join(str(error).split())
        raise InputError(f"{path}: {what} not TOML: {reason}; write lines such as {example}") from None


def _content(path: str | PathLike[str], what: str) -> bytes:
    with regular_file(path).open("rb") as file:
        content = file.read(MOST_TEXT + 1)
    if len(content) > MOST_TEXT:
        raise InputError(f"{path}: {what} longer than {MOST_TEXT:,} bytes; give a shorter file")
    return content


def bounded_bytes(path: str | PathLike[str], most: int, remedy: str) -> bytes:
    """Return the content of a file of at most `most` bytes.

    Raises `InputError` for one that cannot be read, and for a larger one, of which `remedy` says what to do.
    """
    try:
        with regular_file(path).open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}; check the path") from None
    if len(data) > most:
        raise InputError(f"{path} has more than {most:,} bytes; {remedy}")
    return data
