"""The standard streams: names that a stream cannot encode are escaped, and a closed stream is no fault."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def any_text_printed() -> Iterator[None]:
    """Escape what stdout and stderr cannot encode, as Python does on stderr, until the end of the block."""
    streams = [stream for stream in (sys.stdout, sys.stderr) if isinstance(stream, TextIOWrapper)]
    old = [stream.errors for stream in streams]
    for stream in streams:
        stream.reconfigure(errors="backslashreplace")
    try:
        yield
    finally:
        for stream, errors in zip(streams, old, strict=True):
            with suppress(OSError, ValueError):  # its reader has gone, or its disk is full
                stream.reconfigure(errors=errors)


def open_missing() -> None:
    """Open the null device for each standard stream that is closed, so that no output file takes its number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
