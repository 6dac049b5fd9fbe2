"""A batch on a Dask cluster: a scheduler and two workers on this machine, in processes of their own."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batch_helpers import TINY, TINY_TOML, batch_process, bytes_in

import sgdviz
from sgdviz.cli import main
from sgdviz.jobs.batch import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

JOBS = f"""[defaults]
{TINY_TOML}
[[jobs]]
name = "sweep"
output = "out/{{seed}}.gif"
matrix = {{ seed = {{ from = 0, to = 29 }} }}
[[jobs]]
name = "own"
data = "houses.csv"
x = "size"
y = "price"
theme = "mine.toml"
output = ["own.svg", "own.npz"]
"""


def check_dask() -> None:
    """Skip the test without Dask, or fail where SGDVIZ_NEEDS_TOOLS is set."""
    if importlib.util.find_spec("distributed") is None:
        missing = "distributed is not installed; pip install 'sgdviz[cluster]'"
        if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
            pytest.fail(f"{missing}, and SGDVIZ_NEEDS_TOOLS is set")
        pytest.skip(missing)


def dask(*arguments: str, folder: Path, log: str) -> subprocess.Popen[bytes]:
    """Start a process of Dask in a folder of its own, with its words in a file."""
    (folder / log).mkdir()
    with (folder / f"{log}.txt").open("wb") as output:
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:], "--no-dashboard"]
        return subprocess.Popen(command, stdout=output, stderr=output, cwd=folder / log)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers, which share no folder with it."""
    check_dask()
    processes = [dask("scheduler", "--host", "127.0.0.1", "--port", "0", folder=tmp_path, log="scheduler")]
    try:
        found = None
        end = time.monotonic() + 60
        while found is None and time.monotonic() < end:
            time.sleep(0.1)
            found = re.search(r"tcp://127\.0\.0\.1:\d+", (tmp_path / "scheduler.txt").read_text())
        assert found is not None, (tmp_path / "scheduler.txt").read_text()
        for name in ("one", "two"):
            options = ("--nworkers", "1", "--nthreads", "2", "--no-nanny")
            processes.append(dask("worker", found[0], *options, folder=tmp_path, log=name))
        while not all("Registered to" in (tmp_path / f"{name}.txt").read_text() for name in ("one", "two")):
            assert time.monotonic() < end, (tmp_path / "one.txt").read_text()
            time.sleep(0.1)
        yield found[0], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_writes_what_this_machine_writes(
    tmp_path: Path, address: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    """The outputs and the gallery are the same bytes, though a worker is killed in the middle."""
    where, workers = address
    here = tmp_path / "here"
    here.mkdir()
    (here / "jobs.toml").write_text(JOBS)
    (here / "houses.csv").write_text("size,price\n1,2\n2,3\n3,5\n4,6\n")
    (here / "mine.toml").write_text("line = '#3366cc'\n")
    local = batch_process("jobs.toml", "--output-dir", "local", cwd=here)
    assert local.communicate(timeout=120)[1] == ""
    process = batch_process("jobs.toml", "--output-dir", "cluster", "--scheduler", where, cwd=here)
    end = time.monotonic() + 60
    while len(list((here / "cluster").glob("out/*.gif"))) < 3 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    was_running = process.poll() is None
    workers[0].send_signal(signal.SIGKILL)
    said, errors = process.communicate(timeout=120)
    assert was_running
    assert process.returncode == 0, errors
    assert "31 jobs: 31 made, 0 whole, 0 failed" in said
    assert bytes_in(here / "cluster") == bytes_in(here / "local")
    assert len(json.loads((here / "cluster" / "report.json").read_text())) == 31


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_the_executor_of_a_client_will_do(address: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    """`Client.get_executor()` is an executor like any other, of which the library knows no more."""
    from distributed import Client

    with Client(address[0], timeout=10) as client:
        jobs = [{**TINY, "matrix": {"seed": [0, 1, 2]}}]
        results = list(sgdviz.batch(jobs, client.get_executor(pure=False), output_dir="o"))
    assert [result.status for result in results] == ["made"] * 3


@pytest.mark.usefixtures("here")
def test_a_scheduler_that_is_not_there_is_an_error_in_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is one line with the address and what to type, and nothing is made."""
    check_dask()
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    Path("jobs.toml").write_text(JOBS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        began = time.monotonic()
        assert main(["batch", "jobs.toml", "--output-dir", "o", "--scheduler", where]) == 2
    assert time.monotonic() - began < 20
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"sgdviz: no Dask scheduler answers at {where} (")
    assert line.endswith(f"start one with `dask scheduler`, and workers with `dask worker {where}`")
    assert not Path("o").exists()


@pytest.mark.usefixtures("here")
def test_without_dask_the_error_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named as it is typed."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    Path("jobs.toml").write_text(JOBS)
    assert main(["batch", "jobs.toml", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    said = 'sgdviz: a Dask cluster needs the extra "cluster"; type: pip install "sgdviz[cluster]"\n'
    assert capsys.readouterr().err == said
