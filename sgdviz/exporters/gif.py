"""GIF files, written from the specification: a head, one palette, and the pictures with their delays.

Centiseconds, in which GIF counts time, exist in this module alone. Source: CompuServe, *Graphics Interchange Format,
version 89a*.
"""

from __future__ import annotations

import struct
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from sgdviz.atomic import atomic_file, output_errors
from sgdviz.errors import InputError
from sgdviz.exporters.gif_frames import GifEncoder, Picture, nothing
from sgdviz.exporters.gif_transparent import TransparentGifEncoder
from sgdviz.exporters.palette import TRANSPARENT, Palette

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.exporters import Film

LEAST_DELAY = 0.02
"""Seconds; browsers slow a frame that is shorter than this to a tenth of a second."""

MOST_DELAY = 0xFFFF
"""Centiseconds; the longest that a frame can say."""

MOST_SIDE = 0xFFFF
"""Pixels; the longest side that a GIF can say."""

MOST_REPEATS = 0xFFFF

LEAVE_IN_PLACE, TAKE_AWAY, HAS_TRANSPARENT = 1 << 2, 2 << 2, 1
"""What a graphic control extension says: the next picture is drawn over this one, or after this one has been taken off
the screen, and one index leaves pixels alone."""


def encoder(film: Film) -> GifEncoder | TransparentGifEncoder:
    """Return an encoder for a stretch of `film`."""
    if film.transparent:
        return TransparentGifEncoder(film.width, film.height, _palette(film))
    return GifEncoder(film.width, film.height, film.unit, _palette(film), areas=film.areas)


def check_film(path: str, film: Film) -> None:
    """Raise `InputError` for what GIF cannot hold."""
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


@contextmanager
def writer(path: str, film: Film) -> Iterator[Callable[[Picture | None, float], None]]:
    """Write a GIF to `path`; raises `InputError` for what GIF cannot hold."""
    check_film(path, film)
    with atomic_file(path) as file:
        gif = GifWriter(file, film)

        def write(picture: Picture | None, seconds: float) -> None:
            with output_errors(path):
                gif.add(picture, seconds)

        yield write
        with output_errors(path):
            gif.finish()


class GifWriter:
    """Writes pictures to a binary file as they come; each is held back until it is known how long it stays."""

    def __init__(self, file: BinaryIO, film: Film) -> None:
        self._file = file
        self._time = 0.0
        self._written = 0
        self._waiting: Picture | None = None
        self._transparent = film.transparent
        palette = _palette(film)
        bits = max((len(palette) - 1).bit_length(), 1)
        unused = bytes(3 * ((1 << bits) - len(palette)))
        file.write(b"GIF89a" + struct.pack("<HHBBB", film.width, film.height, 0xF0 | bits - 1, 0, 0))
        file.write(palette.colors.tobytes() + unused)
        if film.plays != 1:  # without this block it plays once; the block counts the times after the first
            file.write(b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<HB", max(film.plays - 1, 0), 0))

    def add(self, picture: Picture | None, seconds: float) -> None:
        """Take the next frame; None adds its time to the one before, which looks the same."""
        if picture is not None:
            self._release()
            self._waiting = picture
        self._time += seconds

    def finish(self) -> None:
        """Write the last frame and the trailer."""
        self._release()
        self._file.write(b";")

    def _release(self) -> None:
        """Write the picture that waits, with the delay that brings the whole to its time."""
        if self._waiting is None:
            return
        now = round(self._time * 100)
        delay, self._written = now - self._written, now
        picture = self._waiting
        while delay > MOST_DELAY:
            self._write(picture, MOST_DELAY - 1)  # so that what is left is not too short for browsers
            picture, delay = picture if self._transparent else nothing(), delay - MOST_DELAY + 1
        self._write(picture, delay)

    def _write(self, picture: Picture, delay: int) -> None:
        flags = (TAKE_AWAY if self._transparent else LEAVE_IN_PLACE) | HAS_TRANSPARENT
        self._file.write(b"!\xf9\x04" + struct.pack("<BHBB", flags, delay, TRANSPARENT, 0))
        self._file.write(b"," + struct.pack("<HHHHBB", *picture.where, 0, picture.code_size))
        self._file.write(b"".join(bytes([len(part)]) + part for part in _blocks(picture.data)) + b"\0")


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 255):
        yield data[start : start + 255]


@lru_cache(maxsize=1)
def _palette(film: Film) -> Palette:
    """Return the palette of `film`, which its writer and its encoder share."""
    # A small picture is made of edges for a larger part: they must be truer for it to be as true as a large one.
    tolerance = film.tolerance * min(film.unit, 1.0)
    return Palette(film.background, film.inks, most=film.colors, tolerance=tolerance)
