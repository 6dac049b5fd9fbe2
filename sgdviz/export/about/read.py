"""Reading what a file says of itself, by what the file is and not by its name."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sgdviz.checks import path_text
from sgdviz.errors import InputError
from sgdviz.export.about.stream import Stream
from sgdviz.inputs import regular_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from sgdviz.export.about.about import About

BEGINNING = 4096
"""Bytes by which a file is known."""

READERS = {
    r"GIF8[79]a": "gif:read",
    r"\x89PNG\r\n\x1a\n": "png:read",
    r"RIFF": "webp:read",
    r"....ftyp": "mp4:read",
    r"\x1aE\xdf\xa3": "webm:read",
    r"%PDF-": "pdf:read",
    r"(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!DOCTYPE svg|<svg[\s>])": "svg:read",
    r"(\xef\xbb\xbf)?\s*(<!doctype html|<html[\s>])": "svg:read_page",
}
"""The module and the function that read a file of each format, by a pattern of its beginning."""


KINDS = {name: f".{name.partition(':')[0]}" for name in READERS.values()} | {"svg:read_page": ".html"}
"""The suffix of the format that each of them reads."""


def read_about(path: str | PathLike[str]) -> About | None:
    """Return what the picture at `path` says of itself; None where it says nothing, or is of no known format.

    The file is data: nothing in it is run, every length has a limit, and no more memory is taken than for the longest
    source. A folder of frames says nothing. Raises `InputError` for a file that is cut short, is damaged or cannot be
    read.
    """
    path = path_text("path", path)
    try:
        if Path(path).is_dir():
            return None
        with regular_file(path).open("rb") as file:
            reader = _reader(file.read(BEGINNING))
            return (reader(Stream(file)) or None) if reader else None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; check the path") from None
    except InputError as error:
        named = str(error).startswith(f"cannot read {path}: ")
        raise InputError(str(error) if named else f"cannot read {path}: {error}") from None


def kind_of(path: str | PathLike[str]) -> str:
    """Return the suffix of the format that a file has by its beginning; empty for one of no known format, and none."""
    try:
        if not Path(path).is_file():
            return ""
        with regular_file(path).open("rb") as file:
            beginning = file.read(BEGINNING)
    except (OSError, ValueError):
        return ""
    name = _name(beginning)
    if name == "png:read" and beginning[37:41] == b"acTL":
        return ".apng"
    return KINDS.get(name, "")


def _reader(beginning: bytes) -> Callable[[Stream], About | None] | None:
    """Return the function that reads a file that begins so; None for a file of another kind."""
    found = _name(beginning)
    if not found:
        return None
    module, name = found.split(":")
    reader: Callable[[Stream], About | None] = getattr(import_module(f"sgdviz.export.about.{module}"), name)
    return reader


def _name(beginning: bytes) -> str:
    """Return the module and the function that read a file that begins so; empty for a file of another kind."""
    text = beginning.decode("latin-1")
    return next((name for start, name in READERS.items() if re.match(start, text, re.DOTALL | re.IGNORECASE)), "")
