"""GIF, written from its specification: one palette, and in each frame only what changed.

Centiseconds, in which GIF counts time, exist in this module alone. Source: CompuServe, *Graphics Interchange Format,
version 89a*.
"""

from __future__ import annotations

import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from sgdviz.errors import InputError
from sgdviz.exporters import lzw
from sgdviz.exporters.palette import TRANSPARENT, Palette
from sgdviz.files import replacing, saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from sgdviz.exporters import Film
    from sgdviz.rendering import Frame

LEAST_DELAY = 0.02
"""Seconds; browsers slow a frame that is shorter than this to a tenth of a second."""

MOST_DELAY = 0xFFFF
"""Centiseconds; the longest that a frame can say."""

MOST_SIDE = 0xFFFF
"""Pixels; the longest side that a GIF can say."""

MOST_REPEATS = 0xFFFF

_COLOR = np.uint32(0xFFFFFF)
"""What of a pixel, read as one number, is its colour."""


@contextmanager
def export(path: str, film: Film) -> Iterator[Callable[[Frame], None]]:
    """Write a GIF to `path`; raises `InputError` for what GIF cannot hold."""
    if film.shortest < LEAST_DELAY - 1e-9:
        fps = 1 / film.shortest
        raise InputError(f"{fps:g} frames a second are too fast for {path}: GIF plays at most 50; lower the fps")
    if max(film.width, film.height) > MOST_SIDE:
        size = f"{film.width}x{film.height}"
        raise InputError(f"{size} is too large for {path}: GIF holds at most {MOST_SIDE} pixels a side")
    if film.plays > MOST_REPEATS + 1:
        most = MOST_REPEATS + 1
        raise InputError(f"{film.plays} plays are too many for {path}: GIF counts to {most}; 0 plays for ever")
    with replacing(path) as file:
        writer = GifWriter(file, film)

        def add(frame: Frame) -> None:
            with saying(path):
                writer.add(frame)

        yield add
        with saying(path):
            writer.finish()


class Patch(NamedTuple):
    """Part of the screen to be drawn over: its top left corner and its (h, w) indices."""

    left: int
    top: int
    indices: NDArray[np.uint8]


class GifWriter:
    """Writes frames to a binary file as they come; each is held back until it is known how long it stays."""

    def __init__(self, file: BinaryIO, film: Film) -> None:
        self._file = file
        self._palette = Palette(film.background, film.inks)
        self._seen = np.zeros((film.height, film.width), dtype=np.uint32)
        self._shown = np.zeros((film.height, film.width), dtype=np.uint8)
        self._time = 0.0
        self._waiting: Patch | None = None
        self._since = 0
        self._head(film)

    def add(self, frame: Frame) -> None:
        """Take the next frame."""
        patch = self._changes(frame)
        if patch is not None:
            self._release()
            self._waiting = patch
        self._time += frame.seconds

    def finish(self) -> None:
        """Write the last frame and the trailer."""
        self._release()
        self._file.write(b";")

    def _head(self, film: Film) -> None:
        bits = max((len(self._palette) - 1).bit_length(), 1)
        colors = np.zeros((1 << bits, 3), dtype=np.uint8)
        colors[: len(self._palette)] = self._palette.colors
        self._file.write(b"GIF89a" + struct.pack("<HHBBB", film.width, film.height, 0xF0 | bits - 1, 0, 0))
        self._file.write(colors.tobytes())
        if film.plays != 1:  # without this block it plays once; the block counts the times after the first
            self._file.write(b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<HB", max(film.plays - 1, 0), 0))

    def _changes(self, frame: Frame) -> Patch | None:
        """Bring what is shown up to date; return the least rectangle that does so, None where nothing changed."""
        pixels = frame.rgba.view(np.uint32)[..., 0] & _COLOR
        if self._waiting is None:
            self._seen[...] = pixels
            self._shown[...] = self._palette.indices(pixels)
            return Patch(0, 0, self._shown.copy())
        where, indices = [], []
        for box in frame.changed:
            part = slice(box.top, box.bottom), slice(box.left, box.right)
            now, before = pixels[part], self._seen[part]
            rows, columns = np.nonzero(now != before)
            rows, columns = rows + box.top, columns + box.left
            before[...] = now
            index = self._palette.indices(pixels[rows, columns])
            other = index != self._shown[rows, columns]
            rows, columns, index = rows[other], columns[other], index[other]
            self._shown[rows, columns] = index
            where.append((rows, columns))
            indices.append(index)
        if not any(map(len, indices)):
            return None
        rows, columns = (np.concatenate(axis) for axis in zip(*where, strict=True))
        top, left = rows.min(), columns.min()
        patch = np.full((rows.max() + 1 - top, columns.max() + 1 - left), TRANSPARENT, dtype=np.uint8)
        patch[rows - top, columns - left] = np.concatenate(indices)
        return Patch(int(left), int(top), patch)

    def _release(self) -> None:
        """Write the frame that waits, with the delay that brings the whole to its time."""
        if self._waiting is None:
            return
        now = round(self._time * 100)
        delay, self._since = now - self._since, now
        self._write(self._waiting, min(delay, MOST_DELAY))
        nothing = Patch(0, 0, np.full((1, 1), TRANSPARENT, dtype=np.uint8))
        while (delay := delay - MOST_DELAY) > 0:
            self._write(nothing, min(delay, MOST_DELAY))

    def _write(self, patch: Patch, delay: int) -> None:
        height, width = patch.indices.shape
        code_size = max(int(patch.indices.max()).bit_length(), 2)
        data = lzw.encode(patch.indices.ravel(), code_size)
        leave_in_place, transparent = 1 << 2, 1
        self._file.write(b"!\xf9\x04" + struct.pack("<BHBB", leave_in_place | transparent, delay, TRANSPARENT, 0))
        self._file.write(b"," + struct.pack("<HHHHBB", patch.left, patch.top, width, height, 0, code_size))
        self._file.write(b"".join(bytes([len(part)]) + part for part in _blocks(data)) + b"\0")


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 255):
        yield data[start : start + 255]
