"""The encoding of a text file, from its first bytes and a pass over it."""

from __future__ import annotations

import codecs
import gzip
import re
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from pathlib import Path

UTF_8 = "utf-8-sig"
BLOCK = 1 << 20
"""Bytes read at a time."""

HEAD = 1 << 16
"""Bytes from the beginning by which a file's dialect is judged."""

TAIL = 1 << 13
"""Bytes at the end among which lines below the table are looked for."""


def is_gzip(path: Path) -> bool:
    """Return whether the first bytes of the file are those of gzip."""
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def binary(path: Path) -> BinaryIO:
    """Return the open file at `path`, decompressed where its first bytes are those of gzip."""
    return cast("BinaryIO", gzip.open(path, "rb")) if is_gzip(path) else path.open("rb")


def encoding_of(path: Path) -> str:
    """Return the encoding: UTF-16 by its mark or its zeros, else UTF-8, Windows-1252 or Latin-1."""
    with binary(path) as file:
        head = file.read(HEAD)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        zeros = [head[start::2].count(0) * 2 / max(len(head), 1) for start in (0, 1)]
        if max(zeros) > 0.5 > min(zeros):  # ASCII characters have one zero byte of two
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        for encoding in (UTF_8, "cp1252"):
            file.seek(0)
            if _decodes(file, encoding):
                return encoding
    return "latin-1"


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def last_lines(path: Path, encoding: str) -> list[str]:
    """Return the last whole lines of the file, without their ends; all of a short file's."""
    with binary(path) as file:
        size = file.seek(0, 2)
        file.seek(start := max(size - TAIL, 0) // 4 * 4)  # a whole number of characters of UTF-16
        text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(file.read(), final=True)
    lines = re.split(r"\r\n|\n|\r", re.sub(r"(\r\n|\n|\r)$", "", text))
    return lines[1:] if start else lines


def head_of(path: Path, encoding: str) -> list[str]:
    """Return the first whole lines of the file, with their line ends; all of a short file's."""
    with binary(path) as file:
        raw = file.read(HEAD + 1)
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(raw[:HEAD], final=len(raw) <= HEAD)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text) if "\n" in text else re.findall(r"[^\r]*\r|[^\r]+", text)
    return lines if len(raw) <= HEAD or len(lines) < 2 else lines[:-1]
