"""What a WebM says of itself, in its tags, which are written by FFmpeg's libraries. Source: RFC 8794 and RFC 9559."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.export.about.about import MOST_BYTES, MOST_SOURCE, About
from sgdviz.export.about.stream import ascii_of, cut_short, text_of

if TYPE_CHECKING:
    from sgdviz.export.about.stream import Stream

SEGMENT, INFO, TITLE, TAGS, TAG, SIMPLE, NAME, STRING = (
    0x18538067, 0x1549A966, 0x7BA9, 0x1254C367, 0x7373, 0x67C8, 0x45A3, 0x4487,
)  # fmt: skip
"""The elements on the way to a title, and to the name and the text of a tag."""

INSIDE = {SEGMENT, INFO, TAGS, TAG, SIMPLE}
"""The elements that are entered."""

MOST_NAME = 100
"""Bytes of the longest name of a tag that is read."""


def tags(about: About) -> dict[str, str]:
    """Return the tags of a video that hold `about`."""
    texts = (("title", about.title), ("comment", about.alt), ("sgdviz", about.source))
    return {name: text for name, text in texts if text}


def read(stream: Stream) -> About:
    """Return what a WebM says of itself."""
    found: dict[str, str] = {}
    name = b""
    ends = [stream.size]
    while True:
        while ends and stream.place >= ends[-1]:
            ends.pop()
        if not ends:
            break
        kind, length = _id(stream), _length(stream)
        end = ends[-1] if length is None else stream.place + length
        if end > ends[-1]:
            raise cut_short()
        if kind in INSIDE and len(ends) < 10:
            ends.append(end)
            continue
        if kind == TITLE:
            found.setdefault("title", text_of(stream.take(min(end - stream.place, MOST_BYTES))))
        elif kind == NAME:
            name = stream.take(min(end - stream.place, MOST_NAME)).lower()
        elif kind == STRING and name == b"comment":
            found.setdefault("alt", text_of(stream.take(min(end - stream.place, MOST_BYTES))))
        elif kind == STRING and name == b"sgdviz" and end - stream.place <= MOST_SOURCE:
            found.setdefault("source", ascii_of(stream.take(end - stream.place)))
        stream.go(end)
    return About(**found)


def _id(stream: Stream) -> int:
    """Return the number of the next element, with the marks of its length."""
    first = stream.number(1)
    more = 8 - first.bit_length()
    if more > 3:
        raise cut_short()
    return first << 8 * more | stream.number(more)


def _length(stream: Stream) -> int | None:
    """Return the length of an element; None where it is as long as the one around it."""
    first = stream.number(1)
    more = 8 - first.bit_length()
    if more > 7:
        raise cut_short()
    value = (first ^ 1 << 7 - more) << 8 * more | stream.number(more)
    return None if value == (1 << 7 * (more + 1)) - 1 else value
