"""Workers: the same packets from any number of processes, bounded work ahead, and no process left behind."""

from __future__ import annotations

import gc
import multiprocessing
import os
import select
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from helpers import job_of

import sgdviz
from sgdviz import DrawingError, InputError, Recording
from sgdviz.export import workers
from sgdviz.export.save import FOLDER, FORMATS
from sgdviz.export.workers import CHUNK, Job, Packets, default_workers, packets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from pathlib import Path
    from types import FrameType

SMALL: dict[str, Any] = {"size": (400, 200)}


@pytest.mark.parametrize("count", [2, *(pytest.param(count, marks=pytest.mark.slow) for count in (3, 7, 20))])
def test_any_number_of_processes_gives_the_same_bytes(run: Recording, tmp_path: Path, count: int) -> None:
    """A GIF and a folder are the same from one process and from several, also from more than there are chunks."""
    animation = sgdviz.animate(run, **SMALL)
    animation.save(tmp_path / "a.gif", f"{tmp_path}/a/", workers=1)
    calls: list[int] = []
    animation.save(tmp_path / "b.gif", f"{tmp_path}/b/", workers=count, on_frame=lambda: calls.append(1))
    assert (tmp_path / "b.gif").read_bytes() == (tmp_path / "a.gif").read_bytes()
    assert len(calls) == 301
    for file in (tmp_path / "a").iterdir():
        assert (tmp_path / "b" / file.name).read_bytes() == file.read_bytes()
    assert multiprocessing.active_children() == []


def test_the_packets_of_a_job_are_those_of_its_encoders(short_run: Recording) -> None:
    """A packet has a part for each format, in the order of the formats."""
    job = job_of(sgdviz.animate(short_run, **SMALL))
    both = Job(job.chapters, job.film, (FORMATS[FOLDER], FORMATS[".gif"]))
    pairs = list(packets(both, 1))
    assert len(pairs) == 13
    assert [gif for _, gif in pairs] == [gif for (gif,) in packets(job, 1)]
    assert all(png.startswith(b"\x89PNG") for png, _ in pairs)


def test_chunks_cover_all_cues(run: Recording) -> None:
    """A chunk begins every `CHUNK` cues, whatever the number of processes."""
    assert list(job_of(sgdviz.animate(run)).chunks) == list(range(0, 301, CHUNK))
    assert list(job_of(sgdviz.animate(run, frames=2)).chunks) == [0]


@pytest.mark.slow
def test_a_reader_that_waits_stops_the_workers(run: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker is at most `AHEAD` chunks and what its pipe holds ahead of the chunk that the reader waits for.

    The worker of the first chunk waits until the other worker can go no further, so that the reader cannot take
    anything before. A chunk is larger than a pipe. Chunks finished by the other worker are counted in shared memory.
    """
    monkeypatch.setattr(workers, "CHUNK", 5)
    real = workers._encoded
    finished = multiprocessing.get_context("fork").Value("i", 0)

    def stands_still() -> int:
        """Wait until no more chunks are finished and return their number."""
        count, since = -1, time.monotonic()
        while time.monotonic() - since < 0.4:
            if finished.value != count:
                count, since = finished.value, time.monotonic()
            time.sleep(0.01)
        return count

    def encoded(job: Job, chunks: range) -> Iterator[Packets]:
        for number, frame in enumerate(real(job, chunks), start=1):
            if chunks.start == 0 and number == 1:
                stands_still()
            if chunks.start and number % 5 == 0:
                finished.value += 1
            yield frame

    monkeypatch.setattr(workers, "_encoded", encoded)
    job = job_of(sgdviz.animate(run), FOLDER)
    frames = packets(job, 2)
    first = next(frames)
    assert len(first[0]) * 5 > 65_536
    assert stands_still() <= 10  # of 30: those that are received ahead, and one that fills the pipe
    assert [first, *frames] == list(real(job, job.chunks))
    assert finished.value == 30


def test_leaving_early_leaves_no_process(run: Recording) -> None:
    """A reader that closes the packets ends all processes in the middle of their work."""
    made = packets(job_of(sgdviz.animate(run, scale=2)), 2)
    next(made)
    assert multiprocessing.active_children() != []
    made.close()
    assert multiprocessing.active_children() == []


def test_no_process_is_started_without_work(run: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twenty processes for a film of two chunks, two are started."""
    started: list[range] = []

    class Counted(workers._Worker):
        def __init__(self, context: BaseContext, job: Job, chunks: range, others: list[Connection]) -> None:
            started.append(chunks)
            super().__init__(context, job, chunks, others)

    monkeypatch.setattr(workers, "_Worker", Counted)
    job = job_of(sgdviz.animate(run, frames=CHUNK + 1, **SMALL))
    assert len([*packets(job, 20)]) == CHUNK + 1
    assert [list(chunks) for chunks in started] == [[0], [CHUNK]]


@pytest.fixture
def doomed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException | int]]:
    """A list of one: the error that a drawing process raises in its second chunk, or the signal that kills it."""
    fates: list[BaseException | int] = []
    real = workers._encoded

    def encoded(job: Job, chunks: range) -> Iterator[Packets]:
        for number, frame in enumerate(real(job, chunks)):
            if number == CHUNK + 1 and chunks.start == CHUNK:
                if isinstance(fates[0], int):
                    os.kill(os.getpid(), fates[0])
                else:
                    raise fates[0]
            yield frame

    monkeypatch.setattr(workers, "_encoded", encoded)
    yield fates
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        (
            signal.SIGKILL,
            "ended before its work was done (killed by SIGKILL); try again with fewer workers",
        ),
        (SystemExit(3), "(exit code 3)"),
        (MemoryError(), "not enough memory to draw"),
        (InputError("the error of a panel"), "the error of a panel"),
    ],
)
def test_a_process_that_fails_ends_the_others(
    run: Recording,
    tmp_path: Path,
    doomed: list[BaseException | int],
    fate: BaseException | int,
    said: str,
) -> None:
    """The error says how the process ended; the old file stays and nothing is half-written."""
    doomed.append(fate)
    (tmp_path / "a.gif").write_text("old")
    with pytest.raises(InputError if isinstance(fate, InputError) else DrawingError) as caught:
        sgdviz.animate(run, **SMALL).save(tmp_path / "a.gif", f"{tmp_path}/f/", workers=2)
    assert said in str(caught.value)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.gif"]
    assert (tmp_path / "a.gif").read_text() == "old"


