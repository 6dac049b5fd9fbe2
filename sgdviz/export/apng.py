"""APNG: a PNG whose further pictures hold what changes, each for a fraction of seconds.

A film has thousands of colours, most of them at the edges of lines and letters, so its pixels are stored as they are;
unchanged ones are transparent, which compresses to nearly nothing. Source: *Portable Network Graphics, third edition*,
W3C, 2025, section 11.3.4.
"""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from sgdviz.export.about.png import chunks
from sgdviz.export.changes import Changes
from sgdviz.export.in_time import TimedWriter
from sgdviz.export.limits import Limits
from sgdviz.export.png_chunks import END, SIGNATURE, Kind, chunk, deflated, header

if TYPE_CHECKING:
    from sgdviz.drawing.agg import Frame
    from sgdviz.export.film import Film

LEVEL = 8
"""Of zlib; the highest, 9, takes twice as long and saves a sixth of a percent."""

MOST = 0xFFFF
"""The largest numerator and denominator of a delay."""

LONGEST = 60_000
"""Seconds of one picture; a longer hold has several."""

LIMITS = Limits("APNG", side=2**31 - 1, plays=2**31 - 1)


class Picture(NamedTuple):
    """Compressed pixels that are blended `over` part of the screen, or replace it."""

    left: int
    top: int
    width: int
    height: int
    over: bool
    data: bytes


NOTHING = Picture(0, 0, 1, 1, over=True, data=deflated(np.zeros((1, 1, 4), dtype=np.uint8), LEVEL))
"""A picture that changes nothing."""


class ApngEncoder:
    """Turns frames into pictures of what changes."""

    def __init__(self) -> None:
        self._changes = Changes()

    def begin(self, before: Frame) -> None:
        """Take in the shown frame."""
        self._changes.begin(before)

    def encode(self, frame: Frame, *, last: bool) -> Picture | None:
        """Return the changes on the screen; None where nothing changes."""
        change = self._changes.next(frame)
        if change is None:
            return None
        height, width = change.pixels.shape[:2]
        return Picture(change.left, change.top, width, height, change.over, deflated(change.pixels, LEVEL))


class ApngWriter(TimedWriter[Picture]):
    """Writes pictures to an open file, which must be seekable: their number stands at its beginning."""

    def __init__(self, file: BinaryIO, film: Film) -> None:
        super().__init__()
        self._file = file
        self._plays = film.plays
        self._pictures = self._chunks = 0
        self._written = 0.0
        file.write(SIGNATURE + header(film.width, film.height, Kind.RGBA))
        self._place = file.tell()
        file.write(self._control() + chunks(film.about))

    def _control(self) -> bytes:
        """Return the chunk with the number of pictures and of plays."""
        return chunk(b"acTL", struct.pack(">II", self._pictures, self._plays))

    def _show(self, picture: Picture, until: float) -> None:
        while until - self._written > LONGEST:
            self._write(picture, Fraction(LONGEST))
            picture = NOTHING
        self._write(picture, fraction_of(until - self._written))

    def _write(self, picture: Picture, delay: Fraction) -> None:
        where = (picture.width, picture.height, picture.left, picture.top)
        self._chunk(b"fcTL", struct.pack(">IIIIHHBB", *where, *delay.as_integer_ratio(), 0, picture.over))
        if self._pictures:
            self._chunk(b"fdAT", picture.data)
        else:
            self._file.write(chunk(b"IDAT", picture.data))
        self._pictures += 1
        self._written += float(delay)

    def _chunk(self, name: bytes, data: bytes) -> None:
        """Write a chunk of the animation, which has a number."""
        self._file.write(chunk(name, struct.pack(">I", self._chunks) + data))
        self._chunks += 1

    def _end(self) -> None:
        self._file.write(END)
        self._file.seek(self._place)
        self._file.write(self._control())


def fraction_of(seconds: float) -> Fraction:
    """Return the fraction nearest to `seconds`, at most 65,535 of them, that a delay can hold."""
    most = min(MOST, int(MOST / seconds)) if seconds > 0 else MOST
    return min(Fraction(seconds).limit_denominator(most), Fraction(MOST))


def check_film(path: str, film: Film) -> None:
    """Raise `InputError`, which names `path`, for a film that exceeds the limits of APNG."""
    LIMITS.check(path, film)


def encoder(film: Film, settings: None = None) -> ApngEncoder:
    """Return an encoder for a chunk of `film`."""
    return ApngEncoder()


def writer(target: BinaryIO, film: Film, settings: None = None) -> ApngWriter:
    """Begin an APNG in an open file."""
    return ApngWriter(target, film)
