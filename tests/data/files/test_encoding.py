"""The encoding of a text file."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from sgdviz.data.files.encoding import HEAD, UTF_8, encoding_of, head_of, is_gzip

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"a,b\n", UTF_8),
        ("größe\n".encode(), UTF_8),
        ("größe\n".encode("cp1252"), "cp1252"),
        (b"a" * (HEAD + 5) + b"\xf6", "cp1252"),
        (b"a\x81", "latin-1"),
        ("a,b\n".encode("utf-16"), "utf-16"),
        ("a,b\n".encode("utf-16-le"), "utf-16-le"),
        ("a,b\n".encode("utf-16-be"), "utf-16-be"),
        ("ö".encode()[:1], "cp1252"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(tmp_path: Path, raw: bytes, encoding: str) -> None:
    """A mark, zeros, or the first encoding that decodes the whole file, compressed or not."""
    for place, content in enumerate((raw, gzip.compress(raw))):
        path = tmp_path / str(place)
        path.write_bytes(content)
        assert is_gzip(path) is bool(place)
        assert encoding_of(path) == encoding


def test_the_head_has_whole_lines(tmp_path: Path) -> None:
    """The last line of a long file's head is left out, as it may be cut; that of a short file is kept."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"1234567\n" * (HEAD // 8 + 10))
    lines = head_of(path, UTF_8)
    assert set(lines) == {"1234567\n"}
    assert HEAD // 8 - 1 <= len(lines) <= HEAD // 8
    path.write_bytes(b"a\r\nb\n\nc")
    assert head_of(path, UTF_8) == ["a\r\n", "b\n", "\n", "c"]
    path.write_bytes(b"a\rb\r")
    assert head_of(path, UTF_8) == ["a\r", "b\r"]
