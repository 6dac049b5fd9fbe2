"""Signals that end the command as Ctrl-C does: files half written are removed, and the exit code names the signal."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Ended(BaseException):
    """A signal of this `number` ends the command; not an `Exception`, so that nothing on the way catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def ignore_signals() -> None:
    """Ignore the signals from here on: the process is ending because of one."""
    for name in NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _nothing)


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
        for other in taken:
            signal.signal(other, _nothing)
        raise Ended(number)

    try:
        for number in taken:
            signal.signal(number, end)
        yield
    finally:
        for number in taken:
            signal.signal(number, old[number])
