"""The parts of a PNG file, of a still or of an animation. Source: *Portable Network Graphics, third edition*, W3C."""

from __future__ import annotations

import struct
import zlib
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
END = b"\0\0\0\0IEND\xaeB`\x82"


class Kind(IntEnum):
    """How a pixel is stored: the colour type of the header. Each channel, or index, has eight bits."""

    RGB = 2
    PALETTE = 3
    RGBA = 6


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk: its length, its four-letter name, `data` and their checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))


def header(width: int, height: int, kind: Kind) -> bytes:
    """Return the chunk that begins every PNG."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))


def deflated(pixels: NDArray[np.uint8], level: int) -> bytes:
    """Return (h, w, channels) pixels, compressed.

    No filter is applied: on flat colours each filter made every lesson larger, by an eighth and more.
    """
    height = len(pixels)
    rows = np.zeros((height, 1 + pixels[0].size), dtype=np.uint8)  # each row begins with its filter, 0
    rows[:, 1:] = pixels.reshape(height, -1)
    packer = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS, 9)
    return packer.compress(rows.data) + packer.flush()


def whole(pixels: NDArray[np.uint8], *, transparent: bool, palette: bool, level: int, texts: bytes = b"") -> bytes:
    """Return (H, W, 4) pixels as a PNG file, with an alpha channel if `transparent`.

    With `palette`, opaque pixels of at most 256 colours are indices, which are smaller. `texts` are chunks of texts.
    """
    height, width = pixels.shape[:2]
    keys = pixels.view(np.uint32)[..., 0]
    tables = b""
    if transparent:
        kind, stored = Kind.RGBA, pixels
    elif palette and len(colors := np.unique(keys)) <= 256:
        kind, stored = Kind.PALETTE, np.searchsorted(colors, keys).astype(np.uint8)[..., None]
        tables = chunk(b"PLTE", colors.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
    else:
        kind, stored = Kind.RGB, pixels[..., :3]
    return SIGNATURE + header(width, height, kind) + tables + texts + chunk(b"IDAT", deflated(stored, level)) + END
