"""The pipeline: any number of processes, the same bytes, and none left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

import sgdviz
from sgdviz import DrawingError, InputError, Recording, pipeline
from sgdviz.exporters import FORMATS
from sgdviz.rendering import renderer_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SMALL: dict[str, Any] = {"size": (240, 120)}


@pytest.mark.parametrize("workers", [2, 3, 7, 20])
def test_any_number_of_processes_gives_the_same_bytes(run: Recording, tmp_path: Path, workers: int) -> None:
    """For every format, also when there are more processes than work."""
    animation = sgdviz.animate(run, **SMALL)
    alone, together = tmp_path / "a.gif", tmp_path / "b.gif"
    animation.save(alone, workers=1)
    heard: list[int] = []
    animation.save(together, f"{tmp_path}/f/", workers=workers, on_frame=lambda: heard.append(1))
    assert together.read_bytes() == alone.read_bytes()
    assert len(heard) == 301
    animation.save(f"{tmp_path}/g/", workers=1)
    for number in (1, 50, 51, 301):
        name = f"frame_{number:04}.png"
        assert (tmp_path / "f" / name).read_bytes() == (tmp_path / "g" / name).read_bytes()
    assert multiprocessing.active_children() == []


def test_a_slow_reader_does_not_let_the_work_pile_up(run: Recording) -> None:
    """A process that is far ahead waits; nothing is lost."""
    animation = sgdviz.animate(run, every=1, **SMALL)
    made = pipeline.packets(job_of(animation), 2)
    first = next(made)
    assert first[0] is not None
    assert sum(1 for _ in made) == 300


def test_leaving_early_leaves_no_process(run: Recording) -> None:
    """Whoever stops reading takes everything down, in the middle of its work."""
    made = pipeline.packets(job_of(sgdviz.animate(run, scale=2)), 2)
    next(made)
    assert multiprocessing.active_children() != []
    made.close()
    assert multiprocessing.active_children() == []


def job_of(animation: sgdviz.Animation) -> pipeline.Job:
    """Return the work of making a GIF of `animation`."""
    renderer = renderer_of(animation.scene, animation.recording)
    film = pipeline.film_of(renderer, animation.cues, animation.plays)
    formats = (FORMATS[".gif"],)
    return pipeline.Job(animation.scene, animation.recording, animation.cues, film, formats)


@pytest.fixture
def doomed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException | int]]:
    """A list; what stands in it happens to a drawing process in its second stretch."""
    fates: list[BaseException | int] = []
    real = pipeline._made

    def made(job: pipeline.Job, stretches: range) -> Iterator[pipeline.Packets]:
        for number, packets in enumerate(real(job, stretches)):
            if number == pipeline.STRETCH + 1 and stretches.start == pipeline.STRETCH:
                if isinstance(fates[0], int):
                    os.kill(os.getpid(), fates[0])
                else:
                    raise fates[0]
            yield packets

    monkeypatch.setattr(pipeline, "_made", made)
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
        (InputError("what was wrong"), "what was wrong"),
    ],
)
def test_a_process_that_fails_ends_it_all(
    run: Recording,
    tmp_path: Path,
    doomed: list[BaseException | int],
    fate: BaseException | int,
    said: str,
) -> None:
    """A clear error, the old file as it was, nothing half-written."""
    doomed.append(fate)
    (tmp_path / "a.gif").write_text("old")
    with pytest.raises(InputError if isinstance(fate, InputError) else DrawingError) as caught:
        sgdviz.animate(run, **SMALL).save(tmp_path / "a.gif", f"{tmp_path}/f/", workers=2)
    assert said in str(caught.value)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.gif"]
    assert (tmp_path / "a.gif").read_text() == "old"


def test_a_new_process_can_do_the_work_too(run: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no fork, what it needs is sent to it."""
    monkeypatch.setattr(pipeline, "_context", lambda: multiprocessing.get_context("spawn"))
    animation = sgdviz.animate(run, every=3, **SMALL)
    animation.save(tmp_path / "a.gif", workers=1)
    animation.save(tmp_path / "b.gif", workers=2)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()


def test_the_default_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process for a short film, at most one a core for a long one."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    assert [pipeline.default_workers(frames) for frames in (1, 99, 100, 150, 10_000)] == [1, 1, 2, 3, 4]
    monkeypatch.setattr(pipeline, "_context", lambda: multiprocessing.get_context("spawn"))
    assert [pipeline.default_workers(frames) for frames in (301, 10_000)] == [1, 4]


def test_workers_are_counted_in_whole_numbers(short_run: Recording, tmp_path: Path) -> None:
    """At least one."""
    with pytest.raises(InputError, match="workers is 0; give a whole number of at least 1"):
        sgdviz.animate(short_run).save(tmp_path / "a.gif", workers=0)
