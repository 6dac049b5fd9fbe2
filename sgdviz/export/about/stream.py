"""Reading a file of a stranger: every read has a limit, and a file that ends too early is an `InputError`."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from sgdviz.errors import InputError
from sgdviz.export.about.about import MOST_SOURCE

MOST_PARTS = 10_000_000
"""The most parts of a file, such as chunks, that are walked over."""


class Stream:
    """An open file that is read part by part."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, 2)
        self._parts = 0
        file.seek(0)

    @property
    def place(self) -> int:
        """The place of the next byte."""
        return self._file.tell()

    @property
    def left(self) -> int:
        """The number of bytes that follow."""
        return self.size - self.place

    def take(self, count: int) -> bytes:
        """Return the next `count` bytes."""
        self._check(count)
        data = self._file.read(count)
        if len(data) < count:
            raise cut_short()
        return data

    def number(self, count: int, *, little: bool = False) -> int:
        """Return the next `count` bytes as a number, with the large end first unless it is `little`-endian."""
        return int.from_bytes(self.take(count), "little" if little else "big")

    def skip(self, count: int) -> None:
        """Go past the next `count` bytes."""
        self._check(count)
        self._file.seek(count, 1)

    def go(self, place: int) -> None:
        """Go to a place of the file."""
        if not 0 <= place <= self.size:
            raise cut_short()
        self._file.seek(place)

    def _check(self, count: int) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise InputError(f"it has more than {MOST_PARTS:,} parts; give a picture that sgdviz wrote")
        if count > self.left:
            raise cut_short()


def cut_short() -> InputError:
    """Return the error of a file that ends too early."""
    return InputError("it is cut short, or damaged; make the picture again")


def inflated(data: bytes) -> str:
    """Return the source that `packed` compressed. Raises `InputError`, also for one that unpacks to too much."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MOST_SOURCE + 1)
    except zlib.error:
        raise InputError("its source is damaged; make the picture again") from None
    if len(text) > MOST_SOURCE:
        raise InputError(f"its source has more than {MOST_SOURCE:,} characters")
    if not unpacker.eof:
        raise cut_short()
    return ascii_of(text)


def packed(source: str) -> bytes:
    """Return a source, compressed by zlib."""
    return zlib.compress(source.encode("ascii"), 9)


def ascii_of(data: bytes) -> str:
    """Return a source in ASCII, which `About` checks; other bytes become characters that it refuses."""
    return data.decode("latin-1")


def text_of(data: bytes) -> str:
    """Return a text in UTF-8, without the bytes that are none."""
    return data.decode("utf-8", "ignore")
