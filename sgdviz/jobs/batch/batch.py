"""`batch`: many animations in parallel, of which those whose outputs are whole are skipped."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.checks import flag, path_text, shown, whole
from sgdviz.errors import InputError, SgdvizError
from sgdviz.jobs.batch.command import command_of
from sgdviz.jobs.batch.fingerprint import Fingerprints
from sgdviz.jobs.batch.inputs import Inputs
from sgdviz.jobs.batch.ledger import Ledger
from sgdviz.jobs.batch.local import LocalPool, cores
from sgdviz.jobs.batch.places import SCRATCH, Places, remove_temporary
from sgdviz.jobs.batch.plan import Planner, chosen
from sgdviz.jobs.batch.read import read_jobs
from sgdviz.jobs.batch.result import JobResult, OutputFile
from sgdviz.jobs.batch.run import run
from sgdviz.jobs.batch.store import store
from sgdviz.jobs.batch.task import Task

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from sgdviz.jobs.batch.fingerprint import Fingerprint
    from sgdviz.jobs.batch.job import Job
    from sgdviz.jobs.batch.ledger import Entry
    from sgdviz.jobs.batch.plan import Planned
    from sgdviz.jobs.batch.read import Jobs, ReadJobs
    from sgdviz.jobs.batch.result import Status

MOST_WORKERS = 1024
IN_FLIGHT = 2
"""Jobs with an executor for each of its workers: while one is made, the next waits beside it."""


class Batch:
    """The jobs of a file and the folder of their outputs; `only` chooses jobs by patterns of names and outputs.

    Raises `InputError`, as `JobsError` with all faults of the jobs.
    """

    def __init__(
        self,
        jobs: Jobs,
        output_dir: str | os.PathLike[str] = ".",
        *,
        only: Sequence[str] | str = (),
        allow_code: bool = False,
        force: bool = False,
        verify: bool = False,
    ) -> None:
        self.folder = Path(path_text("output dir", output_dir)).absolute()
        self._read: ReadJobs = read_jobs(jobs, self.folder, allow_code=flag("allow code", allow_code))
        patterns = (only,) if isinstance(only, str) else tuple(only)
        self.jobs: list[Job] = chosen(self._read.jobs, patterns)
        """The jobs that are chosen, in the order of the file."""
        if not self.jobs:
            raise InputError(f"no job is called {', '.join(map(repr, patterns))}; --dry-run lists them all")
        self._force, self._verify = flag("force", force), flag("verify", verify)
        self._fingerprints = Fingerprints()

    def plan(self, *, on_wait: Callable[[], object] | None = None) -> Iterator[Planned]:
        """Yield of each job why it would be made, or that it is whole. Nothing is written."""
        with Ledger(self.folder, on_wait=on_wait, read_only=True) as ledger:
            yield from map(self._planner(ledger).planned, self.jobs)

    def run(
        self,
        executor: Executor | None = None,
        *,
        workers: int | None = None,
        in_flight: int | None = None,
        fail_fast: bool = False,
        on_wait: Callable[[], object] | None = None,
    ) -> Iterator[JobResult]:
        """Yield the results of the jobs: of those that are whole in their order, of the others as they are finished.

        See `batch` for the arguments. `on_wait` is called where another call is at work in the output folder.
        """
        with ExitStack() as stack:
            ledger = stack.enter_context(Ledger(self.folder, on_wait=on_wait))
            call = _Call(self, ledger)
            scratch = self.folder / SCRATCH
            stack.callback(shutil.rmtree, scratch, ignore_errors=True)
            shutil.rmtree(scratch, ignore_errors=True)
            planner = self._planner(ledger)
            missing: list[Planned] = []
            for planned in map(planner.planned, self.jobs):
                if planned.reason:
                    missing.append(planned)
                else:
                    yield call.whole(planned)
            if not missing:
                return
            remove_temporary(call.places, {output for planned in missing for output in planned.job.outputs})
            renew = None
            if executor is None:
                workers = workers or min(cores(), len(missing))
                scratch.mkdir()
                renew = stack.enter_context(LocalPool(workers, scratch)).renew
                executor = renew()
                in_flight = in_flight or IN_FLIGHT * workers
            in_flight = in_flight or IN_FLIGHT * _workers_of(executor)
            for result in call.made(missing, executor, in_flight, renew):
                yield result
                if fail_fast and result.status == "failed":
                    return

    def _planner(self, ledger: Ledger) -> Planner:
        inputs = Inputs(self._read.folder, ledger)
        places = Places(self.folder)
        return Planner(ledger, inputs, places, self._fingerprints, verify=self._verify, force=self._force)

    def result(self, planned: Planned, status: Status, entry: Entry | None, failed: str = "") -> JobResult:
        """Return the result of a job, with what is known of it."""
        job = planned.job
        files = tuple(OutputFile(*file[:3]) for file in entry.files) if entry else ()
        return JobResult(
            job.name,
            job.settings,
            files,
            status,
            failed or planned.reason,
            entry.seconds if entry else 0.0,
            entry.final_cost if entry else None,
            entry.frames if entry else 0,
            command_of(job, self._read.file or None),
            entry.notes if entry else (),
            entry.still if entry else b"",
        )

    @property
    def input_folder(self) -> Path:
        """The folder of relative inputs."""
        return self._read.folder

    @property
    def fingerprints(self) -> Fingerprints:
        """The fingerprints of the jobs."""
        return self._fingerprints


class _Call:
    """One call of a batch: what it makes goes to the outputs and into the ledger, and is counted for the gallery."""

    def __init__(self, batch: Batch, ledger: Ledger) -> None:
        self._batch, self._ledger = batch, ledger
        self.places = Places(batch.folder)
        self._inputs = Inputs(batch.input_folder, ledger)
        self._refused: list[JobResult] = []

    def whole(self, planned: Planned) -> JobResult:
        """Return the result of a job whose outputs are whole."""
        return self._batch.result(planned, "whole", planned.entry)

    def made(
        self,
        missing: Sequence[Planned],
        executor: Executor,
        in_flight: int,
        renew: Callable[[], Executor] | None,
    ) -> Iterator[JobResult]:
        """Make the jobs that are `missing`, and yield their results as they are finished."""
        for mark, made in run(self._tasks(missing), executor, in_flight, renew):
            yield from self._drained()
            planned, fingerprint = mark
            if made.failed:
                yield self._batch.result(planned, "failed", None, made.failed)
                continue
            try:
                entry = store(planned.job, made, fingerprint, self._ledger, self.places)
            except SgdvizError as error:
                yield self._batch.result(planned, "failed", None, str(error))
            else:
                yield self._batch.result(planned, "made", entry)
        yield from self._drained()

    def _tasks(self, missing: Sequence[Planned]) -> Iterator[tuple[_Mark, Task]]:
        """Yield the task of each job, and its fingerprint, which is that of the very bytes that travel with it."""
        for planned in missing:
            job = planned.job
            try:
                for output in job.outputs:
                    self.places.path(output)
                runs_code = job.recipe.kind in ("script", "article")
                files = {} if runs_code else {name: self._inputs.read(name) for name in job.files()}
                others = [name for name in job.inputs() if name not in files]
                hashes = {name: sha256 for name, (_, sha256) in files.items()}
                hashes |= {name: self._inputs.hash(name) for name in others}
            except SgdvizError as error:
                self._refused.append(self._batch.result(planned, "failed", None, str(error)))
                continue
            task = Task(
                job.name,
                job.recipe.kind,
                job.settings,
                job.outputs,
                {name: data for name, (data, _) in files.items()},
                str(self._batch.input_folder),
            )
            yield _Mark(planned, self._batch.fingerprints.of(job, hashes)), task

    def _drained(self) -> Iterator[JobResult]:
        """Yield the results of jobs that could not be begun."""
        while self._refused:
            yield self._refused.pop(0)


class _Mark(NamedTuple):
    """What is kept of a task while it is made."""

    planned: Planned
    fingerprint: Fingerprint


def _workers_of(executor: Executor) -> int:
    """Return the number of workers of an executor, or of the cores here where it does not say."""
    number = getattr(executor, "_max_workers", None)
    return number if isinstance(number, int) and number > 0 else cores()


def batch(
    jobs: Jobs,
    executor: Executor | None = None,
    *,
    output_dir: str | os.PathLike[str] = ".",
    only: Sequence[str] | str = (),
    force: bool = False,
    verify: bool = False,
    fail_fast: bool = False,
    allow_code: bool = False,
    workers: int | None = None,
    in_flight: int | None = None,
) -> Iterator[JobResult]:
    """Make many animations, and yield the result of each job as it is finished.

    `jobs` is the path of a job file, or a list of tables with the same keys::

        for result in sgdviz.batch([{"lesson": "line", "matrix": {"seed": [0, 1, 2]}}], output_dir="out"):
            print(result.name, result.status, result.reason)

    The jobs are checked at once, and begin with the first result that is asked for. Jobs whose outputs below
    `output_dir` are whole are not made again: their inputs, their options and the version of sgdviz are as they were,
    and the outputs have the size and the time of change that were noted; with `verify` the hash. `force` makes all.
    `only` chooses jobs whose name or output matches a pattern, as in "sweep-*". A job that fails is a result, and does
    not stop the others; with `fail_fast` it does. Scripts and articles need `allow_code`.

    `executor` is any `concurrent.futures.Executor`, by default a pool with a process for each core, or with `workers`
    processes. `in_flight` is the largest number of jobs that are with it at a time, by default two for each worker.
    Outputs are written by this process alone. Raises `InputError`, for jobs as `JobsError`, whose `faults` are all that
    were found; and while jobs are made `OutputError` for a folder that cannot be written, and `DrawingError` for an
    executor that broke.
    """
    prepared = Batch(jobs, output_dir, only=only, allow_code=allow_code, force=force, verify=verify)
    if executor is not None and not hasattr(executor, "submit"):
        raise InputError(f"executor is {shown(executor)}; give a concurrent.futures.Executor")
    if executor is not None and workers is not None:
        raise InputError("executor and workers were given; the executor has workers of its own, so give one of them")
    if workers is not None:
        workers = whole("workers", workers, least=1, most=MOST_WORKERS)
    if in_flight is not None:
        in_flight = whole("in flight", in_flight, least=1)
    return prepared.run(executor, workers=workers, in_flight=in_flight, fail_fast=flag("fail fast", fail_fast))
