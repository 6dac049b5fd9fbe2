"""What a WebP says of itself, in a packet of XMP. Source: *XMP Specification Part 1*, Adobe, 2012."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sgdviz.export.about.about import MOST_BYTES, MOST_SOURCE, About
from sgdviz.export.about.stream import cut_short
from sgdviz.export.about.xml import texts_of

if TYPE_CHECKING:
    from sgdviz.export.about.stream import Stream

MOST = {"title": MOST_BYTES, "description": MOST_BYTES, "source": MOST_SOURCE}

MOST_PACKET = 2 * MOST_SOURCE
"""Bytes of the longest packet; a source may have escaped characters."""

HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:s="urn:sgdviz">'
)
END = "</rdf:Description></rdf:RDF></x:xmpmeta>"


def packet(about: About) -> bytes:
    """Return the packet that holds `about`; nothing for an empty one."""
    parts = [
        f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text, quote=False)}</rdf:li></rdf:Alt></dc:{name}>'
        for name, text in (("title", about.title), ("description", about.alt))
        if text
    ]
    if about.source:
        parts.append(f"<s:source>{escape(about.source, quote=False)}</s:source>")
    return "".join([HEAD, *parts, END]).encode() if parts else b""


def read(stream: Stream) -> About | None:
    """Return what a WebP says of itself; None for another file of chunks, such as a WAV."""
    stream.skip(4)
    end = stream.number(4, little=True) + 8
    if stream.take(4) != b"WEBP":
        return None
    if end > stream.size:
        raise cut_short()
    found: dict[str, str] = {}
    while stream.place + 8 <= end:
        kind, length = stream.take(4), stream.number(4, little=True)
        if kind == b"XMP " and length <= MOST_PACKET:
            found = texts_of(iter([stream.take(length)]), _key, MOST)
            stream.skip(min(length & 1, stream.left))
        else:
            stream.skip(min(length + (length & 1), stream.left) if length <= stream.left else length)
    return About(*(found.get(key, "") for key in MOST))


def _key(path: tuple[str, ...]) -> str:
    """Return the name of a property, for its element or the first of its alternatives."""
    if path[-1] == "source":
        return "source"
    return path[-3] if len(path) > 2 and path[-1] == "li" and path[-3] in MOST else ""
