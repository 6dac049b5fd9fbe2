"""`batch`: many animations in parallel, of which those whose outputs are whole are skipped."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.checks import flag, path_text, shown, whole
from sgdviz.errors import InputError
from sgdviz.jobs.batch.command import Commands
from sgdviz.jobs.batch.fingerprint import Fingerprints
from sgdviz.jobs.batch.inputs import Inputs
from sgdviz.jobs.batch.ledger import Ledger
from sgdviz.jobs.batch.local import LocalPool, check_alone, cores
from sgdviz.jobs.batch.making import Maker
from sgdviz.jobs.batch.pages import Known, Pages
from sgdviz.jobs.batch.places import SCRATCH, Places, remove_temporary
from sgdviz.jobs.batch.plan import Planned, Planner, chosen
from sgdviz.jobs.batch.read import read_jobs
from sgdviz.jobs.batch.result import JobResult, OutputFile

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from sgdviz.jobs.batch.job import Job
    from sgdviz.jobs.batch.ledger import Entry
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
        self._fingerprints, self._commands = Fingerprints(), Commands(self._read.file)

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
        sheet: bool = False,
        on_wait: Callable[[], object] | None = None,
    ) -> Generator[JobResult]:
        """Yield the results of the jobs: of those that are whole in their order, of the others as they are finished.

        See `batch` for the arguments. `on_wait` is called where another call is at work in the output folder. Where
        the caller stops early, the pages are not written.
        """
        with ExitStack() as stack:
            ledger = stack.enter_context(Ledger(self.folder, on_wait=on_wait))
            scratch = self.folder / SCRATCH
            stack.callback(shutil.rmtree, scratch, ignore_errors=True)
            shutil.rmtree(scratch, ignore_errors=True)
            planner = self._planner(ledger)
            missing: list[Planned] = []
            for planned in map(planner.planned, self.jobs):
                if planned.reason:
                    missing.append(planned)
                else:
                    yield self._result(planned, "whole", planned.entry)
            states: dict[str, _State] = {planned.job.key: _State("", "") for planned in missing}
            if missing:
                remove_temporary(Places(self.folder), {output for each in missing for output in each.job.outputs})
                renew = None
                if executor is None:
                    workers = workers or min(cores(), len(missing))
                    scratch.mkdir()
                    renew = stack.enter_context(LocalPool(workers, scratch)).renew
                    executor = renew()
                    in_flight = in_flight or IN_FLIGHT * workers
                maker = Maker(Inputs(self._read.folder, ledger), Places(self.folder), ledger, self._fingerprints)
                for outcome in maker.made(missing, executor, in_flight or IN_FLIGHT * _workers_of(executor), renew):
                    planned, entry, failed = outcome
                    result = self._result(planned, "failed" if failed else "made", entry, failed)
                    states[planned.job.key] = _State(result.status, result.reason)
                    yield result
                    if fail_fast and failed:
                        break
            pages = Pages(self.folder, ledger)
            known = partial(self._known, ledger, planner, states)
            pages.write(known, lambda each: self._result(*each, still=ledger.still(each.planned.job.key)), sheet=sheet)

    def _known(self, ledger: Ledger, planner: Planner, states: Mapping[str, _State]) -> Iterator[Known]:
        """Yield what is known of the jobs of the file, in its order.

        Of those that were chosen, the `states` of those that were not whole are given; of the others, those are known
        that are whole.
        """
        chosen_ones = set(map(id, self.jobs))
        for job in self._read.jobs:
            state = states.get(job.key)
            planned = Planned(job, "", ledger.entry(job.key)) if id(job) in chosen_ones else planner.planned(job)
            if state is None and not planned.reason:
                state = _State("whole", "")
            if state is not None and state.status:
                entry = None if state.status == "failed" else planned.entry
                yield Known(Planned(job, state.reason, entry), state.status, entry)

    def _planner(self, ledger: Ledger) -> Planner:
        inputs = Inputs(self._read.folder, ledger)
        places = Places(self.folder)
        return Planner(ledger, inputs, places, self._fingerprints, verify=self._verify, force=self._force)

    def _result(
        self, planned: Planned, status: Status, entry: Entry | None, failed: str = "", *, still: bytes = b""
    ) -> JobResult:
        """Return the result of a job, with what is known of it."""
        job = planned.job
        return JobResult(
            job.name,
            job.settings,
            tuple(OutputFile(*file[:3]) for file in entry.files) if entry else (),
            status,
            failed or planned.reason,
            entry.seconds if entry else 0.0,
            entry.final_cost if entry else None,
            entry.frames if entry else 0,
            self._commands.of(job),
            entry.notes if entry else (),
            still,
        )


class _State(NamedTuple):
    """The state of a job that was not whole; without a status it was not begun."""

    status: Any
    reason: str


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
    sheet: bool = False,
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
    Outputs are written by this process alone, and after the last result ``index.html``, a gallery of them, and
    ``report.json``; with `sheet` also ``sheet.png``, all last frames. Raises `InputError`, for jobs as `JobsError`,
    whose `faults` are all that were found; and while jobs are made `OutputError` for a folder that cannot be written,
    and `DrawingError` for an executor that broke.
    """
    prepared = Batch(jobs, output_dir, only=only, allow_code=allow_code, force=force, verify=verify)
    if executor is None:
        check_alone()
    elif not hasattr(executor, "submit"):
        raise InputError(f"executor is {shown(executor)}; give a concurrent.futures.Executor")
    if executor is not None and workers is not None:
        raise InputError("executor and workers were given; the executor has workers of its own, so give one of them")
    if workers is not None:
        workers = whole("workers", workers, least=1, most=MOST_WORKERS)
    if in_flight is not None:
        in_flight = whole("in flight", in_flight, least=1)
    fail_fast, sheet = flag("fail fast", fail_fast), flag("sheet", sheet)
    return prepared.run(executor, workers=workers, in_flight=in_flight, fail_fast=fail_fast, sheet=sheet)
