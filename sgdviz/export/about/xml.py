"""The texts at the beginning of an XML document, read by a parser that refuses definitions, and stops early."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sgdviz.export.about.stream import Stream

BLOCK = 1 << 16
"""Bytes that are given to the parser at a time."""

MOST_DEPTH = 100


class _Enough(Exception):  # noqa: N818 - no error
    """All that is wanted has been read."""


def texts_of(
    blocks: Iterable[bytes], key_of: Callable[[tuple[str, ...]], str | None], most: Mapping[str, int]
) -> dict[str, str]:
    """Return the texts of the elements that `key_of` names, the first of each name, at most `most` characters each.

    `key_of` is given the names of an element and of those around it, without prefixes, outermost first; it returns a
    name, an empty text for an element of no interest, and None for one at which reading ends. Raises `InputError`.
    """
    handler = _Handler(key_of, most)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = handler.text, handler.refuse
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except _Enough:
        pass
    except InputError:
        raise
    except (expat.ExpatError, ValueError, LookupError):  # the last two for encodings that the parser does not know
        raise InputError("its words cannot be read: it is cut short, or no XML; make the picture again") from None
    return {key: "".join(parts) for key, parts in handler.found.items()}


class _Handler:
    """What the parser calls: the texts that are found, and the elements around the place that is read."""

    def __init__(self, key_of: Callable[[tuple[str, ...]], str | None], most: Mapping[str, int]) -> None:
        self.found: dict[str, list[str]] = {}
        self._key_of, self._most = key_of, most
        self._path: list[str] = []
        self._keys: list[str] = []
        self._lengths: dict[str, int] = {}

    def start(self, name: str, _: object) -> None:
        """Take in the beginning of an element."""
        self._path.append(name.rpartition(":")[2])
        key = self._key_of(tuple(self._path)) if len(self._path) <= MOST_DEPTH else None
        if key is None:
            raise _Enough
        key = "" if key in self.found else key
        self._keys.append(key)
        if key:
            self.found[key], self._lengths[key] = [], 0

    def end(self, _: str) -> None:
        """Take in the end of an element; that of the outermost is the end of the document."""
        self._path.pop()
        self._keys.pop()
        if not self._path:
            raise _Enough

    def text(self, data: str) -> None:
        """Take in a piece of text."""
        key = self._keys[-1] if self._keys else ""
        if key:
            self._lengths[key] += len(data)
            if self._lengths[key] > self._most[key]:
                raise InputError(f"its {key} has more than {self._most[key]:,} characters; shorten that")
            self.found[key].append(data)

    def refuse(self, *_: object) -> None:
        """Refuse the definition of an entity, which may grow without limit."""
        raise InputError("it defines entities of its own, which are not read; leave these out")


def blocks_of(stream: Stream, most: int) -> Iterator[bytes]:
    """Yield the next `most` bytes of a file, or those up to its end."""
    left = min(stream.left, most)
    while left > 0:
        block = stream.take(min(left, BLOCK))
        left -= len(block)
        yield block
