"""``sgdviz batch``: many animations from one file of jobs, in parallel, of which finished ones are skipped."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Any

import click

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from sgdviz.jobs.batch import Batch, JobResult

USUAL = "jobs.toml"
"""The name of a starter that is given none."""

NOT_ALL_MADE = 1


@click.command()
@click.argument("jobs", metavar="JOBS.toml", type=click.Path(), required=False)
@click.option("--init", is_flag=True, help=f"Write a commented job file that runs, to JOBS.toml [{USUAL}], and stop.")
@click.option(
    "--output-dir", type=click.Path(), default=".", metavar="DIR", help="The folder of the outputs [the current one]."
)
@click.option("--dry-run", is_flag=True, help="List what would be made and why, and make nothing.")
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    help="Make the jobs whose name or output matches, as in 'sweep-*'. May be given several times.",
)
@click.option("--force", is_flag=True, help="Make all jobs, also those whose outputs are whole.")
@click.option("--verify", is_flag=True, help="Compare the outputs with their hashes, and not with size and time alone.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first job that fails.")
@click.option("--allow-code", is_flag=True, help="Run the scripts and the articles of the jobs, with your rights.")
@click.option("--sheet", is_flag=True, help="Also write sheet.png, all last frames in one picture.")
@click.option(
    "--workers", type=click.IntRange(1, 1024), metavar="N", help="The number of processes [one for each core]."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Run on the Dask cluster of this scheduler, as in tcp://HOST:8786."
)
@click.option(
    "--json",
    is_flag=True,
    help="Print on stdout a line of JSON about each output, and nothing else: its job, path, status, bytes, frames ...",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and warnings.")
def batch(jobs: str | None, init: bool, **options: Any) -> int:
    """Make the animations of a job file, in parallel.

    \b
    JOBS.toml has tables of jobs; `sgdviz batch --init` writes one to begin with.
    Jobs whose inputs, options and outputs are as they were are skipped, so a
    batch that was ended goes on with the same command. Exit code 1: a job
    failed; the others were made.

    \b
    Beside the outputs stand index.html, a gallery, and report.json.

    \b
    Examples:
      sgdviz batch --init jobs.toml
      sgdviz batch jobs.toml --dry-run
      sgdviz batch jobs.toml --output-dir out --only "sweep-*"
      sgdviz batch jobs.toml --scheduler tcp://10.0.0.1:8786
    """  # noqa: D301 - a backspace makes click keep the lines as they are
    from sgdviz.jobs.batch import Batch, JobsError
    from sgdviz.jobs.batch.starter import write_starter

    if init:
        write_starter(jobs or USUAL)
        click.echo(f"{jobs or USUAL}: a job file to begin with; type: sgdviz batch {jobs or USUAL}")
        return 0
    if jobs is None:
        raise InputError("no job file was given; --init writes one to begin with")
    if options["scheduler"] and options["workers"]:
        raise InputError("--workers is for this machine, and --scheduler for a cluster; give one of them")
    choice = {name: options[name] for name in ("only", "allow_code", "force", "verify")}
    try:
        prepared = Batch(jobs, options["output_dir"], **choice)
    except JobsError as error:
        for fault in error.faults:
            click.echo(f"sgdviz: {' '.join(fault.split())}", err=True)
        return 2
    if options["dry_run"]:
        return _listed(prepared, options)
    return _run(prepared, options)


def _listed(prepared: Batch, options: dict[str, Any]) -> int:
    """Print a line for each job: whether it would be made, and why."""
    whole = 0
    for job, reason, _ in prepared.plan(on_wait=_waits(options)):
        whole += not reason
        what = f"make {job.name}: {', '.join(job.outputs)} ({reason})" if reason else f"skip {job.name}: it is whole"
        click.echo(what)
    if not options["quiet"]:
        click.echo(f"{len(prepared.jobs)} jobs: {len(prepared.jobs) - whole} to make, {whole} whole")
    return 0


def _run(prepared: Batch, options: dict[str, Any]) -> int:
    """Make the jobs, print what became of them, and return the exit code."""
    began = time.perf_counter()
    counts: Counter[str] = Counter()
    failures: list[JobResult] = []
    try:
        with closing(_results(prepared, options)) as results:
            for result in results:
                counts[result.status] += 1
                if result.status == "failed":
                    failures.append(result)
                for note in result.notes if result.status == "made" else ():
                    click.echo(f"sgdviz: {result.name}: {note}", err=True)
    finally:
        for result in failures:
            click.echo(f"sgdviz: {result.name} failed: {result.reason}", err=True)
    if not options["quiet"] and not options["json"]:
        left = len(prepared.jobs) - counts.total()
        said = [f"{counts['made']} made", f"{counts['whole']} whole", f"{counts['failed']} failed"]
        said += [f"{left} not begun"] if left else []
        click.echo(f"{len(prepared.jobs)} jobs: {', '.join(said)}; took {time.perf_counter() - began:.2f} s")
    return NOT_ALL_MADE if failures else 0


def _results(prepared: Batch, options: dict[str, Any]) -> Generator[JobResult]:
    """Make the jobs on the engine that is asked for, show their progress, and yield the results."""
    with ExitStack() as stack:
        engine: dict[str, Any] = {"workers": options["workers"]}
        if options["scheduler"]:
            from sgdviz.jobs.batch.cluster import cluster_executor

            executor, in_flight = stack.enter_context(cluster_executor(options["scheduler"]))
            engine = {"executor": executor, "in_flight": in_flight}
        show = _facts if options["json"] else _say
        report = stack.enter_context(_progress(len(prepared.jobs), show, quiet=options["quiet"]))
        asked = {name: options[name] for name in ("fail_fast", "sheet")}
        with closing(prepared.run(**engine, **asked, on_wait=_waits(options))) as results:
            for result in results:
                report(result)
                yield result


@contextmanager
def _progress(total: int, show: Callable[[JobResult], None], *, quiet: bool) -> Iterator[Callable[[JobResult], None]]:
    """Yield what reports a result: a bar on a terminal, elsewhere `show`, which also prints what programs read."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    if quiet and show is _say:
        yield lambda _: None
    elif quiet or not is_terminal:
        yield show
    else:
        from tqdm import tqdm

        tqdm.monitor_interval = 0  # no thread beside the bar
        failed = 0
        with tqdm(total=total, unit="job", leave=False) as bar:

            def count(result: JobResult) -> None:
                nonlocal failed
                failed += result.status == "failed"
                if show is not _say:
                    show(result)
                bar.set_postfix_str(f"{failed} failed" if failed else "", refresh=False)
                bar.update()

            yield count


def _say(result: JobResult) -> None:
    """Print a line about a job that was made or failed."""
    if result.status == "made":
        files = ", ".join(f"{file.path} ({file.bytes:,} bytes)" for file in result.outputs)
        click.echo(f"made {result.name}: {files}, took {result.seconds:.2f} s")
    elif result.status == "failed":
        click.echo(f"failed {result.name}")


def _facts(result: JobResult) -> None:
    """Print a line of JSON about each output of a job, and one about a job that failed."""
    about = {"job": result.name, "status": result.status}
    if result.status == "failed":
        click.echo(json.dumps({**about, "reason": result.reason}))
    made = {"frames": result.frames, "took": round(result.seconds, 3)}
    for file in result.outputs:
        click.echo(json.dumps({**about, **file._asdict(), **made}))


def _waits(options: dict[str, Any]) -> Callable[[], None]:
    """Return what says that another call is at work."""
    what = f"another call is at work in {options['output_dir']}; waiting until it ends"
    return lambda: click.echo(f"sgdviz: {what}", err=True)
