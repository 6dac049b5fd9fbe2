"""A batch that is killed, in any way and at any moment, is finished by the next call as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_helpers import TINY_TOML, batch_process, bytes_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the processes of a batch are found in /proc"),
]

JOBS = f"""[defaults]
{TINY_TOML}
[[jobs]]
name = "sweep"
output = ["out/{{step_size}}-{{seed}}.gif", "out/{{step_size}}-{{seed}}.svg"]
matrix = {{ step_size = [0.003, 0.01, 0.02], seed = {{ from = 0, to = 19 }} }}
"""


def processes_of(session: int) -> dict[int, int]:
    """Return the living processes of a session, each with its parent."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, parent, _, owner = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(owner) == session and state != "Z":
                found[int(folder.name)] = int(parent)
    return found


def left_of(process: subprocess.Popen[str]) -> dict[int, int]:
    """Return the processes of a batch that has ended which live longer than it by seconds."""
    end = time.monotonic() + 10
    while processes_of(process.pid) and time.monotonic() < end:
        time.sleep(0.01)
    return processes_of(process.pid)


def worker_of(process: subprocess.Popen[str]) -> int:
    """Return a worker of a batch: its parent is the process that forks them, which is a child of the batch."""
    found = processes_of(process.pid)
    workers = [pid for pid, parent in found.items() if found.get(parent) == process.pid]
    return random.choice(workers) if workers else 0


def until_made(process: subprocess.Popen[str], folder: Path, count: int) -> None:
    """Wait until some outputs are there, or the batch has ended."""
    end = time.monotonic() + 60
    while len(list(folder.glob("out/*.gif"))) < count and process.poll() is None and time.monotonic() < end:
        time.sleep(0.002)


def whole_outputs(folder: Path) -> dict[Path, int]:
    """Return the outputs that are there, with their times of change."""
    return {path: path.stat().st_mtime_ns for path in folder.glob("out/*.[gs]*") if not path.name.startswith(".")}


def test_a_killed_batch_is_finished_with_the_same_bytes(tmp_path: Path) -> None:
    """Killed as a whole and in its workers, it makes nothing whole twice, and leaves no process and no other file."""
    random.seed(15)
    (tmp_path / "jobs.toml").write_text(JOBS)
    straight, killed = tmp_path / "straight", tmp_path / "killed"
    process = batch_process("jobs.toml", "--output-dir", straight, cwd=tmp_path)
    process.communicate(timeout=120)
    assert process.returncode == 0
    seen: dict[Path, int] = {}
    for count in sorted(random.sample(range(1, 50), 4)):
        process = batch_process("jobs.toml", "--output-dir", killed, "-q", cwd=tmp_path)
        until_made(process, killed, count)
        time.sleep(random.random() * 0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        assert left_of(process) == {}
        there = whole_outputs(killed)
        assert {path: there[path] for path in seen} == seen
        pairs = [path for path in there if path.with_suffix(".gif") in there and path.with_suffix(".svg") in there]
        seen = {path: there[path] for path in pairs}  # a job that had replaced one of its two outputs is made again
    assert 0 < len(seen) < 120
    process = batch_process("jobs.toml", "--output-dir", killed, cwd=tmp_path)
    losses = 0
    for count in (len(seen) // 2 + 2, len(seen) // 2 + 8):
        until_made(process, killed, count)
        pid = worker_of(process)
        if pid:
            os.kill(pid, signal.SIGKILL)
            losses += 1
    said, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert losses == 2
    assert said.count("made sweep-") == 60 - len(seen) // 2
    assert {path: path.stat().st_mtime_ns for path in seen} == seen
    assert bytes_in(killed) == bytes_in(straight)
    assert sorted(path.name for path in killed.iterdir()) == sorted(path.name for path in straight.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_batch_that_is_ended_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C ends it and its workers at once; what was made is whole, and the next call makes the rest."""
    (tmp_path / "jobs.toml").write_text(JOBS)
    process = batch_process("jobs.toml", "--output-dir", "o", cwd=tmp_path)
    until_made(process, tmp_path / "o", 5)
    os.killpg(process.pid, number)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert errors == ""
    assert left_of(process) == {}
    assert [path.name for path in (tmp_path / "o").rglob("*.part")] == []
    count = len(whole_outputs(tmp_path / "o"))
    assert 0 < count < 120
    process = batch_process("jobs.toml", "--output-dir", "o", cwd=tmp_path)
    said, _ = process.communicate(timeout=120)
    assert f"60 jobs: {60 - count // 2} made, {count // 2} whole, 0 failed" in said


def test_two_calls_at_once_do_not_spoil_each_other(tmp_path: Path) -> None:
    """The second waits for the first, and has nothing left to make."""
    (tmp_path / "jobs.toml").write_text(JOBS)
    first = batch_process("jobs.toml", "--output-dir", "o", cwd=tmp_path)
    until_made(first, tmp_path / "o", 1)
    second = batch_process("jobs.toml", "--output-dir", "o", cwd=tmp_path)
    said = [process.communicate(timeout=120) for process in (first, second)]
    assert [process.returncode for process in (first, second)] == [0, 0]
    assert "60 jobs: 60 made, 0 whole, 0 failed" in said[0][0]
    assert "60 jobs: 0 made, 60 whole, 0 failed" in said[1][0]
    assert said[1][1] == "sgdviz: another call is at work in o; waiting until it ends\n"


@pytest.mark.parametrize("kilobytes", [2, 30, 60])
def test_a_batch_whose_disk_is_full_is_finished_later(tmp_path: Path, kilobytes: int) -> None:
    """Where the outputs, the pages or the ledger may not grow, the exit code is 1, and another call makes the rest."""
    (tmp_path / "jobs.toml").write_text(JOBS)
    command = [sys.executable, "-m", "sgdviz", "batch", "jobs.toml", "--only", "sweep-0.01-*", "--output-dir"]
    limited = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash", *command, "full"]
    full = subprocess.run(limited, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert full.returncode == 1, full.stderr
    assert "File too large" in full.stderr or "disk I/O error" in full.stderr
    assert "Traceback" not in full.stderr
    assert [path.name for path in (tmp_path / "full").rglob("*.part")] == []
    for folder in ("full", "straight"):
        subprocess.run([*command, folder, "-q"], cwd=tmp_path, check=True)
    assert bytes_in(tmp_path / "full") == bytes_in(tmp_path / "straight")
