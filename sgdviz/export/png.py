"""A still as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.export.about.png import chunks
from sgdviz.export.png_chunks import whole

if TYPE_CHECKING:
    from sgdviz.drawing.agg import Frame
    from sgdviz.export.film import Film


LEVEL = 9
"""Of zlib: a still is small, and is written once."""


class PngEncoder:
    """Makes a PNG file of every frame, with an alpha channel where the film is `transparent`.

    With `palette`, a frame of few colours has one; `level` is that of zlib. `texts` are chunks of texts for each file.
    """

    def __init__(self, *, transparent: bool, palette: bool = True, level: int = LEVEL, texts: bytes = b"") -> None:
        self._transparent = transparent
        self._palette = palette
        self._level = level
        self._texts = texts

    def begin(self, before: Frame) -> None:
        """Do nothing: every PNG is whole."""

    def encode(self, frame: Frame, *, last: bool) -> bytes:
        """Return the frame as the bytes of a PNG file."""
        return whole(
            frame.pixels,
            transparent=self._transparent,
            palette=self._palette,
            level=self._level,
            texts=self._texts,
        )


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
    return PngEncoder(transparent=film.transparent, texts=chunks(film.about))


def writer(target: BinaryIO, film: Film, settings: None = None) -> PngWriter:
    """Begin a still in an open file."""
    return PngWriter(target)
