"""Making the jobs that are missing: their inputs go to the executor with them, and what comes back is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.errors import SgdvizError
from sgdviz.jobs.batch.run import run
from sgdviz.jobs.batch.store import store
from sgdviz.jobs.batch.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

    from sgdviz.jobs.batch.fingerprint import Fingerprint, Fingerprints
    from sgdviz.jobs.batch.inputs import Inputs
    from sgdviz.jobs.batch.job import Job
    from sgdviz.jobs.batch.ledger import Entry, Ledger
    from sgdviz.jobs.batch.places import Places
    from sgdviz.jobs.batch.plan import Planned


class Outcome(NamedTuple):
    """What became of a job: what is noted of it, or why it failed."""

    planned: Planned
    entry: Entry | None
    failed: str = ""


class _Mark(NamedTuple):
    """What is kept of a task while it is made."""

    planned: Planned
    fingerprint: Fingerprint


class Maker:
    """Makes jobs, and stores their outputs and what is known of them."""

    def __init__(self, inputs: Inputs, places: Places, ledger: Ledger, fingerprints: Fingerprints) -> None:
        self._inputs, self._places, self._ledger, self._fingerprints = inputs, places, ledger, fingerprints
        self._refused: list[Outcome] = []

    def made(
        self, missing: Iterable[Planned], executor: Executor, in_flight: int, renew: Callable[[], Executor] | None
    ) -> Iterator[Outcome]:
        """Make the jobs that are `missing` (see `run` for the others), and yield what becomes of each."""
        for mark, made in run(self._tasks(missing), executor, in_flight, renew):
            yield from self._drained()
            if made.failed:
                yield Outcome(mark.planned, None, made.failed)
                continue
            try:
                entry = store(mark.planned.job, made, mark.fingerprint, self._ledger, self._places)
            except SgdvizError as error:
                yield Outcome(mark.planned, None, str(error))
            else:
                yield Outcome(mark.planned, entry)
        yield from self._drained()

    def _tasks(self, missing: Iterable[Planned]) -> Iterator[tuple[_Mark, Task]]:
        """Yield the tasks of the jobs that can be begun."""
        for planned in missing:
            try:
                for output in planned.job.outputs:
                    self._places.path(output)
                task, fingerprint = self._task(planned.job)
            except SgdvizError as error:
                self._refused.append(Outcome(planned, None, str(error)))
            else:
                yield _Mark(planned, fingerprint), task

    def _task(self, job: Job) -> tuple[Task, Fingerprint]:
        """Return the task of a job, and the fingerprint of the very bytes that travel with it.

        Scripts and articles read their files themselves, while they run.
        """
        kind = job.recipe.kind
        files = {} if kind in ("script", "article") else {name: self._inputs.read(name) for name in job.files()}
        hashes = {name: sha256 for name, (_, sha256) in files.items()}
        hashes |= {name: self._inputs.hash(name) for name in job.inputs() if name not in files}
        sent = {name: data for name, (data, _) in files.items()}
        task = Task(job.name, kind, job.settings, job.outputs, sent, str(self._inputs.folder))
        return task, self._fingerprints.of(job, hashes)

    def _drained(self) -> Iterator[Outcome]:
        """Yield the jobs that could not be begun."""
        while self._refused:
            yield self._refused.pop(0)
