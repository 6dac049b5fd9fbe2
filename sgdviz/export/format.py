"""The Format type, and the protocols of the modules behind it.

A format takes pixels, layers, stills, or a file that another format has written. A module that takes pixels has two
halves, so that several processes can encode frames and one can still write them in order: its `encoder` turns frames
into packets, and its `writer` puts packets into the output. A module that takes layers writes the whole output at once,
and so does one that takes stills: the layers of several moments.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.agg import Frame
    from sgdviz.export.film import Chapter, Film
    from sgdviz.export.stills import Still


class Encoder(Protocol):
    """Turns the frames of one chunk of a film into packets, which a process can send to another."""

    def begin(self, before: Frame) -> None:
        """Start from the frame before the chunk; not called for the first chunk."""

    def encode(self, frame: Frame, *, last: bool) -> Any:
        """Return the packet of the next frame, None where nothing changes; the `last` completes the chunk."""


class Writer(Protocol):
    """Writes packets, in order, to one output."""

    def add(self, packet: Any, seconds: float) -> None:
        """Write the packet of the next frame, which lasts for `seconds`."""

    def finish(self) -> None:
        """Complete the output."""


class PixelExporter(Protocol):
    """The module of a format that takes pixels. `settings` are the format's own."""

    def check_film(self, path: str, film: Film) -> None:
        """Raise `InputError`, which names `path`, for a film that exceeds the limits of the format."""

    def encoder(self, film: Film, settings: Any) -> Encoder:
        """Return an encoder for a chunk of `film`."""

    def writer(self, target: Any, film: Film, settings: Any) -> Writer:
        """Begin the output in `target`: an open binary file, or the path of an empty folder."""


class LayerExporter(Protocol):
    """The module of a format that takes layers."""

    def write(self, file: BinaryIO, film: Film, chapters: Sequence[Chapter], settings: Any) -> None:
        """Write the frames of `chapters` to an open file; a still has one."""


class StillsExporter(Protocol):
    """The module of a format that takes stills."""

    def write(self, target: Any, film: Film, stills: Sequence[Still], settings: Any) -> None:
        """Write all `stills` to `target`: an open binary file, or the path of an empty folder."""


class FileExporter(Protocol):
    """The module of a format that takes a file."""

    def write(self, file: BinaryIO, film: Film, gif: bytes, settings: Any) -> None:
        """Write an output with `gif` inside to an open file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of output.

    `module` writes it and `takes` pixels, layers, stills or the file of another format. A `still` holds one picture,
    or, of a format that takes stills, several; a format that `can_be_still` holds one where a step is asked for, and
    else an animation. With `follows_page`, a picture can have the colours of the reader's page. A `folder` holds a file
    a frame; the module's `is_own_file` recognises these. `parallel` formats can be encoded by several processes.
    `extra` is the optional dependency that the module needs. `settings` are passed to the module.
    """

    module: str
    takes: Literal["pixels", "layers", "stills", "file"]
    still: bool = False
    can_be_still: bool = False
    follows_page: bool = False
    folder: bool = False
    parallel: bool = True
    extra: str | None = None
    settings: Any = None

    def is_still(self, *, step_asked: bool) -> bool:
        """Return whether an output holds one picture; with `step_asked` a step of the run was asked for."""
        return self.still or (self.can_be_still and step_asked)

    def load(self) -> Any:
        """Import the module; raises `InputError` with the exact command to type where an extra is missing."""
        try:
            return import_module(self.module)
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "sgdviz").startswith("sgdviz"):
                raise
            install = f'pip install "sgdviz[{self.extra}]"'
            raise InputError(f"this output needs {error.name}, which is not installed; type: {install}") from None

    def pixel_exporter(self) -> PixelExporter:
        """Return the module of a format that takes pixels."""
        assert self.takes == "pixels"
        exporter: PixelExporter = self.load()
        return exporter

    def layer_exporter(self) -> LayerExporter:
        """Return the module of a format that takes layers."""
        assert self.takes == "layers"
        exporter: LayerExporter = self.load()
        return exporter

    def stills_exporter(self) -> StillsExporter:
        """Return the module of a format that takes stills."""
        assert self.takes == "stills"
        exporter: StillsExporter = self.load()
        return exporter

    def file_exporter(self) -> FileExporter:
        """Return the module of a format that takes a file."""
        assert self.takes == "file"
        exporter: FileExporter = self.load()
        return exporter
