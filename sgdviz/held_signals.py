"""Signals that end the command, held back while a process is started that has not yet set how it handles them."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold back the signals that end the command, in this thread and in what it forks, until the end of the block.

    A signal to the process may still arrive by another thread, such as those of a library of linear algebra. Signals
    that the caller holds back itself stay so.
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
