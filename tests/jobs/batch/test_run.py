"""Running tasks on executors: a bounded number in flight, and lost workers."""

from __future__ import annotations

import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

import pytest
from batch_helpers import TINY

import sgdviz
from sgdviz.jobs.batch.run import MOST_TRIES, run
from sgdviz.jobs.batch.task import Made, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Fragile(Executor):
    """An executor that makes nothing, and is broken for good by a task whose name is in `deadly`."""

    def __init__(self, deadly: set[str], submitted: list[list[str]]) -> None:
        self.deadly, self.flying = deadly, submitted
        self.waiting: list[tuple[str, Future[Any]]] = []
        submitted.append([])

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:  # noqa: ARG002
        (task,) = arguments
        self.flying[-1].append(task.name)
        future: Future[Any] = Future()
        self.waiting.append((task.name, future))
        if task.name in self.deadly:
            for _, other in self.waiting:
                other.set_exception(BrokenProcessPool("a worker died"))
        elif len(self.waiting) == 3:
            self.finish()
        else:
            threading.Timer(0.05, self.finish).start()
        return future

    def finish(self) -> None:
        for name, future in self.waiting:
            if not future.done():
                future.set_result(Made({name: b"done"}))


def tasks(*names: str) -> Iterator[tuple[str, Task]]:
    """Yield a task of each name, marked with it."""
    for name in names:
        yield name, Task(name, "lesson", TINY, (f"{name}.gif",))


def test_a_bounded_number_is_in_flight() -> None:
    """No more tasks are taken than may fly, and all are made."""
    taken: list[str] = []
    most = 0

    def counted() -> Iterator[tuple[str, Task]]:
        for name, task in tasks(*(f"job{number}" for number in range(7))):
            taken.append(name)
            yield name, task

    with ThreadPoolExecutor(2) as pool:
        done = []
        for name, made in run(counted(), pool, in_flight=3):
            done.append(name)
            most = max(most, len(taken) - len(done) + 1)
            assert made.outputs[f"{name}.gif"][:6] == b"GIF89a"
    assert sorted(done) == sorted(taken)
    assert len(done) == 7
    assert most == 3


def test_a_task_that_kills_its_workers_fails_alone() -> None:
    """The tasks that were lost with it are made again one at a time, and it is given up after some tries."""
    submitted: list[list[str]] = []
    first = Fragile({"b"}, submitted)
    made = dict(run(tasks("a", "b", "c", "d", "e"), first, 3, renew=lambda: Fragile({"b"}, submitted)))
    assert [name for name, each in made.items() if each.failed] == ["b"]
    assert made["b"].failed == f"its process ended {MOST_TRIES} times before its work was done"
    assert sum(names.count("b") for names in submitted) == MOST_TRIES
    assert all(each.outputs == {name: b"done"} for name, each in made.items() if name != "b")


def test_an_executor_of_the_callers_that_breaks_is_an_error() -> None:
    """It cannot be renewed: the error says that the rest is made by another call."""
    with pytest.raises(
        sgdviz.DrawingError, match=r"the executor ended before the jobs did .*; call again, and the rest"
    ):
        list(run(tasks("a", "b"), Fragile({"b"}, []), 3))


def test_an_error_of_the_executor_is_one_jobs_failure() -> None:
    """What a cluster raises for one task is its reason."""

    class Refusing(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:  # noqa: ARG002
            future: Future[Any] = Future()
            future.set_exception(KeyError("no such worker"))
            return future

    ((name, made),) = run(tasks("a"), Refusing(1), 3)
    assert (name, made.failed) == ("a", "KeyError: 'no such worker'")
