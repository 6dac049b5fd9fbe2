"""The engine of this machine: a pool with a process for each core, whose workers end when this process does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from pathlib import Path


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
        self._workers, self._scratch = workers, scratch
        self._context = _context()
        self._pool: ProcessPoolExecutor | None = None
        self._end: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def renew(self) -> Executor:
        """Return a new pool in place of the last."""
        self.stop()
        theirs, self._end = self._context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self._workers, mp_context=self._context, initializer=_begin, initargs=(theirs, str(self._scratch))
        )
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
    context.set_forkserver_preload(["sgdviz.jobs.batch.warm"])
    return context


def _begin(end: Connection, scratch: str) -> None:
    """Prepare a worker: signals are for the parent, which ends it, and so does its death."""
    tempfile.tempdir = scratch
    for name in ("SIGINT", "SIGHUP"):  # these reach the whole process group
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(end,), daemon=True).start()


def _end_with(end: Connection) -> None:
    try:
        end.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
