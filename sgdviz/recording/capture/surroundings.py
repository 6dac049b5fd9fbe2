"""The surroundings of a program: settings of the process that it may change, put back when it has ended."""

from __future__ import annotations

import io
import linecache
import os
import signal
import sys
import threading
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sgdviz.recording.capture.program import Program


@contextmanager
def put_back(program: Program, folder: Path | None) -> Iterator[None]:
    """Put back, after the block, what a program may change: streams, warnings, NumPy's errors, the working folder.

    In the block, Ctrl-C raises `KeyboardInterrupt` as in any program, tracebacks show the lines of `program`, and the
    working folder is `folder`, if there is one.
    """
    here = os.open(".", os.O_RDONLY) if os.supports_fd and os.chdir in os.supports_fd else None
    streams = sys.stdin, sys.stdout, sys.stderr
    errors = np.geterr()
    linecache.cache[program.name] = len(program.text), None, program.text.splitlines(keepends=True), program.name
    try:
        with _own_signals(), warnings.catch_warnings():
            if folder is not None:
                os.chdir(folder)
            yield
    finally:
        linecache.cache.pop(program.name, None)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        sys.stdin, sys.stdout, sys.stderr = streams
        np.seterr(**errors)
        if here is not None:
            with suppress(OSError):
                os.fchdir(here)
            os.close(here)
        _restore_matplotlib()


@contextmanager
def answered(answers: Sequence[str] | None) -> Iterator[None]:
    """Give a program `answers` as its standard input, a line each, and then its end; None changes nothing."""
    if answers is None:
        yield
        return
    before = sys.stdin
    text = "".join(f"{line}\n" for line in answers)
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


@contextmanager
def pending_output() -> Iterator[None]:
    """Leave what a program has not flushed where it is: a process that it ends at once does not write it."""
    before = sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__
    made = [os.fdopen(os.dup(number), "w", encoding="utf-8", errors="replace") for number in (1, 2)]
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__ = made  # type: ignore[misc]
    try:
        yield
    finally:
        for stream in made:
            with suppress(OSError, ValueError):
                stream.close()
        sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__ = before  # type: ignore[misc]


@contextmanager
def _own_signals() -> Iterator[None]:
    """Let Ctrl-C raise `KeyboardInterrupt`, unless it is ignored; put back all handlers, and end alarms."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    if before[signal.SIGINT] not in (signal.SIG_IGN, None):
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for timer in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF"):
            if hasattr(signal, timer):
                signal.setitimer(getattr(signal, timer), 0)
        for number, handler in before.items():
            if handler is not None and signal.getsignal(number) is not handler:
                signal.signal(number, handler)


def _restore_matplotlib() -> None:
    """Give Matplotlib its own settings back: a style of the program is not that of its animation."""
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None and hasattr(matplotlib, "rcdefaults"):
        matplotlib.rcdefaults()
