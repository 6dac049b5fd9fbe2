"""Signals that end the command as Ctrl-C does: files half written are removed, and the exit code names the signal."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Ended(BaseException):
    """A signal of this `number` ends the command; not an `Exception`, so that nothing on the way catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def ignore_signals() -> None:
    """Ignore the signals from here on: the process is ending because of one.

    Python would print a traceback of each that has come a moment before and that has no handler any more.
    """
    sys.unraisablehook = lambda _unraisable: None
    for name in NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def end_by_default() -> None:
    """Handle signals that end the process as they do by default, but not while it is ending because of one.

    These are the handlers that are there again when the command has ended, until those of `ignore_signals` are: a
    signal that comes between would end the process with another exit code.
    """
    for name in NAMES:
        if hasattr(signal, name):
            number = getattr(signal, name)
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                signal.signal(number, _by_default)


def _by_default(number: int, frame: FrameType | None) -> None:
    """Do what a signal does by default, unless one has ended the command."""
    if _ENDED:
        return
    if number == signal.SIGINT:
        signal.default_int_handler(number, frame)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


_ENDED: list[int] = []
"""The signal that has ended the command, if one has."""


def _nothing(_number: int, _frame: object) -> None:
    """Handle a signal by doing nothing: of one that is on its way, Python would print that it is ignored."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Raise `Ended` at the first of the signals, ignore those after it, and restore all handlers at the end.

    A second signal would interrupt the removal of files half written. A signal that is ignored already stays so, as
    under nohup. Outside the main thread, which alone receives signals, nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    known = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]  # there is no SIGHUP on Windows
    old = {number: signal.getsignal(number) for number in known}
    taken = [number for number in known if old[number] not in (signal.SIG_IGN, None)]

    def end(number: int, _frame: object) -> None:
        _ENDED[:] = [number]
        for other in taken:
            signal.signal(other, _nothing)
        raise Ended(number)

    _ENDED.clear()
    try:
        for number in taken:
            signal.signal(number, end)
        yield
    finally:
        for number in taken:
            signal.signal(number, old[number])
