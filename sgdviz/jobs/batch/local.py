"""The engine of this machine: a pool with a process for each core, whose workers end when this process does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TYPE_CHECKING, Self

from sgdviz.errors import DrawingError, InputError

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from pathlib import Path


GUARD = "if __name__ == '__main__':"
"""The line above the call in a script: the workers import that file as well."""


def check_alone() -> None:
    """Raise `InputError` in a process that another has started: it is a worker, or a script that one imports."""
    # While a worker imports its parent's script, it does not know its parent yet.
    is_importing = getattr(multiprocessing.current_process(), "_inheriting", False)
    if is_importing or multiprocessing.parent_process() is not None:
        what = "a batch was begun in a process that another has started"
        raise InputError(f"{what}; put the call below the line {GUARD}, or give an executor")


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalPool:
    """A process pool that can be renewed after the death of a worker.

    The workers are children of a process without threads, or are started anew, and not forked from this one, which may
    have threads. Each watches a pipe, and ends when this process closes it or dies. Their temporary files are below
    `scratch`, where they can be found after a kill.
    """

    def __init__(self, workers: int, scratch: Path) -> None:
        check_alone()
        self._workers, self._scratch = workers, scratch
        self._context = _context()
        self._pool: ProcessPoolExecutor | None = None
        self._end: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def renew(self) -> Executor:
        """Return a new pool in place of the last. Raises `DrawingError` where no worker can be started."""
        self.stop()
        theirs, self._end = self._context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self._workers, mp_context=self._context, initializer=_begin, initargs=(theirs, str(self._scratch))
        )
        try:
            self._pool.submit(_nothing).result()
        except (BrokenExecutor, OSError) as error:
            what = f"no worker could be started ({' '.join(str(error).split()) or type(error).__name__})"
            raise DrawingError(f"{what}; a script that makes a batch needs the line {GUARD}") from None
        return self._pool

    def stop(self) -> None:
        """End all workers at once, in the middle of what they do."""
        pool, self._pool = self._pool, None
        if self._end is not None:
            self._end.close()
            self._end = None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([])  # it would look for modules in the working folder first
    return context


def _begin(end: Connection, scratch: str) -> None:
    """Prepare a worker: signals are for the parent, which ends it, and so does its death."""
    tempfile.tempdir = scratch
    for name in ("SIGINT", "SIGHUP"):  # these reach the whole process group
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(end,), daemon=True).start()


def _nothing() -> None:
    """Do nothing: a worker that does it has been started."""


def _end_with(end: Connection) -> None:
    try:
        end.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
