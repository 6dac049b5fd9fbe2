"""What an SVG says of itself, and an HTML page of the SVG in it: ``<title>``, ``<desc>`` and ``<metadata>``.

The first line of the description is the alt text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sgdviz.export.about.about import MOST_SOURCE, About
from sgdviz.export.about.stream import cut_short
from sgdviz.export.about.xml import blocks_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz.export.about.stream import Stream

MOST_WORDS = 1_000_000
"""Characters of the longest title and description that are read: one with the numbers of all panels is long."""

MOST = {"title": MOST_WORDS, "desc": MOST_WORDS, "metadata": MOST_SOURCE}

MOST_HEAD = 2 * MOST_SOURCE
"""Bytes at the beginning in which the words are looked for; a source may have escaped characters."""

HEAD_OF_PAGE = 1 << 20
"""Bytes at the beginning of a page in which its SVG is looked for."""

END = 1024
"""Bytes at the end in which the end of the document is looked for."""


def read(stream: Stream) -> About:
    """Return what an SVG says of itself."""
    _check_end(stream, rb"</(\w+:)?svg\s*>")
    return _about(blocks_of(stream, MOST_HEAD))


def read_page(stream: Stream) -> About | None:
    """Return what the SVG in an HTML page says of itself; None for a page without one."""
    _check_end(stream, rb"(?i)</html\s*>")
    head = stream.take(min(HEAD_OF_PAGE, stream.left))
    start = head.find(b"<svg ")
    if start < 0:
        return None
    stream.go(start)
    return _about(blocks_of(stream, MOST_HEAD))


def _check_end(stream: Stream, end: bytes) -> None:
    """Go to the beginning of a document whose last bytes have the tag of its end; raises `InputError` for another."""
    stream.go(max(stream.size - END, 0))
    if not re.search(end, stream.take(stream.left)):
        raise cut_short()
    stream.go(0)


def _about(blocks: Iterator[bytes]) -> About:
    found = texts_of(blocks, _key, MOST)
    lines = found.get("desc", "").strip().splitlines()
    source = found.get("metadata", "").strip()
    return About(found.get("title", ""), lines[0] if lines else "", source if source.startswith("{") else "")


def _key(path: tuple[str, ...]) -> str | None:
    """Return the name of a child of the root with words; reading ends at another one."""
    if len(path) == 1:
        return "" if path[0] == "svg" else None
    if path[1] not in MOST:
        return None
    return path[1] if len(path) == 2 else ""
