"""A still as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import imageio.v3 as iio

if TYPE_CHECKING:
    from sgdviz.drawing.agg import Frame
    from sgdviz.export.film import Film


class PngEncoder:
    """Makes a PNG file of every frame, with an alpha channel where the film is `transparent`."""

    def __init__(self, *, transparent: bool) -> None:
        self._transparent = transparent

    def begin(self, before: Frame) -> None:
        """Do nothing: every PNG is whole."""

    def encode(self, frame: Frame, *, last: bool) -> bytes:
        """Return the frame as the bytes of a PNG file."""
        return iio.imwrite("<bytes>", frame.pixels if self._transparent else frame.rgb, extension=".png")


class PngWriter:
    """Writes one picture to an open file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, packet: bytes, seconds: float) -> None:
        """Write the picture."""
        self._file.write(packet)

    def finish(self) -> None:
        """Do nothing: a PNG needs no end."""


def check_film(path: str, film: Film) -> None:
    """Do nothing: PNG can hold any film."""


def encoder(film: Film, settings: None = None) -> PngEncoder:
    """Return an encoder of single pictures."""
    return PngEncoder(transparent=film.transparent)


def writer(target: BinaryIO, film: Film, settings: None = None) -> PngWriter:
    """Begin a still in an open file."""
    return PngWriter(target)
