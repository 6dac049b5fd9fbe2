"""How a picture becomes a file: one module a format, found by the path's suffix and imported when it is used.

Every exporter is a context manager ``export(path, film)`` that yields a function taking one frame after the other.
The file takes its place when the block ends well; when it does not, what was there before is still there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sgdviz.rendering import Frame


@dataclass(frozen=True, slots=True)
class Film:
    """What an exporter is told before the first frame.

    `width` and `height` are in pixels. `frames` is their number and `shortest` the seconds of the shortest. `plays`
    is how often it plays, 0 for ever. `background` and `inks` are the ``#rrggbb`` colours that the scene draws with,
    what moves first.
    """

    width: int
    height: int
    frames: int
    shortest: float
    plays: int
    background: str
    inks: tuple[str, ...]


class Export(Protocol):
    """What each exporter module has under the name `export`."""

    def __call__(self, path: str, film: Film) -> AbstractContextManager[Callable[[Frame], None]]:
        """Begin a file at `path`."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of output: the module that writes it, and whether it holds one picture rather than all frames."""

    module: str
    still: bool = False

    def load(self) -> Export:
        """Import the exporter."""
        export: Export = import_module(self.module).export
        return export


FOLDER = "folder/"

FORMATS = {
    ".gif": Format("sgdviz.exporters.gif"),
    ".png": Format("sgdviz.exporters.png", still=True),
    FOLDER: Format("sgdviz.exporters.png_folder"),
}


def find_format(path: str) -> Format:
    """Return the format that `path` names by its suffix, or by its trailing slash; raises `InputError`."""
    if path.endswith(("/", os.sep)):
        return FORMATS[FOLDER]
    suffix = PurePath(path).suffix.lower()
    if not suffix:
        known = ", ".join(name for name in FORMATS if name != FOLDER)
        raise InputError(f"output {path!r} names no format; end it in one of: {known}, or in / for a folder of frames")
    if suffix not in FORMATS:
        raise UnknownNameError(f"suffix of {path!r}:", suffix, FORMATS)
    return FORMATS[suffix]
