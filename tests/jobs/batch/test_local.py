"""The pool of this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

import pytest
from batch_helpers import TINY
from helpers import names

from sgdviz.jobs.batch.local import LocalPool, cores
from sgdviz.jobs.batch.run import run
from sgdviz.jobs.batch.task import Task

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_a_pool_is_renewed_after_the_death_of_a_worker(tmp_path: Path) -> None:
    """The broken pool is replaced, its workers write below the scratch folder, and the new one makes the same."""
    task = Task("a", "lesson", TINY, ("a.gif",))
    with LocalPool(1, tmp_path) as pool:
        first = pool.renew()
        worker = first.submit(os.getpid).result()
        ((_, before),) = run([(0, task)], first, 1)
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(BrokenExecutor):
            first.submit(os.getpid).result()
        ((_, after),) = run([(0, task)], pool.renew(), 1, pool.renew)
    assert before.outputs == after.outputs
    assert names(tmp_path) == []
    assert cores() >= 1


UNGUARDED = "import sgdviz\nlist(sgdviz.batch([{'lesson': 'line'}], output_dir='o'))\n"
INSIDE = """import multiprocessing, sgdviz

def inside():
    sgdviz.batch([{'lesson': 'line'}])

if __name__ == '__main__':
    process = multiprocessing.Process(target=inside)
    process.start()
    process.join()
    raise SystemExit(process.exitcode)
"""


@pytest.mark.parametrize(
    ("script", "last"),
    [
        (UNGUARDED, "sgdviz.errors.DrawingError: no worker could be started"),
        (INSIDE, "sgdviz.errors.InputError: a batch was begun in a process that another has started"),
    ],
)
def test_a_script_without_the_line_for_workers_is_told_so(tmp_path: Path, script: str, last: str) -> None:
    """It ends with an error that has the line, in place of starting itself again and again."""
    (tmp_path / "mine.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "mine.py"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    line = done.stderr.splitlines()[-1]
    assert line.startswith(last)
    assert "the line if __name__ == '__main__':" in line
