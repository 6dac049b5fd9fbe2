"""Encoding a film in one process or in several, with the same packets either way.

The cues are cut into chunks. A chunk depends only on the frame before it, so that any process can draw and encode it;
the packets are passed on in order. The last frame of a chunk completes it, so the cuts must not depend on the number of
processes.

The standard process pool is not used: its workers outlive a parent that is killed, it has no public way to stop a
running chunk before Python 3.14, and it cannot say how a worker died.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.agg import frames_of
from sgdviz.errors import DrawingError, SgdvizError
from sgdviz.held_signals import ending, signals_held

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

    from sgdviz.drawing.layout import Layout
    from sgdviz.export.film import Chapter, Film
    from sgdviz.export.format import Format
    from sgdviz.pacing import Cue

CHUNK = 50
"""Frames of a chunk: few enough to share a short film fairly, enough that the cost of a cut is small."""

WORTH_FORKING, WORTH_SPAWNING = 100, 2000
"""The numbers of frames from which more processes pay: a fork takes milliseconds, a spawned process imports everything
again."""

AHEAD = 4
"""The largest number of finished chunks held for one worker; beyond it the pipe is not read and the worker blocks."""

NO_MEMORY = "there is not enough memory to draw; try a smaller size, or fewer workers"

Packets = tuple[Any, ...]
"""The packets of one frame, one for each output."""


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a process needs to draw and encode any chunk of a film."""

    chapters: tuple[Chapter, ...]
    film: Film
    formats: tuple[Format, ...]

    @property
    def shots(self) -> list[tuple[Layout, Cue]]:
        """Each cue of the film, and the layout that it shows."""
        return [(chapter.layout, cue) for chapter in self.chapters for cue in chapter.cues]

    @property
    def chunks(self) -> range:
        """The index of the first cue of each chunk."""
        return range(0, self.film.frames, CHUNK)

    @property
    def is_parallel(self) -> bool:
        """Whether several processes can encode all formats."""
        return all(kind.parallel for kind in self.formats)


def default_workers(frames: int) -> int:
    """Return the number of processes that makes a film of `frames` fastest here; 1 is this process itself."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    worth = WORTH_FORKING if _context().get_start_method() == "fork" else WORTH_SPAWNING
    return max(1, min(cores, -(-frames // CHUNK), 16)) if frames >= worth else 1


def packets(job: Job, workers: int) -> Generator[Packets]:
    """Yield the packets of each cue in order, made by `workers` processes; 1 makes them in this one.

    A daemonic process, such as one of `multiprocessing.Pool`, may have no processes of its own and draws by itself.
    Raises `DrawingError` when a process cannot be started or ends before its work does, and when memory runs out.
    However it ends, no process is left behind.
    """
    workers = 1 if multiprocessing.current_process().daemon else min(workers, len(job.chunks))
    try:
        if workers == 1:
            yield from _encoded(job, job.chunks)
        else:
            for chunk in _gathered(job, workers):
                yield from chunk
    except MemoryError:
        raise DrawingError(NO_MEMORY) from None


def _encoded(job: Job, chunks: range) -> Iterator[Packets]:
    """Yield the packets of `chunks`, which go forward."""
    encoders = [kind.pixel_exporter().encoder(job.film, kind.settings) for kind in job.formats]
    lead = 0 if chunks.step == CHUNK else 1  # the frame before each chunk, unless this process has just made it
    shots = job.shots
    frames = frames_of(shot for start in chunks for shot in shots[max(start - lead, 0) : start + CHUNK])
    for start in chunks:
        if lead and start:
            before = next(frames)
            for encoder in encoders:
                encoder.begin(before)
        last = min(start + CHUNK, len(shots)) - 1
        for number in range(start, last + 1):
            frame = next(frames)
            yield tuple(encoder.encode(frame, last=number == last) for encoder in encoders)


def _gathered(job: Job, workers: int) -> Iterator[list[Packets]]:
    """Yield the packets of each chunk in order, the chunks made by `workers` processes in turn."""
    context = _context()
    team: list[_Worker] = []
    try:
        for number in range(workers):
            worker = _Worker(context, job, job.chunks[number::workers], [worker.end for worker in team])
            team.append(worker)  # before it is started: a signal between the two would leave it running
            worker.start()
        for number in range(len(job.chunks)):
            worker = team[number % workers]
            while not worker.done:
                # Workers ahead of their turn are received from too, so that they go on, but only up to a limit.
                received = [other for other in team if other.missing and len(other.done) < AHEAD]
                ready = wait([other.end for other in received])
                for other in received:
                    if other.end in ready:
                        other.receive()
            yield worker.done.popleft()
    finally:
        for worker in team:
            worker.stop()


class _Worker:
    """A process that makes chunks of a film, and its finished chunks."""

    def __init__(self, context: BaseContext, job: Job, chunks: range, others: list[Connection]) -> None:
        self.done: deque[list[Packets]] = deque()
        self.missing = len(chunks)
        self.end, self._theirs = context.Pipe(duplex=False)
        # A forked process inherits this process's ends of all pipes; open, they would hide this process's death.
        inherited = [*others, self.end] if context.get_start_method() == "fork" else []
        self._process = context.Process(target=_work, args=(job, chunks, self._theirs, inherited), daemon=True)  # type: ignore[attr-defined]

    def start(self) -> None:
        """Start the process, which handles no signal before it has set how."""
        try:
            with signals_held():
                self._process.start()
        except OSError as error:
            what = f"no drawing process could be started ({error.strerror or error})"
            raise DrawingError(f"{what}; try fewer workers") from None
        finally:
            self._theirs.close()

    def receive(self) -> None:
        """Receive the next chunk; raise the error of the process, or that it has died."""
        try:
            message = self.end.recv()
        except (EOFError, OSError):  # killed between two messages, or in the middle of one
            self._process.join()
            code = self._process.exitcode or 0
            how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            raise DrawingError(
                f"a drawing process ended before its work was done ({how}); try again with fewer workers"
            ) from None
        if isinstance(message, BaseException):
            raise message
        self.done.append(message)
        self.missing -= 1

    def stop(self) -> None:
        """Kill the process, if it was started, and wait for its end."""
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()
        self.end.close()


def _work(job: Job, chunks: range, end: Connection, inherited: list[Connection]) -> None:
    """Send the packets of each chunk, or an error, to the process that gathers them."""
    gc.freeze()  # what a fork copies is not for it to clean up: a codec would wait for threads that are not there
    for name in ("SIGINT", "SIGHUP"):  # these reach the whole process group; the parent stops all workers
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):  # the parent held them back while it started this process
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ending())
    for other in inherited:
        other.close()
    try:
        encoded = _encoded(job, chunks)
        for start in chunks:
            end.send(list(islice(encoded, min(CHUNK, job.film.frames - start))))
    except BrokenPipeError:
        pass  # the parent has died
    except SgdvizError as error:
        end.send(error)
    except MemoryError:
        end.send(DrawingError(NO_MEMORY))
    except Exception as error:  # noqa: BLE001 - a panel of one's own may raise anything
        what = " ".join(f"{type(error).__name__}: {error}".split())
        end.send(DrawingError(f"a panel or a format failed: {what}; draw with workers=1 to see where"))


def _context() -> BaseContext:
    """Return the way to start a process: a fork where that is safe and fast, elsewhere a new process."""
    return multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")
