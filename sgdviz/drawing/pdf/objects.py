"""The syntax of PDF: numbers, texts, colours, and the file of numbered objects (ISO 32000-1, section 7)."""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

from sgdviz.drawing.colors import channels

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and four bytes by which programs see that the file is not text."""


class Objects:
    """The numbered objects of a file. A reference may be written before its object is defined."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """Return the number of an object that `define` will define."""
        self._bodies.append(b"null")
        return len(self._bodies)

    def define(self, number: int, body: str) -> None:
        """Define a reserved object."""
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        """Add an object and return its number."""
        self._bodies.append(body.encode("ascii"))
        return len(self._bodies)

    def stream(self, data: bytes, entries: str = "") -> int:
        """Add a compressed stream, with `entries` in its dictionary, and return its number."""
        packed = zlib.compress(data, 9)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode("ascii")
        self._bodies.append(head + packed + b"\nendstream")
        return len(self._bodies)

    def file(self, root: int, info: int) -> bytes:
        """Return the whole file; its identifier is a hash of its objects, so that equal pictures have equal bytes."""
        parts, places, at = [HEADER], [], len(HEADER)
        for number, body in enumerate(self._bodies, start=1):
            places.append(at)
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            at += len(parts[-1])
        own = sha256(b"".join(parts)).hexdigest()[:32]
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        parts += [b"%010d 00000 n \n" % place for place in places]
        trailer = f"<< /Size {len(places) + 1} /Root {root} 0 R /Info {info} 0 R /ID [<{own}> <{own}>] >>"
        parts.append(f"trailer\n{trailer}\nstartxref\n{at}\n%%EOF\n".encode("ascii"))
        return b"".join(parts)


def number(value: float) -> str:
    """Return a number to a hundredth; PDF has no exponents."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(values: Iterable[float]) -> str:
    """Return numbers with blanks between them."""
    return " ".join(map(number, values))


def color(value: str) -> str:
    """Return a ``#rrggbb`` colour as three shares of one."""
    return " ".join(f"{channel / 255:.4g}" for channel in channels(value))


def text_string(text: str) -> str:
    """Return a text in UTF-16, in hexadecimal digits, in which no character has a meaning for PDF."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
