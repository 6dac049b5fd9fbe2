"""The GIF file: a header, one palette, and the pictures with their delays.

Centiseconds, in which GIF counts time, exist in this module alone.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from sgdviz.errors import InputError
from sgdviz.export.about.gif import extensions
from sgdviz.export.gif.card import CardGifEncoder
from sgdviz.export.gif.encoder import GifEncoder, Picture, nothing
from sgdviz.export.gif.opaque import OpaqueGifEncoder
from sgdviz.export.gif.palette import TRANSPARENT, Palette
from sgdviz.export.gif.quality import Quality, colors_for
from sgdviz.export.gif.transparent import TransparentGifEncoder
from sgdviz.export.in_time import TimedWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz.export.film import Film

LEAST_DELAY = 0.02
"""Seconds; browsers slow a frame that is shorter than this to a tenth of a second."""

MOST_DELAY = 0xFFFF
"""Centiseconds; the longest delay of a frame."""

MOST_SIDE = 0xFFFF
"""Pixels; the longest side of a GIF."""

MOST_REPEATS = 0xFFFF

LEAVE_IN_PLACE, TAKE_AWAY, HAS_TRANSPARENT = 1 << 2, 2 << 2, 1
"""Flags of a graphic control extension: draw the next picture over this one, or remove this one first; and one index is
transparent."""


def encoder(film: Film, quality: Quality | None = None) -> GifEncoder | TransparentGifEncoder:
    """Return an encoder for a chunk of `film`."""
    quality = quality or Quality()
    palette = _palette(film, quality)
    if quality.compatible:
        return OpaqueGifEncoder(film.width, film.height, film.unit, palette)
    if film.card:
        return CardGifEncoder(film.width, film.height, film.unit, palette)
    if film.transparent:
        return TransparentGifEncoder(film.width, film.height, palette)
    return GifEncoder(film.width, film.height, film.unit, palette)


def check_film(path: str, film: Film) -> None:
    """Raise `InputError`, which names `path`, for a film that exceeds the limits of GIF."""
    if film.shortest < LEAST_DELAY - 1e-9:
        fps = 1 / film.shortest
        what = f"{fps:g} frames a second are too fast for {path}: GIF plays at most 50"
        raise InputError(f"{what}; show fewer frames, or for longer")
    if max(film.width, film.height) > MOST_SIDE:
        size = f"{film.width}x{film.height}"
        raise InputError(f"{size} is too large for {path}: GIF holds at most {MOST_SIDE} pixels a side")
    if film.plays > MOST_REPEATS + 1:
        most = MOST_REPEATS + 1
        raise InputError(f"{film.plays} plays are too many for {path}: GIF counts to {most}; 0 plays for ever")


def writer(target: BinaryIO, film: Film, quality: Quality | None = None) -> GifWriter:
    """Begin a GIF in an open file."""
    return GifWriter(target, film, quality)


class GifWriter(TimedWriter[Picture]):
    """Writes pictures to a binary file in order; each is held back until its delay is known."""

    def __init__(self, file: BinaryIO, film: Film, quality: Quality | None = None) -> None:
        super().__init__()
        self._file = file
        self._written = 0
        quality = quality or Quality()
        self._transparent = film.transparent and not film.card  # pixels of a card are opaque in every frame
        self._opaque = quality.compatible
        palette = _palette(film, quality)
        bits = max((len(palette) - 1).bit_length(), 1)
        unused = bytes(3 * ((1 << bits) - len(palette)))
        file.write(b"GIF89a" + struct.pack("<HHBBB", film.width, film.height, 0xF0 | bits - 1, 0, 0))
        file.write(palette.colors.tobytes() + unused)
        if film.plays != 1:  # without this block a GIF plays once; the block counts the plays after the first
            file.write(b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<HB", max(film.plays - 1, 0), 0))
        file.write(extensions(film.about))

    def _show(self, picture: Picture, until: float) -> None:
        """Write a picture, with the delay that keeps the accumulated time exact."""
        now = round(until * 100)
        delay, self._written = now - self._written, now
        while delay > MOST_DELAY:
            self._write(picture, MOST_DELAY - 1)  # the rest must not be too short for browsers
            picture = picture if self._transparent or self._opaque else nothing()
            delay -= MOST_DELAY - 1
        self._write(picture, delay)

    def _end(self) -> None:
        self._file.write(b";")

    def _write(self, picture: Picture, delay: int) -> None:
        flags = TAKE_AWAY if self._transparent else LEAVE_IN_PLACE
        if not self._opaque:
            flags |= HAS_TRANSPARENT
        self._file.write(b"!\xf9\x04" + struct.pack("<BHBB", flags, delay, TRANSPARENT, 0))
        self._file.write(b"," + struct.pack("<HHHHBB", *picture.where, 0, picture.code_size))
        self._file.write(b"".join(bytes([len(part)]) + part for part in _blocks(picture.data)) + b"\0")


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 255):
        yield data[start : start + 255]


@lru_cache(maxsize=1)
def _palette(film: Film, quality: Quality) -> Palette:
    """Return the palette of `film`, which its writer and its encoder share."""
    # Edges are a larger part of a small picture, so they must be more exact there.
    tolerance = quality.tolerance * min(film.unit, 1.0)
    return Palette(film.background, film.colors, most=colors_for(film.colors, quality), tolerance=tolerance)
