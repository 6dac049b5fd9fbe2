"""From cues to packets, in one process or in several, with the same packets either way.

Cues are cut into stretches. A stretch depends on nothing but the frame before it, so each can be drawn and encoded by
another process; the packets are handed on in order. An encoder leaves nothing over at the end of a stretch, so the cut
must not depend on how many processes there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from sgdviz.errors import DrawingError, SgdvizError
from sgdviz.exporters import Film
from sgdviz.rendering import renderer_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

    from sgdviz.exporters import Format
    from sgdviz.pacing import Cue
    from sgdviz.recording import Recording
    from sgdviz.recording.comparison import Comparison
    from sgdviz.rendering import Renderer
    from sgdviz.scene import Scene

STRETCH = 50
"""Frames in a stretch: few enough to share a short film fairly, enough that what a cut costs is small."""

WORTH_FORKING, WORTH_SPAWNING = 100, 2000
"""Frames from which on more processes pay: a fork takes milliseconds, a spawned process imports everything again."""

AHEAD = 4
"""Stretches that a process may be ahead before it has to wait."""

Packets = tuple[Any, ...]
"""What each output gets for one frame."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a process needs to draw and encode any stretch of a film."""

    scene: Scene
    recording: Recording | Comparison
    cues: tuple[Cue, ...]
    film: Film
    formats: tuple[Format, ...]

    @property
    def stretches(self) -> range:
        """The index of the first cue of each stretch."""
        return range(0, len(self.cues), STRETCH)


def film_of(renderer: Renderer, cues: tuple[Cue, ...], plays: int) -> Film:
    """Return what exporters are told of the film that `renderer` draws of `cues`."""
    return Film(
        width=renderer.width,
        height=renderer.height,
        frames=len(cues),
        shortest=min(cue.seconds for cue in cues),
        plays=plays,
        unit=renderer.unit,
        background=renderer.background,
        inks=renderer.inks,
        transparent=renderer.transparent,
        areas=any(panel.moves_areas for panel in renderer.panels),
    )


def default_workers(frames: int) -> int:
    """Return how many processes make a film of `frames` fastest here; 1 stands for this very process."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    worth = WORTH_FORKING if _context().get_start_method() == "fork" else WORTH_SPAWNING
    return max(1, min(cores, -(-frames // STRETCH), 16)) if frames >= worth else 1


def packets(job: Job, workers: int) -> Generator[Packets]:
    """Yield the packets of each cue in order, made by `workers` processes; 1 makes them in this one.

    Raises `DrawingError` when a process ends before its work does. However it ends, no process is left behind.
    """
    workers = min(workers, len(job.stretches))
    if workers == 1:
        yield from _made(job, job.stretches)
    else:
        for stretch in _gathered(job, workers):
            yield from stretch


def _made(job: Job, stretches: range) -> Iterator[Packets]:
    """Yield the packets of `stretches`, which go forward."""
    encoders = [kind.load().encoder(job.film) for kind in job.formats]
    lead = 0 if stretches.step == STRETCH else 1  # the frame before each, unless this process has just made it
    shown = [job.cues[max(start - lead, 0) : start + STRETCH] for start in stretches]
    frames = renderer_of(job.scene, job.recording).frames(cue for cues in shown for cue in cues)
    for start in stretches:
        if lead and start:
            before = next(frames)
            for encoder in encoders:
                encoder.begin(before)
        last = min(start + STRETCH, len(job.cues)) - 1
        for number in range(start, last + 1):
            frame = next(frames)
            yield tuple(encoder.encode(frame, last=number == last) for encoder in encoders)


def _gathered(job: Job, workers: int) -> Iterator[list[Packets]]:
    """Yield the packets of each stretch in order, each stretch made by one of `workers` processes in turn."""
    context = _context()
    team: list[_Worker] = []
    try:
        for number in range(workers):
            with _undisturbed():
                team.append(_Worker(context, job, job.stretches[number::workers], [worker.end for worker in team]))
        for number in range(len(job.stretches)):
            worker = team[number % workers]
            while not worker.done:
                # Whoever is ahead is heard as well, so that it can go on, but not so long that memory fills up.
                heard = [other for other in team if other.missing and len(other.done) < AHEAD]
                ready = wait([other.end for other in heard])
                for other in heard:
                    if other.end in ready:
                        other.receive()
            yield worker.done.popleft()
    finally:
        for worker in team:
            worker.stop()


class _Worker:
    """A process that makes stretches of a film, and what it has made and nobody has taken."""

    def __init__(self, context: BaseContext, job: Job, stretches: range, others: list[Connection]) -> None:
        self.done: deque[list[Packets]] = deque()
        self.missing = len(stretches)
        self.end, theirs = context.Pipe(duplex=False)
        # A forked process has our ends of all pipes too; while it keeps them open, nobody would notice our death.
        inherited = [*others, self.end] if context.get_start_method() == "fork" else []
        self._process = context.Process(target=_work, args=(job, stretches, theirs, inherited), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()

    def receive(self) -> None:
        """Take in the next stretch; raise what the process raised, or that it has died."""
        try:
            said = self.end.recv()
        except EOFError:
            self._process.join()
            code = self._process.exitcode or 0
            how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            raise DrawingError(
                f"a drawing process ended before its work was done ({how}); try again with fewer workers"
            ) from None
        if isinstance(said, BaseException):
            raise said
        self.done.append(said)
        self.missing -= 1

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.end.close()


def _work(job: Job, stretches: range, end: Connection, inherited: list[Connection]) -> None:
    """Send the packets of each stretch, or what went wrong, to the process that gathers them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent takes everything down
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _hold_signals(False)
    for other in inherited:
        other.close()
    try:
        made = _made(job, stretches)
        for start in stretches:
            end.send(list(islice(made, len(job.cues[start : start + STRETCH]))))
    except BrokenPipeError:
        pass  # the parent has gone
    except SgdvizError as error:
        end.send(error)
    except MemoryError:
        end.send(DrawingError("there is not enough memory to draw; try a smaller size, or fewer workers"))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C and a kill wait until the block is over: a process that is half made could not be taken down."""
    _hold_signals(True)
    try:
        yield
    finally:
        _hold_signals(False)


def _hold_signals(hold: bool) -> None:  # noqa: FBT001 - on or off
    if hasattr(signal, "pthread_sigmask"):  # there is none on Windows
        signal.pthread_sigmask(signal.SIG_BLOCK if hold else signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


def _context() -> BaseContext:
    """Return how to start a process: by a fork where that is safe, and fast; elsewhere a new one."""
    return multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")
