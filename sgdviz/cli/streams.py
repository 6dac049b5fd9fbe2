"""The standard streams: names that a stream cannot encode are escaped, and a closed stream is no fault."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import contextmanager, redirect_stdout, suppress
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


@contextmanager
def stdout_aside(*, asked: bool) -> Iterator[None]:
    """Print on stderr what the block, and the programs that it starts, print on stdout, if that is `asked` for.

    That is so again when the process ends, for what the block left to be done then.
    """
    if not asked:
        yield
        return
    _flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        _flush()
        os.dup2(kept, 1)
        os.close(kept)
        atexit.register(_leave_stdout)  # the last that is registered is the first that is called


def _leave_stdout() -> None:
    """Let stdout be stderr from now on."""
    _flush()
    os.dup2(2, 1)


def _flush() -> None:
    """Write what waits in the streams of stdout."""
    for stream in (sys.stdout, sys.__stdout__):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()


def open_missing() -> None:
    """Open the null device for each standard stream that is closed, so that no output file takes its number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