@contextmanager
def handler_of(number: signal.Signals, handler: Callable[[int, FrameType | None], Any]) -> Iterator[None]:
    """Handle a signal in the block, also where the tests were started with the signal ignored."""
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def test_ctrl_c_does_not_end_a_worker(run: Recording, tmp_path: Path, doomed: list[BaseException | int]) -> None:
    """A worker that receives SIGINT, as the whole process group does, goes on; ending it is the parent's task."""
    animation = sgdviz.animate(run, **SMALL)
    animation.save(tmp_path / "a.gif", workers=1)
    doomed.append(signal.SIGINT)
    with handler_of(signal.SIGINT, signal.default_int_handler):
        animation.save(tmp_path / "b.gif", workers=2)
    assert (tmp_path / "b.gif").read_bytes() == (tmp_path / "a.gif").read_bytes()


def test_a_worker_does_not_take_the_signals_of_its_parent_for_its_own(
    run: Recording, tmp_path: Path, doomed: list[BaseException | int]
) -> None:
    """SIGTERM kills a worker at once, although the parent handles it, and holds it back while a worker starts."""
    doomed.append(signal.SIGTERM)
    with (
        handler_of(signal.SIGTERM, lambda *_: None),
        pytest.raises(DrawingError, match="killed by SIGTERM"),
    ):
        sgdviz.animate(run, **SMALL).save(tmp_path / "a.gif", workers=2)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no masks of signals")
def test_signals_that_the_caller_holds_back_stay_so(run: Recording, tmp_path: Path) -> None:
    """After an export the mask of signals is that of before, and a signal that was held back has not come."""
    held, came = {signal.SIGTERM, signal.SIGUSR1}, []
    with handler_of(signal.SIGTERM, lambda *_: came.append(multiprocessing.current_process().name)):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
        try:
            signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
            sgdviz.animate(run, **SMALL).save(tmp_path / "a.gif", workers=2)
            after = signal.pthread_sigmask(signal.SIG_BLOCK, ())
            assert (after, came) == (before | held, [])
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert came == ["MainProcess"]


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the ends of foreign processes are seen on Linux only")
@pytest.mark.parametrize("stopped", [0, 1])
def test_workers_end_when_their_parent_is_killed(run: Recording, monkeypatch: pytest.MonkeyPatch, stopped: int) -> None:
    """A worker that sends to a parent that is gone ends, also while the other worker is stopped.

    So no worker holds its own pipe open for reading, or that of the other.
    """
    monkeypatch.setattr(workers, "CHUNK", 5)
    job = job_of(sgdviz.animate(run), FOLDER)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def draw() -> None:
        made = packets(job, 2)
        assert len(next(made)[0]) * 5 > 65_536  # a chunk is larger than a pipe, so the workers wait for a reader
        theirs.send(sorted(child.pid or 0 for child in multiprocessing.active_children()))
        signal.pause()

    parent = context.Process(target=draw)
    parent.start()
    children: list[int] = ours.recv()
    ends = [os.pidfd_open(child) for child in children]  # readable when the process has ended
    os.kill(children[stopped], signal.SIGSTOP)
    parent.kill()
    parent.join()
    first = select.select([ends[1 - stopped]], [], [], 60)[0]
    os.kill(children[stopped], signal.SIGCONT)
    second = select.select([ends[stopped]], [], [], 60)[0]
    for child, end, has_ended in zip((children[1 - stopped], children[stopped]), ends, (first, second), strict=True):
        if not has_ended:
            os.kill(child, signal.SIGKILL)
        os.close(end)
    assert (len(children), bool(first), bool(second)) == (2, True, True)


