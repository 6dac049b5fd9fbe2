"""Running tasks on an executor: a bounded number in flight, and lost workers survived.

This code knows only `concurrent.futures.Executor`.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, wait
from typing import TYPE_CHECKING, TypeVar

from sgdviz.errors import DrawingError
from sgdviz.jobs.batch.make import make
from sgdviz.jobs.batch.task import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from sgdviz.jobs.batch.task import Task

_Mark = TypeVar("_Mark")

MOST_TRIES = 3
"""How often a job is begun whose worker is lost."""


def run(
    tasks: Iterable[tuple[_Mark, Task]],
    executor: Executor,
    in_flight: int,
    renew: Callable[[], Executor] | None = None,
) -> Iterator[tuple[_Mark, Made]]:
    """Yield what is made of each task as it is finished, with the caller's mark of the task.

    At most `in_flight` tasks are with the executor, and the next is taken from `tasks` only then. Where a worker dies,
    `renew` returns a new executor, and the tasks that were with the old one are tried again one at a time, so that a
    task which kills its workers fails alone. Raises `DrawingError` for a broken executor that cannot be renewed.
    """
    waiting = iter(tasks)
    lost: deque[tuple[_Mark, Task, int]] = deque()
    flying: dict[Future[Made], tuple[_Mark, Task, int]] = {}
    while True:
        executor = _fill(executor, waiting, flying, lost, in_flight, renew)
        if not flying:
            return
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in [each for each in flying if each in done]:  # in the order in which they were begun
            mark, task, tries = flying.pop(future)
            try:
                made = future.result()
            except (BrokenExecutor, CancelledError) as error:
                if renew is None:
                    raise DrawingError(_broken(error)) from None
                if tries < MOST_TRIES:
                    lost.append((mark, task, tries + 1))
                    continue
                made = Made(failed=f"its process ended {MOST_TRIES} times before its work was done")
            except Exception as error:  # noqa: BLE001 - an executor may have any errors of its own
                made = Made(failed=" ".join(f"{type(error).__name__}: {error}".split()))
            yield mark, made


def _fill(
    executor: Executor,
    waiting: Iterator[tuple[_Mark, Task]],
    flying: dict[Future[Made], tuple[_Mark, Task, int]],
    lost: deque[tuple[_Mark, Task, int]],
    in_flight: int,
    renew: Callable[[], Executor] | None,
) -> Executor:
    """Submit as many tasks as may fly, and return the executor, which may be a new one."""
    if lost:
        if flying:  # those are lost as well, or will be done soon
            return executor
        assert renew is not None
        executor = renew()
        mark, task, tries = lost.popleft()
        flying[executor.submit(make, task)] = mark, task, tries
        return executor
    while len(flying) < in_flight:
        following = next(waiting, None)
        if following is None:
            break
        mark, task = following
        try:
            flying[executor.submit(make, task)] = mark, task, 1
        except BrokenExecutor as error:
            if renew is None:
                raise DrawingError(_broken(error)) from None
            lost.append((mark, task, 1))
            return executor if flying else _fill(executor, waiting, flying, lost, in_flight, renew)
    return executor


def _broken(error: BaseException) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"the executor ended before the jobs did ({what}); call again, and the rest is made"
