"""One picture as PNG."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import imageio.v3 as iio

from sgdviz.atomic import atomic_file, output_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.exporters import Film
    from sgdviz.rendering import Frame


class PngEncoder:
    """Makes a PNG file of every frame, with an alpha channel where the film is `transparent`."""

    def __init__(self, *, transparent: bool) -> None:
        self._transparent = transparent

    def begin(self, before: Frame) -> None:
        """Every PNG is whole, whatever came before."""

    def encode(self, frame: Frame, *, last: bool) -> bytes:
        """Return the frame as the bytes of a PNG file."""
        return iio.imwrite("<bytes>", frame.rgba if self._transparent else frame.pixels, extension=".png")


def encoder(film: Film) -> PngEncoder:
    """Return an encoder of single pictures."""
    return PngEncoder(transparent=film.transparent)


@contextmanager
def writer(path: str, film: Film) -> Iterator[Callable[[bytes, float], None]]:
    """Write the one picture that is given to `path`."""
    with atomic_file(path) as file:

        def write(packet: bytes, seconds: float) -> None:
            with output_errors(path):
                file.write(packet)

        yield write