@pytest.mark.slow
def test_a_spawned_process_makes_the_same_packets(
    run: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no fork, the layout is sent to the processes."""
    monkeypatch.setattr(workers, "_context", lambda: multiprocessing.get_context("spawn"))
    animation = sgdviz.animate(run, every=3, **SMALL)
    animation.save(tmp_path / "a.gif", workers=1)
    animation.save(tmp_path / "b.gif", workers=2)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()


def test_the_default_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short film is made in one process, a long one in at most one for each core and chunk, and 16."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    assert [default_workers(frames) for frames in (1, 99, 100, 150, 10_000)] == [1, 1, 2, 3, 4]
    monkeypatch.setattr(workers, "_context", lambda: multiprocessing.get_context("spawn"))
    assert [default_workers(frames) for frames in (301, 10_000)] == [1, 4]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert default_workers(10_000) == 16


def saved_size(recording: Recording, path: str) -> int:
    """Save an animation that more processes would draw faster, and return its bytes."""
    (output,) = sgdviz.animate(recording, **SMALL).save(path, workers=2)
    return output.bytes


def test_a_process_that_may_have_none_draws_by_itself(run: Recording, tmp_path: Path) -> None:
    """A process of `multiprocessing.Pool` is daemonic; its file has the same bytes."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        size = pool.apply(saved_size, (run, f"{tmp_path}/a.gif"))
    assert saved_size(run, f"{tmp_path}/b.gif") == size
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()


def test_a_thread_draws_with_processes_as_well(run: Recording, tmp_path: Path) -> None:
    """`save` in a thread that is not the main one makes the same file, and leaves no process."""
    sizes: list[int] = []
    thread = threading.Thread(target=lambda: sizes.append(saved_size(run, f"{tmp_path}/a.gif")))
    thread.start()
    thread.join()
    assert sizes == [saved_size(run, f"{tmp_path}/b.gif")]
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_in_the_middle_of_a_message_is_a_drawing_error() -> None:
    """A message that is cut is read as the death of its process, which it is."""
    context = multiprocessing.get_context("fork")

    def send_half(*_: object) -> None:
        os.write(end.fileno(), b"\0\0\1\0half")
        os.kill(os.getpid(), signal.SIGKILL)

    reader, end = context.Pipe(duplex=False)
    process = context.Process(target=send_half)
    process.start()
    end.close()
    worker = object.__new__(workers._Worker)
    worker.end, worker._process = reader, process
    with pytest.raises(DrawingError, match="killed by SIGKILL"):
        worker.receive()
    worker.stop()


class Watched:
    """An object in a circle, which notes the process that cleans it up."""

    def __init__(self, notes: Path) -> None:
        self.itself = self
        self._notes = notes

    def __del__(self) -> None:
        with self._notes.open("a") as file:
            file.write(f"{os.getpid()}\n")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")
def test_a_worker_cleans_up_nothing_of_its_parent(
    run: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a worker inherits is not its own: a codec that it cleans up would wait for threads that it has not."""
    notes = tmp_path / "notes"
    encoded = workers._encoded

    def collecting(job: Job, chunks: range) -> Iterator[Packets]:
        gc.collect()
        yield from encoded(job, chunks)

    monkeypatch.setattr(workers, "_encoded", collecting)
    gc.collect()
    gc.disable()
    try:
        for _ in range(50):
            Watched(notes)
        sgdviz.animate(run, **SMALL).save(tmp_path / "a.gif", workers=2)
        cleaned_by = set(notes.read_text().split()) if notes.exists() else set()
    finally:
        gc.enable()
        gc.collect()
    assert cleaned_by <= {str(os.getpid())}
    assert notes.read_text().split() == [str(os.getpid())] * 50
