"""Signals that end the command, held back while something is half made that could then not be found again."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold back the signals that end the command until the end of the block.

    Signals that the caller holds back itself stay so.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ending() -> set[signal.Signals]:
    """Return the signals that end the command, where there are such masks."""
    return {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
