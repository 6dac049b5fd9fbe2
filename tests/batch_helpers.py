"""Helpers of the tests of batches: tiny jobs, the faults of a job file, and what a folder of outputs holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sgdviz.jobs.batch.faults import JobsError
from sgdviz.jobs.batch.read import read_jobs

if TYPE_CHECKING:
    from sgdviz.jobs.batch.job import Job

TINY: dict[str, Any] = {"lesson": "line", "size": "270x160", "panels": "loss", "passes": 1, "frames": 2}
"""The options of a lesson whose animation takes some hundredths of a second."""

TINY_TOML = 'lesson = "line"\nsize = "270x160"\npanels = "loss"\npasses = 1\nframes = 2\n'
"""The same, for the defaults of a job file."""


def jobs_in(text: str, *, allow_code: bool = False) -> list[Job]:
    """Return the jobs of a job file, which is written into the working folder."""
    Path("jobs.toml").write_text(text, encoding="utf-8")
    return read_jobs("jobs.toml", Path.cwd(), allow_code=allow_code).jobs


def faults_in(text: str) -> tuple[str, ...]:
    """Return the faults of a job file, without its name."""
    with pytest.raises(JobsError) as caught:
        jobs_in(text)
    return tuple(fault.removeprefix("jobs.toml:") for fault in caught.value.faults)


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below `folder`, without the ledger and the report, which has times."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if path.name not in (".sgdviz-batch.sqlite", "report.json")
    }


def batch_process(*arguments: object, cwd: Path) -> subprocess.Popen[str]:
    """Start `sgdviz batch` as a session of its own, so that all its processes can be found."""
    return subprocess.Popen(
        [sys.executable, "-m", "sgdviz", "batch", *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
