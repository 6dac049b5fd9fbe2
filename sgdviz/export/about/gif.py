"""What a GIF says of itself: title and alt text in a comment, the source in an extension of this application.

Source: CompuServe, *Graphics Interchange Format, version 89a*, 1990, sections 24 and 26.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.export.about.about import MOST_BYTES, MOST_SOURCE, About
from sgdviz.export.about.stream import cut_short, inflated, packed, text_of

if TYPE_CHECKING:
    from sgdviz.export.about.stream import Stream

TITLE, ALT = "Title: ", "\nDescription: "
"""The names of the texts in a comment."""

APPLICATION = b"sgdviz  1.0"
"""The name and the version of the application whose extension holds a source, compressed by zlib."""

COMMENT, OF_APPLICATION = 0xFE, 0xFF
"""The labels of the extensions."""


def extensions(about: About) -> bytes:
    """Return the extensions of a GIF that hold `about`; nothing for an empty one."""
    found = b""
    if about.title or about.alt:
        found += bytes([0x21, COMMENT]) + _blocks(f"{TITLE}{about.title}{ALT}{about.alt}".encode())
    if about.source:
        found += bytes([0x21, OF_APPLICATION, len(APPLICATION)]) + APPLICATION + _blocks(packed(about.source))
    return found


def read(stream: Stream) -> About:
    """Return what a GIF says of itself."""
    title = alt = source = ""
    stream.skip(10)
    _skip_colors(stream, stream.number(1))
    stream.skip(2)
    while (kind := stream.number(1)) != 0x3B:
        if kind == 0x2C:
            stream.skip(8)
            _skip_colors(stream, stream.number(1))
            stream.skip(1)
            _taken(stream, 0)
        elif kind == 0x21:
            label = stream.number(1)
            if label == COMMENT:
                text = text_of(_taken(stream, 2 * MOST_BYTES))
                if text.startswith(TITLE) and ALT in text:
                    title, alt = text.removeprefix(TITLE).split(ALT, 1)
            elif label == OF_APPLICATION and stream.take(stream.number(1)) == APPLICATION:
                source = inflated(_taken(stream, MOST_SOURCE))
            else:
                _taken(stream, 0)
        else:
            raise cut_short()
    return About(title, alt, source)


def _skip_colors(stream: Stream, flags: int) -> None:
    """Go past a table of colours, if the flags of a screen or a picture say that there is one."""
    if flags & 0x80:
        stream.skip(3 << (flags & 7) + 1)


def _taken(stream: Stream, most: int) -> bytes:
    """Return the first `most` bytes of blocks, and go past the others."""
    parts = bytearray()
    while length := stream.number(1):
        if len(parts) < most:
            parts += stream.take(length)
        else:
            stream.skip(length)
    return bytes(parts[:most])


def _blocks(data: bytes) -> bytes:
    """Return `data` in blocks of at most 255 bytes, each after its length, and the empty one that ends them."""
    parts = (data[start : start + 255] for start in range(0, len(data), 255))
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"
