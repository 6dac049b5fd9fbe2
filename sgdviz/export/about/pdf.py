"""What a PDF says of itself: title and subject in its document information, and the source in a stream.

A file that another program has written over may keep these where they are not found. Source: ISO 32000-1, section 7.5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sgdviz.export.about.about import MOST_BYTES, MOST_SOURCE, About
from sgdviz.export.about.stream import cut_short, inflated

if TYPE_CHECKING:
    from sgdviz.export.about.stream import Stream

SOURCE = b"SGDV_Source"
"""The entry of the document's catalog that refers to the source."""

TAIL = 2048
"""Bytes at the end in which the trailer is looked for."""

LONGEST = 8 * MOST_BYTES + 1000
"""Bytes of the longest object that is read; a text has four hexadecimal digits for two bytes of UTF-16."""

ENTRY = 20
"""Bytes of a place in the table of objects."""


def read(stream: Stream) -> About | None:
    """Return what a PDF says of itself; None for one of another structure than those that are written here."""
    stream.go(max(stream.size - TAIL, 0))
    tail = stream.take(stream.left)
    table = re.search(rb"startxref\s+(\d{1,12})\s+%%EOF\s*$", tail)
    if table is None:
        raise cut_short()
    info, root = (re.search(rb"/%b (\d{1,9}) 0 R" % name, tail) for name in (b"Info", b"Root"))
    if info is None or root is None:
        return None
    start = int(table[1])
    facts = _object(stream, start, int(info[1]))
    catalog = _object(stream, start, int(root[1]))
    if facts is None or catalog is None:
        return None
    title, alt = (_text(facts, name) for name in (b"Title", b"Subject"))
    reference = re.search(rb"/%b (\d{1,9}) 0 R" % SOURCE, catalog)
    return About(title, alt, "" if reference is None else _source(stream, start, int(reference[1])))


def _object(stream: Stream, table: int, number: int) -> bytes | None:
    """Return the beginning of an object by its number; None where the table of objects has another form."""
    stream.go(table)
    head = re.match(rb"xref\s+0 (\d{1,9})\s*\n", stream.take(min(64, stream.left)))
    if head is None or number >= int(head[1]):
        return None
    stream.go(table + head.end() + ENTRY * number)
    entry = stream.take(ENTRY)
    if not re.fullmatch(rb"\d{10} \d{5} n\s\s", entry):
        return None
    stream.go(int(entry[:10]))
    data = stream.take(min(LONGEST, stream.left))
    return data if data.startswith(b"%d 0 obj" % number) else None


def _text(facts: bytes, name: bytes) -> str:
    """Return a text in hexadecimal digits of UTF-16; empty for one in another form."""
    found = re.search(rb"/%b <FEFF([0-9A-Fa-f]*)>" % name, facts[: facts.find(b"endobj")])
    digits = found[1] if found else b""
    return bytes.fromhex(digits[: len(digits) // 4 * 4].decode("ascii")).decode("utf-16-be", "ignore")


def _source(stream: Stream, table: int, number: int) -> str:
    """Return the source in a stream."""
    head = _object(stream, table, number)
    begun = re.match(rb"\d+ 0 obj\n<<[^>]{0,200}/Length (\d{1,9})\s*>>\nstream\n", head or b"")
    if head is None or begun is None or int(begun[1]) > MOST_SOURCE:
        raise cut_short()
    stream.go(stream.place - len(head) + begun.end())
    return inflated(stream.take(int(begun[1])))
