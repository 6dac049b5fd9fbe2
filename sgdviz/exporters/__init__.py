"""How pictures become files: one module a format, found by the path's suffix and imported when it is used.

An exporter has two halves, so that frames can be encoded by several processes and still be written in order. Its
`encoder` turns frames into packets; its `writer` puts packets into the file, which takes its place when the block ends
well.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Protocol

from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sgdviz.rendering import Frame


COLORS = 32
"""Colours for a scene of flat inks: five bits, and four steps across an edge, which the eye takes for smooth."""

TOLERANCE = 56.0
"""How far a shown edge may be from its colour, as a distance in RGB, before it is drawn again."""


@dataclass(frozen=True, slots=True)
class Film:
    """What an exporter is told before the first frame.

    `width` and `height` are in pixels. `frames` is their number and `shortest` the seconds of the shortest. `plays` is
    how often it plays, 0 for ever. `unit` is how large things are drawn: 1 at the reference size. `background` and
    `inks` are the ``#rrggbb`` colours that the scene draws with, what moves first. A format with a palette has at most
    `colors` in it, and an edge may stay up to `tolerance` from its colour, as a distance in RGB.
    Where it is `transparent`, the frames have straight alpha, and the background is not to be seen. With `areas`, large
    patches of colour move in it.
    """

    width: int
    height: int
    frames: int
    shortest: float
    plays: int
    unit: float
    background: str
    inks: tuple[str, ...]
    colors: int = COLORS
    tolerance: float = TOLERANCE
    transparent: bool = False
    areas: bool = False


class Encoder(Protocol):
    """Turns the frames of one stretch of a film into packets, which a process can send to another."""

    def begin(self, before: Frame) -> None:
        """Take in what is shown when the stretch begins; not called where nothing is."""

    def encode(self, frame: Frame, *, last: bool) -> Any:
        """Return the packet of the next frame, None where nothing changes; the `last` leaves nothing over."""


class Exporter(Protocol):
    """What the module of each format offers."""

    def encoder(self, film: Film) -> Encoder:
        """Return an encoder for a stretch of `film`."""

    def writer(self, path: str, film: Film) -> AbstractContextManager[Callable[[Any, float], None]]:
        """Begin a file at `path` and yield what takes each packet, in order, with the seconds of its frame."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of output: the module that writes it, and whether it holds one picture rather than all frames."""

    module: str
    still: bool = False

    def load(self) -> Exporter:
        """Import the exporter."""
        exporter: Exporter = import_module(self.module)
        return exporter


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
