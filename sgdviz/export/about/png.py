"""What a PNG or an APNG says of itself, in international texts.

Source: *Portable Network Graphics, third edition*, W3C, 2025, section 11.3.3.4.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from sgdviz.export.about.about import MOST_BYTES, MOST_SOURCE, About
from sgdviz.export.about.stream import ascii_of, cut_short, inflated, packed, text_of
from sgdviz.export.png_chunks import SIGNATURE, chunk

if TYPE_CHECKING:
    from sgdviz.export.about.stream import Stream

TITLE, ALT, SOURCE = b"Title", b"Description", b"sgdviz"
"""The keywords of the texts."""

KNOWN = {TITLE: MOST_BYTES, ALT: MOST_BYTES, SOURCE: MOST_SOURCE}
"""Their longest values in bytes."""

LONGEST_HEAD = 100
"""Bytes before the value of a text that are read; a keyword has at most 79, and no language and translation are written
here."""


def chunks(about: About) -> bytes:
    """Return the chunks that hold `about`; nothing for an empty one. A source is compressed where that is shorter."""
    found = b"".join(_text(key, text.encode()) for key, text in ((TITLE, about.title), (ALT, about.alt)) if text)
    if about.source:
        plain, small = about.source.encode("ascii"), packed(about.source)
        found += _text(SOURCE, small, is_packed=True) if len(small) < len(plain) else _text(SOURCE, plain)
    return found


def read(stream: Stream) -> About:
    """Return what a PNG says of itself."""
    found: dict[bytes, str] = {}
    stream.skip(len(SIGNATURE))
    while True:
        length, kind = stream.number(4), stream.take(4)
        if kind == b"IEND":
            break
        if kind == b"iTXt" and length <= LONGEST_HEAD + MOST_SOURCE:
            data = stream.take(length)
            if stream.number(4) != zlib.crc32(data, zlib.crc32(kind)):
                raise cut_short()
            _take(data, found)
        else:
            stream.skip(length + 4)
    return About(*(found.get(key, "") for key in KNOWN))


def _take(data: bytes, found: dict[bytes, str]) -> None:
    """Add the value of a text chunk, if its keyword is known and has none yet."""
    key, zero, rest = data[:LONGEST_HEAD].partition(b"\0")
    most = KNOWN.get(key, 0)
    if not zero or not most or key in found or len(rest) < 2:
        return
    value = data[len(key) + 3 :].split(b"\0", 2)[-1]
    if rest[0]:
        found[key] = inflated(value) if key == SOURCE else ""
    else:
        found[key] = ascii_of(value) if key == SOURCE else text_of(value[:most])


def _text(key: bytes, value: bytes, *, is_packed: bool = False) -> bytes:
    return chunk(b"iTXt", key + bytes([0, is_packed, 0, 0, 0]) + value)
