"""WebP without loss: Pillow compresses what changes, and the container around it is written here.

Pillow can write a whole animation only from all of its frames at once, and it joins equal frames as it sees fit; so it
is given one picture at a time. Source: *WebP Container Specification*, Google, 2025.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np
from PIL import Image

from sgdviz.errors import OutputError
from sgdviz.export.about.webp import packet
from sgdviz.export.changes import Changes
from sgdviz.export.in_time import TimedWriter
from sgdviz.export.limits import Limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.agg import Frame
    from sgdviz.export.film import Film

QUALITY, METHOD = 50, 2
"""The effort of the compression: more takes twice the time and saves a hundredth."""

LONGEST = 0xFFFFFF
"""Milliseconds of one picture, four and a half hours; a longer hold has several."""

LARGEST = 0xFFFFFFFF
"""Bytes of a file: its size is a number of 32 bits."""

ANIMATED, HAS_WORDS, HAS_ALPHA = 1 << 1, 1 << 2, 1 << 4
"""Flags of the file."""

REPLACES = 1 << 1
"""The flag of a picture that replaces part of the screen, where others are blended over it."""

LIMITS = Limits("WebP", side=16383, plays=0xFFFF)


class Picture(NamedTuple):
    """Compressed pixels that are blended `over` part of the screen, or replace it; `left` and `top` are even."""

    left: int
    top: int
    width: int
    height: int
    over: bool
    data: bytes


class WebpEncoder:
    """Turns frames into pictures of what changes."""

    def __init__(self) -> None:
        self._changes = Changes(step=2)

    def begin(self, before: Frame) -> None:
        """Take in the shown frame."""
        self._changes.begin(before)

    def encode(self, frame: Frame, *, last: bool) -> Picture | None:
        """Return the changes on the screen; None where nothing changes."""
        change = self._changes.next(frame)
        if change is None:
            return None
        height, width = change.pixels.shape[:2]
        return Picture(change.left, change.top, width, height, change.over, compressed(change.pixels))


class WebpWriter(TimedWriter[Picture]):
    """Writes pictures to an open file, which must be seekable: its size stands at its beginning."""

    def __init__(self, file: BinaryIO, film: Film) -> None:
        super().__init__()
        self._file = file
        self._written = 0
        file.write(b"RIFF" + bytes(4) + b"WEBP")
        self._words = packet(film.about)
        flags = ANIMATED | HAS_ALPHA | (HAS_WORDS if self._words else 0)
        canvas = _three(film.width - 1) + _three(film.height - 1)
        file.write(_chunk(b"VP8X", struct.pack("<I", flags) + canvas))
        file.write(_chunk(b"ANIM", struct.pack("<IH", 0, film.plays)))

    def _show(self, picture: Picture, until: float) -> None:
        now = round(until * 1000)
        delay, self._written = now - self._written, now
        while delay > LONGEST:
            self._write(picture, LONGEST - 1000)  # the rest must not be too short for browsers
            picture, delay = nothing(), delay - LONGEST + 1000
        self._write(picture, delay)

    def _write(self, picture: Picture, delay: int) -> None:
        places = (picture.left // 2, picture.top // 2, picture.width - 1, picture.height - 1, delay)
        flags = 0 if picture.over else REPLACES
        self._file.write(_chunk(b"ANMF", b"".join(map(_three, places)) + bytes([flags]) + picture.data))

    def _end(self) -> None:
        if self._words:
            self._file.write(_chunk(b"XMP ", self._words))
        size = self._file.tell() - 8
        if size > LARGEST:
            raise OutputError(f"the WebP would have {size:,} bytes, and can have {LARGEST:,}; show fewer frames")
        self._file.seek(4)
        self._file.write(struct.pack("<I", size))


def compressed(pixels: NDArray[np.uint8]) -> bytes:
    """Return (h, w, 4) pixels as the chunk of a picture without loss."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", lossless=True, quality=QUALITY, method=METHOD, exact=True)
    return file.getvalue()[12:]  # without the head of a file


def nothing() -> Picture:
    """Return a picture that changes nothing, for a hold longer than the longest."""
    return Picture(0, 0, 1, 1, over=True, data=compressed(np.zeros((1, 1, 4), dtype=np.uint8)))


def check_film(path: str, film: Film) -> None:
    """Raise `InputError`, which names `path`, for a film that exceeds the limits of WebP."""
    LIMITS.check(path, film)


def encoder(film: Film, settings: None = None) -> WebpEncoder:
    """Return an encoder for a chunk of `film`."""
    return WebpEncoder()


def writer(target: BinaryIO, film: Film, settings: None = None) -> WebpWriter:
    """Begin a WebP in an open file."""
    return WebpWriter(target, film)


def _chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk: its four-letter name, its length, and `data` padded to an even length."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) & 1)


def _three(number: int) -> bytes:
    """Return a number as three bytes."""
    return number.to_bytes(3, "little")
