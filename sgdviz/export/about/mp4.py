"""What an MP4 says of itself: title and comment among its tags, and the source in a box of this application.

The tags are written by FFmpeg's libraries. Source: ISO/IEC 14496-12, sections 4.2 and 11.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sgdviz.export.about.about import MOST_BYTES, MOST_SOURCE, About
from sgdviz.export.about.stream import cut_short, inflated, packed, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz.export.about.stream import Stream

OWN = UUID("6f2c1b6e-7a0d-4d4e-9c53-1f0e5a8d7b21").bytes
"""The type of the box that holds a source, compressed by zlib."""

TAGS = {b"\xa9nam": "title", b"\xa9cmt": "alt"}


def tags(about: About) -> dict[str, str]:
    """Return the tags of a video that hold title and alt text."""
    return {name: text for name, text in (("title", about.title), ("comment", about.alt)) if text}


def box(about: About) -> bytes:
    """Return the box for the end of the file that holds the source; nothing without one."""
    if not about.source:
        return b""
    data = packed(about.source)
    return (24 + len(data)).to_bytes(4) + b"uuid" + OWN + data


def read(stream: Stream) -> About:
    """Return what an MP4 says of itself."""
    found: dict[str, str] = {}
    for kind, end in _boxes(stream, stream.size):
        if kind == b"moov":
            _into(stream, end, (b"udta", b"meta", b"ilst"), found)
        elif kind == b"uuid" and 16 <= end - stream.place <= 16 + MOST_SOURCE and stream.take(16) == OWN:
            found["source"] = inflated(stream.take(end - stream.place))
    return About(**found)


def _boxes(stream: Stream, until: int) -> Iterator[tuple[bytes, int]]:
    """Yield the type and the end of each box up to a place; the file then stands at its content."""
    while stream.place + 8 <= until:
        start, size, kind = stream.place, stream.number(4), stream.take(4)
        if size == 1:
            size = stream.number(8)
        end = until if size == 0 else start + size
        if end > until or end < stream.place:
            raise cut_short()
        yield kind, end
        stream.go(end)
    if stream.place < until and until == stream.size:
        raise cut_short()


def _into(stream: Stream, until: int, path: tuple[bytes, ...], found: dict[str, str]) -> None:
    """Read the tags in the boxes of a `path`."""
    for kind, end in _boxes(stream, until):
        if path and kind == path[0]:
            if kind == b"meta":
                stream.skip(4)
            _into(stream, end, path[1:], found)
        elif not path and kind in TAGS and TAGS[kind] not in found:
            for inner, last in _boxes(stream, end):
                if inner == b"data" and last - stream.place >= 8:
                    stream.skip(8)
                    found[TAGS[kind]] = text_of(stream.take(min(last - stream.place, MOST_BYTES)))
