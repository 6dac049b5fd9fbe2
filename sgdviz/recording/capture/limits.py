"""Limits: a program that makes too many steps, or runs for too long, is ended."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNAL: signal.Signals = getattr(signal, "SIGXCPU", None) or signal.SIGBREAK  # type: ignore[attr-defined]
"""The signal by which the time limit reaches the main thread: programs hardly ever use it."""


class LimitReached(SystemExit):
    """Ends a program at a limit. No `except Exception` catches it."""

    def __init__(self) -> None:
        super().__init__(0)


class Limits:
    """The limits of a run: `max_steps` of one training loop, and `time_limit` in seconds; None for no limit."""

    def __init__(self, max_steps: int | None = None, time_limit: float | None = None) -> None:
        self.max_steps = max_steps
        self.time_limit = time_limit
        self.is_set = max_steps is not None or time_limit is not None
        self.reached = ""
        self.is_held = False
        self._is_late = False

    def next_look(self, made: int, gap: int) -> int:
        """Return after how many turns a loop is looked at again: after `gap`, or after its last step."""
        return gap if self.max_steps is None else max(min(gap, self.max_steps - made), 0)

    def check_steps(self, made: int, where: str) -> None:
        """End the program, or a further thread of it, if a loop has made its last step. Raises `LimitReached`."""
        if not self.reached and self.max_steps is not None and made >= self.max_steps:
            self.reached = f"{where}: ended after {made:,} steps of this loop"
        if self.reached:
            raise LimitReached if _in_main_thread() else SystemExit  # of which a thread prints nothing

    def hold(self) -> None:
        """Let the time limit wait, while the main thread of the program waits for its recording."""
        self.is_held = self.is_held or _in_main_thread()

    def release(self) -> None:
        """End the program if its time has run out meanwhile. Raises `LimitReached`."""
        if not self.is_held or not _in_main_thread():
            return
        self.is_held = False
        if self._is_late:
            self._is_late = False
            self._end()

    @contextmanager
    def timed(self) -> Iterator[None]:
        """End the program in the block when its time has run out, in the main thread."""
        if self.time_limit is None or not _in_main_thread():
            yield
            return
        over = _thread.allocate_lock()
        over.acquire()
        deadline = time.monotonic() + self.time_limit
        before = signal.signal(SIGNAL, self._signalled)
        _thread.start_new_thread(_wait, (over, deadline))  # `threading` would count it among the program's own
        try:
            yield
        finally:
            self.is_held = True
            over.release()
            signal.signal(SIGNAL, before)

    def _signalled(self, _number: int, _frame: object) -> None:
        if self.is_held:
            self._is_late = True
        else:
            self._end()

    def _end(self) -> None:
        self.reached = f"ended after {self.time_limit:g} seconds"
        raise LimitReached


def _in_main_thread() -> bool:
    return threading.get_ident() == threading.main_thread().ident


def _wait(over: _thread.LockType, deadline: float) -> None:
    if over.acquire(timeout=min(max(deadline - time.monotonic(), 0), threading.TIMEOUT_MAX)):
        return
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, SIGNAL)  # interrupts a call that waits, too
    else:
        _thread.interrupt_main(SIGNAL)
