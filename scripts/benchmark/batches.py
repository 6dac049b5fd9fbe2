"""Batches: throughput, the overhead of a job, memory, and a call that has nothing to do."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from measure import Run

    Measure = Callable[[list[str], Path | None], Run]

HERE = Path(__file__).parent
BATCH = [str(Path(sys.executable).with_name("sgdviz")), "batch", "jobs.toml", "--quiet"]

FEW, JOBS, MANY = 20, 200, 20_000

SMALL = 'lesson = "line"\nsize = "400x200"\nevery = "pass"'
TINY = 'lesson = "line"\nsize = "270x160"\npanels = "loss"\npasses = 1\nframes = 2'
POST = 'lesson = "line"\nsize = "800x400"\nevery = "pass"\nfps = 25'


def job_file(folder: Path, options: str, count: int) -> list[str]:
    """Write a file of jobs into an empty folder, and return the command that makes them there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    matrix = f"matrix = {{ seed = {{ from = 0, to = {count - 1} }} }}"
    (folder / "jobs.toml").write_text(f'[[jobs]]\n{options}\noutput = "out/{{seed}}.gif"\n{matrix}\n')
    return [*BATCH[:2], str(folder / "jobs.toml"), "--quiet", "--output-dir", str(folder)]


def measure_batches(folder: Path, rounds: int, measure: Measure, *, peers: bool, many: bool) -> None:
    """Print what batches take; `many` also makes twenty thousand jobs, which takes minutes."""
    here = folder / "batch"

    def fastest(options: str, count: int, *others: str) -> Run:
        runs = [measure([*job_file(here, options, count), *others], None) for _ in range(rounds)]
        return min(runs, key=lambda run: run.wall)

    cores = os.cpu_count()
    alone, shared = fastest(SMALL, JOBS, "--workers", "1"), fastest(SMALL, JOBS)
    print(f"\n{JOBS} jobs of 51 frames, 400x200, the fastest of {rounds}, on {cores} cores\n")
    print("| | wall s | jobs a second |")
    print("|---|---:|---:|")
    print(f"| one process | {alone.wall:.2f} | {JOBS / alone.wall:.1f} |")
    print(f"| a process for each core | {shared.wall:.2f} | {JOBS / shared.wall:.1f} |")
    print(f"\n{alone.wall / shared.wall:.2f} times the jobs a second")
    few = fastest(SMALL, FEW, "--workers", "1")
    bare = [
        min((measure([sys.executable, "bare_jobs.py", str(folder), str(count)], None) for _ in range(rounds)),
            key=lambda run: run.wall)
        for count in (FEW, JOBS)
    ]  # fmt: skip
    job, alone_job = ((more.wall - less.wall) / (JOBS - FEW) * 1000 for more, less in ((alone, few), bare[::-1]))
    print(f"a job takes {job:.1f} ms, its bare render {alone_job:.1f} ms: {job / alone_job - 1:.1%} more")
    print("\n| jobs | dry: wall s | peak MB | made: wall s | peak MB | nothing to do: wall s | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for count in (JOBS, MANY) if many else (JOBS,):
        command = job_file(here, TINY, count)
        runs = [measure([*command, "--dry-run"], None), measure(command, None)]
        measure(command, None)  # which writes in the report that all are whole
        runs.append(min((measure(command, None) for _ in range(rounds)), key=lambda run: run.wall))
        print(f"| {count:,} | {' | '.join(f'{run.wall:.2f} | {run.memory:.0f}' for run in runs)} |")
    if peers:
        ours = fastest(POST, FEW)
        theirs = measure([sys.executable, "peer_batch.py", str(here), str(FEW), "51"], None)
        print(f"\n{FEW} GIFs of 51 frames, 800x400: {ours.wall:.1f} s; FuncAnimation in a pool {theirs.wall:.1f} s")
