"""The command line when something goes wrong: one line, exit code 2, and no file lost or half-written."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from helpers import names, system_tool

from sgdviz.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


NUMERIC = (
    "fps", "duration", "plays", "tween", "frames", "explain", "workers", "scale", "passes", "step-size", "every",
    "hold-first", "hold-each", "batch-size",
)  # fmt: skip
"""Options that take a number."""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lesson", "lin"], "unknown lesson 'lin'; did you mean 'line'?"),
        (["lesson", "-o", "a.gfi"], "did you mean '.gif'?"),
        (["lesson", "--theme", "drak"], "unknown theme 'drak'; did you mean 'dark'?"),
        (["lesson", "--panels", "fit,los"], "unknown panel 'los'; did you mean 'loss'?"),
        (["lesson", "--panels", ","], "',' names nothing; write one, or several with commas between them"),
        (["lesson", "--step-size", "0"], "step size is 0.0; give a number above 0"),
        (["lesson", "--step-size", "nan"], "step size is nan; give a finite number"),
        (["lesson", "--optimizer", "adm"], "unknown optimizer 'adm'; did you mean 'adam'?"),
        (["lesson", "--batch-size", "0"], "batch size is 0; give a whole number of at least 1"),
        (["lesson", "--batch-size", "-4"], "batch size is -4"),
        (["lesson", "--batch-size", "all"], "'all' is not a batch size; write the number of samples of an update"),
        (["lesson", "--step-size", "fast"], "'fast' is not a number; write one, or several with commas"),
        (["lesson", "--fps", "-3"], "fps is -3.0"),
        (["lesson", "--fps", "60"], "GIF plays at most 50"),
        (["lesson", "--step-size", "0.1,fast"], "'fast' is not a number"),
        (["lesson", "--step-size", "0.1,0.1"], "step size is 0.1,0.1: a value is given twice"),
        (["lesson", "--seed", "0,1.5"], "'1.5' is not a whole number"),
        (["lesson", "--seed", "0,1,2,3", "--step-size", "0.1,0.2"], "8 runs were asked for"),
        (["lesson", "--passes", "2,3"], "passes is '2,3'; give one whole number, the same for every run"),
        (["lesson", "--seed", "0,1", "--record", "run.npz"], "record keeps one run, and 2 are compared"),
        (["lesson", "--overlay"], "one run cannot be overlaid"),
        (["lesson", "--passes", "0"], "passes is 0; give a whole number of at least 1"),
        (["lesson", "--size", "0x400"], "size is 0"),
        (["lesson", "--size", "70000x10"], "70000x10 pixels"),
        (["lesson", "--size", "wide"], "'wide' is not a size"),
        (["lesson", "--every", "0"], "every is 0"),
        (["lesson", "--every", "2", "--frames", "9"], "every 2 and 9 frames both choose"),
        (["lesson", "--frames", "9", "--fps", "9", "--duration", "9"], "contradict each other"),
        (["lesson", "--frames", "301", "--duration", "5"], "GIF plays at most 50"),
        (["lesson", "--every", "stpe"], "give 'step', 'pass' or a whole number of steps"),
        (["lesson", "--start", "m"], "'m' sets no parameter"),
        (["lesson", "--start", "q=1"], "the parameters are: m, b"),
        (["lesson", "--x", "a"], "--x names a column of a file; give the file as well, with --data FILE"),
        (["lesson", "--y", "a"], "--y names a column"),
        (["lesson", "--data", "no.csv", "--x", "a", "--y", "b"], "cannot read no.csv: No such file or directory"),
        (["lesson", "--data", "kept.gif", "--x", "1"], "say which columns of kept.gif are x and which is y; its"),
        (["lesson", "--data", "kept.gif", "--x", "a", "--y", "b"], "kept.gif has no column 'a'; its columns are: kept"),
        (["lesson", "-o", "a.gif", "-o", "./a.gif"], "given twice"),
        (["lesson", "-o", "a.gif", "--record", "a.gif"], "record is 'a.gif'; give a name that ends in .npz"),
        (["lesson", "-o", "f/", "-o", "f/a.png"], "lie in each other"),
        (["lesson", "--data", "kept.gif", "--x", "a", "--y", "b", "-o", "./kept.gif"], "the input kept.gif would be"),
        (["lesson", "--data", "kept.gif", "--record", "kept.npz", "-o", "folder.gif/../kept.gif"], "would be lost"),
        (["lesson", "--data", "/dev/zero", "--x", "a", "--y", "b"], "/dev/zero: it is a device or a pipe"),
        (["render", "/dev/zero", "-o", "a.gif"], "/dev/zero: it is a device or a pipe"),
        (["lesson", "--theme", "/dev/zero.toml"], "the theme cannot be read"),
        (["lesson", "--fps", "1e-300"], "fps is 1e-300"),
        (["lesson", "--fps", "1e300"], "fps is 1e+300; give at most 10,000"),
        (["lesson", "--duration", "1e300"], "duration is 1e+300; give at most 86,400"),
        (["lesson", "--hold-last", "1e300"], "hold last is 1e+300; give at most 86,400"),
        (["lesson", "--hold-each", "1e4"], "the animation would last"),
        (["lesson", "--tween", "9999"], "frames; show at most 1,000,000"),
        (["lesson", "--passes", "9" * 20], "ask for fewer passes"),
        (["lesson", "--scale", "1e308"], "scale is 1e+308; give at most 65,535"),
        (["lesson", "--plays", "9" * 20], "GIF counts to 65536"),
        (["lesson", "--title", "w " * 50_000], "title has 100,000 characters; give at most 2,000"),
        (["lesson", "--caption", "w" * 100_000], "caption has 100,000 characters"),
        (["lesson", "--panels", "w" * 100_000], "unknown panel 'www"),
        (["lesson", "-o", "w" * 100_000 + ".gif"], "File name too long"),
        (["lesson", "-o", "a\0.gif"], "embedded null byte"),
        *((["lesson", f"--{option}", "9" * 5000], option.split("-")[0]) for option in NUMERIC),
        (["lesson", "--size", "9" * 5000 + "x9"], "the width has 5,000 digits"),
        (["lesson", "-o", "a.gif", "--at", "3"], "no output is a still"),
        (["lesson", "-o", "a.png", "--at", "2:sideways"], "'2:sideways' is not a step; write its number, as in 15"),
        (["lesson", "-o", "a.png", "--at", "two"], "as in 2:backward (forward, backward, update)"),
        (["lesson", "-o", "a.png", "--at=-1"], "'-1' is not a step"),
        (["lesson", "-o", "a.png", "--at", "0:forward"], "the state before step 0 was not recorded"),
        (["lesson", "-o", "a.png", "--at", "301:update"], "there is no step 301"),
        (["lesson", "network", "-o", "a.png", "--at", "1:backward"], "the parts of this run are: forward, update"),
        (["lesson", "--explain", "-1"], "explain is -1; give a whole number of at least 0"),
        (["lesson", "--explain", "2", "--duration", "8"], "and explaining 2 steps takes"),
        (["lesson", "derivative", "--explain", "1"], "no step can be explained"),
        (["lesson", "-o", "folder.gif"], "folder.gif is a folder"),
        (["lesson", "-o", "no/such/a.gif"], "cannot write no/such/a.gif: No such file or directory"),
        (["lesson", "-q", "-o", "f/", "--record", "f/run.npz"], "lie in each other"),
        (["lesson", "-o", "folder.gif/"], "holds other files"),
        (["lesson", "-o", "kept.gif/"], "kept.gif/ is a file"),
        (["render", "no.npz", "-o", "a.gif"], "cannot read no.npz: No such file or directory"),
        (["render", "kept.gif", "-o", "a.gif"], "kept.gif is not an sgdviz recording"),
        (["render", "kept.gif"], "no output was given"),
        (["rendr"], "rendr"),
        (["lesson", "--colour", "red"], "--colour"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_nothing_is_lost(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """Bad input prints one line on stderr and ends with 2; every file is as it was and none is new."""
    (here / "folder.gif").mkdir()
    (here / "folder.gif" / "thesis.txt").write_text("dear")
    (here / "kept.gif").write_text("kept")
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert said in streams.err
    assert streams.err.startswith("sgdviz: ")
    assert streams.err.count("\n") == 1
    assert len(streams.err) < 600
    assert streams.out == ""
    assert names(here) == ["folder.gif", "kept.gif"]
    assert (here / "kept.gif").read_text() == "kept"


def sgdviz_process(*arguments: str, blocks_at_most: str = "unlimited") -> subprocess.Popen[str]:
    """Start ``python -m sgdviz``; a limit on the size of files has the effect of a full disk."""
    limited = ["sh", "-c", f'ulimit -f {blocks_at_most}; exec "$@"', "sh"]
    command = [*limited, sys.executable, "-m", "sgdviz", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    "output",
    [
        "a.gif",
        pytest.param("frames/", marks=pytest.mark.slow),
        pytest.param("a.mp4", marks=pytest.mark.slow),
        pytest.param("a.webm", marks=pytest.mark.slow),
        "run.npz",
    ],
)
def test_a_disk_that_fills_up_leaves_the_old_file(here: Path, output: str) -> None:
    """A full disk is one line and exit code 1, and leaves no part of a file."""
    (here / "a.gif").write_text("old")
    extra = ("--record", output, "-o", "b.png") if output == "run.npz" else ("-o", output)
    process = sgdviz_process("lesson", "--size", "1600x800", *extra, blocks_at_most="4")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert err == f"sgdviz: cannot write {output}: File too large\n"
    assert names(here) == ["a.gif"]
    assert (here / "a.gif").read_text() == "old"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_in_the_middle_leaves_nothing_half_written(here: Path, number: int, code: int) -> None:
    """After SIGINT, SIGTERM and SIGHUP the old file is there and the temporary ones are gone."""
    (here / "a.gif").write_text("old")
    with drawing(here) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (code, "")
    assert "Traceback" not in err
    assert names(here) == ["a.gif"]
    assert (here / "a.gif").read_text() == "old"


def test_several_signals_at_once_end_as_the_first(here: Path) -> None:
    """A second and a third signal do not interrupt the removal of what is half written."""
    (here / "a.gif").write_text("old")
    with drawing(here) as process:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            process.send_signal(number)
            time.sleep(0.002)
        _, err = process.communicate(timeout=60)
    assert process.returncode in (128 + signal.SIGTERM, 128 + signal.SIGINT, 128 + signal.SIGHUP)
    assert "Traceback" not in err
    assert names(here) == ["a.gif"]


def test_a_command_that_is_killed_leaves_no_process(here: Path) -> None:
    """The drawing processes end when their parent is killed: a pipe without a reader ends each."""
    (here / "a.gif").write_text("old")
    with drawing(here) as process:
        deadline = time.monotonic() + 30
        while not (workers := children_of(process.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert workers
        process.kill()
        process.communicate(timeout=60)
        while any(map(alive, workers)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not any(map(alive, workers))


@contextmanager
def drawing(here: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a command in the middle of drawing a.gif and frames/ in `here`; it is killed at the end of the block."""
    process = sgdviz_process(
        "lesson", "--passes", "2000", "--every", "step", "--size", "1600x800", "-o", "a.gif", "-o", "frames/"
    )
    try:
        deadline = time.monotonic() + 30
        while len(names(here)) < 3 and time.monotonic() < deadline:  # both temporaries are there: it is drawing
            time.sleep(0.02)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def children_of(process: int) -> list[int]:
    """Return the processes that `process` has started and that have not ended."""
    listed = subprocess.run(
        [system_tool("ps"), "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in listed.stdout.split()]


def alive(process: int) -> bool:
    """Return whether a process runs; one that has ended, and that is not waited for, does not."""
    state = subprocess.run(
        [system_tool("ps"), "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return state.stdout.strip()[:1] not in ("", "Z")
