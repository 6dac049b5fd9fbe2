"""``sgdviz batch``: what it prints, and its exit codes."""

from __future__ import annotations

import fcntl
import io
import json
import multiprocessing
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from batch_helpers import TINY_TOML
from helpers import names

from sgdviz.cli import main

NOBODY = 65534


@pytest.mark.slow
def test_the_starter_runs_as_it_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is written once, makes what it lists, and has nothing to do the second time."""
    assert main(["batch", "--init"]) == 0
    assert main(["batch", "--init", "jobs.toml"]) == 2
    assert "jobs.toml is there already; give another name" in capsys.readouterr().err
    assert main(["batch", "jobs.toml", "--output-dir", "o", "--sheet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("made ") for line in lines) == 8
    assert lines[-1].startswith("8 jobs: 8 made, 0 whole, 0 failed; took ")
    assert {"adam.gif", "first.gif", "first.svg", "sweep", "index.html", "report.json", "sheet.png"} < {
        *names(here / "o")
    }
    assert main(["batch", "jobs.toml", "--output-dir", "o"]) == 0
    assert capsys.readouterr().out.startswith("8 jobs: 0 made, 8 whole, 0 failed; took ")


@pytest.mark.usefixtures("here")
def test_a_dry_run_says_why_and_makes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Each job has a line, whole ones too, and no file is written."""
    Path("jobs.toml").write_text(f"[defaults]\n{TINY_TOML}\n[[jobs]]\nmatrix = {{ seed = [0, 1] }}\n")
    assert main(["batch", "jobs.toml", "--output-dir", "o", "--dry-run"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "make line-0: line-0.gif (it was not made yet)",
        "make line-1: line-1.gif (it was not made yet)",
        "2 jobs: 2 to make, 0 whole",
    ]
    assert names(Path.cwd()) == ["jobs.toml"]
    assert main(["batch", "jobs.toml", "--output-dir", "o", "--only", "line-0", "--workers", "1", "-q"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["batch", "jobs.toml", "--output-dir", "o", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "skip line-0: it is whole"


@pytest.mark.usefixtures("here")
def test_faults_are_lines_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """All of them are printed, and the exit code is 2."""
    Path("jobs.toml").write_text(
        "[[jobs]]\nlesson = 'lin'\n[[jobs]]\nlesson = 'line'\noptimizer = { step_size = -1 }\n"
    )
    assert main(["batch", "jobs.toml"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "sgdviz: jobs.toml:2: jobs[0].lesson: unknown lesson 'lin'; did you mean 'line'?",
        "sgdviz: jobs.toml:5: jobs[1].optimizer.step_size: step size is -1; give a number above 0",
    ]
    assert names(Path.cwd()) == ["jobs.toml"]


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_failures_are_reported_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 1, and the last line of each has its reason."""
    text = f"[defaults]\n{TINY_TOML}\n[[jobs]]\nname = 'a'\n[[jobs]]\nname = 'b'\ndata = 'gone.csv'\n"
    Path("jobs.toml").write_text(text)
    assert main(["batch", "jobs.toml"]) == 1
    said = capsys.readouterr()
    reason = "cannot read gone.csv: No such file or directory; check the path"
    assert said.err == f"sgdviz: b failed: {reason}\n"
    assert "2 jobs: 1 made, 0 whole, 1 failed; took " in said.out


@pytest.mark.usefixtures("here")
def test_json_is_a_line_for_each_output(capsys: pytest.CaptureFixture[str]) -> None:
    """Whole outputs have a line too, a failed job one with its reason, and stdout has nothing else."""
    text = (
        f"[defaults]\n{TINY_TOML}\n[[jobs]]\noutput = ['a.gif', 'a.svg']\n[[jobs]]\nname = 'b'\nstart = {{ q = 1 }}\n"
    )
    Path("jobs.toml").write_text(text)
    for status in ("made", "whole"):
        assert main(["batch", "jobs.toml", "--workers", "1", "--json"]) == 1
        lines = sorted(
            (json.loads(line) for line in capsys.readouterr().out.splitlines()), key=lambda line: line["job"]
        )
        assert [line.get("path") for line in lines] == [None, "a.gif", "a.svg"]
        assert [line["status"] for line in lines] == ["failed", status, status]
        assert lines[1]["bytes"] == Path("a.gif").stat().st_size
        assert lines[0]["reason"].startswith("start")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no job file was given; --init writes one to begin with"),
        (["gone.toml"], "gone.toml: the job file cannot be read: No such file or directory; check the path"),
        (["bad.toml"], "bad.toml: the job file is not TOML: "),
        (["jobs.toml", "--only", "x*"], "no job is called 'x*'; --dry-run lists them all"),
        (["jobs.toml", "--workers", "2", "--scheduler", "tcp://a:1"], "--workers is for this machine, and --scheduler"),
        (["jobs.toml", "--output-dir", "jobs.toml"], "cannot write "),
    ],
)
@pytest.mark.usefixtures("here")
def test_bad_calls_are_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    """The exit code is 2, and the line says what to do."""
    Path("jobs.toml").write_text("[[jobs]]\nlesson = 'line'\n")
    Path("bad.toml").write_text("[[jobs]\n")
    assert main(["batch", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"sgdviz: {message}")


def said_without_root(folder: str, *arguments: str) -> tuple[int, str]:
    """Return the exit code and the stderr of a call in a folder, by a user who is not root."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def call() -> None:
        os.chdir(folder)
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        with redirect_stderr(io.StringIO()) as said:
            code = main(arguments)
        theirs.send((code, said.getvalue()))

    process = context.Process(target=call)
    process.start()
    theirs.close()
    code, said = ours.recv()
    process.join()
    return code, said


def test_a_read_only_folder_is_one_line() -> None:
    """A user who may not write there is told so in one line, and nothing is made."""
    with tempfile.TemporaryDirectory() as folder:  # the folders of pytest are closed to other users
        Path(folder).chmod(0o755)
        (Path(folder) / "jobs.toml").write_text("[[jobs]]\nlesson = 'line'\n")
        (Path(folder) / "o").mkdir(mode=0o555)
        for output in ("o", "o/new"):
            code, said = said_without_root(folder, "batch", "jobs.toml", "--output-dir", output)
            assert code == 2
            (line,) = said.splitlines()
            assert line.startswith("sgdviz: cannot write ")
        assert names(Path(folder) / "o") == []


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_a_terminal_has_one_bar(tmp_path: Path) -> None:
    """On a terminal a bar counts the jobs and the failures, in place of a line for each."""
    text = (
        f"[defaults]\n{TINY_TOML}\n[[jobs]]\nmatrix = {{ seed = [0, 1, 2] }}\n[[jobs]]\nname='b'\ndata = 'gone.csv'\n"
    )
    (tmp_path / "jobs.toml").write_text(text)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-m", "sgdviz", "batch", "jobs.toml"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                block = os.read(ours, 4096)
            except OSError:  # all ends of the terminal are closed
                break
            if not block:
                break
            said += block
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(ours)
    assert process.returncode == 1
    assert out.startswith("4 jobs: 3 made, 0 whole, 1 failed; took ")
    assert b"1 failed" in said
    assert b"made line" not in said
