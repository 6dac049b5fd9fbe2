"""Tests of what ends a program from outside: limits of steps and of time, and Ctrl-C."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING

import pytest
from recording.capture.processes import Ended, captured

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="scripts are captured in copies of one process")

ENDLESS = """
w, turn = 0.0, 0
try:
    while True:
        try:
            miss = w * 2.0 - 5.0
            w -= 0.01 * miss * 2.0
            turn += 1
            {}
        except Exception:
            print("never")
finally:
    print("finally", turn)
print("never")
"""


def run(folder: Path, source: str, **given: object) -> Ended:
    """Capture a script with what is `given` to `capture`."""
    script = folder / "train.py"
    script.write_text(textwrap.dedent(source))
    return captured(script, given=given)


@pytest.mark.parametrize("steps", [1, 7, 100, 5000])
def test_a_program_is_ended_after_its_last_step(steps: int, tmp_path: Path) -> None:
    """It makes just as many steps, its `finally` runs, its `except Exception` does not, and its exit code is 0."""
    ended = run(tmp_path, ENDLESS.format(""), max_steps=steps)
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, f"finally {steps}\n", "")
    assert (ended.found["failed"], ended.found["stopped"]) == (False, "a limit")
    assert f"line 4: ended after {steps:,} steps of this loop" in ended.found["notes"]


def test_what_was_recorded_before_the_limit_is_kept(tmp_path: Path) -> None:
    """The run has as many steps as the limit."""
    source = """
        w = b = 0.0
        while True:
            for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 3.5)):
                miss = w * x + b - y
                w -= 0.1 * miss * x
                b -= 0.1 * miss
        """
    assert run(tmp_path, source, max_steps=40).found["runs"] == [[4, 41, 40]]


def test_a_program_within_its_limits_is_not_ended(tmp_path: Path) -> None:
    """Neither limit changes a program that ends by itself."""
    source = "w = 0.0\nfor x, y in [(1.0, 2.0)] * 40:\n    w -= 0.1 * (w * x - y) * x\nprint('end')\n"
    ended = run(tmp_path, source, max_steps=40, time_limit=50)
    assert (ended.stdout, ended.found["stopped"]) == ("end\n", "")


@pytest.mark.parametrize("waiting", ["", "import time; time.sleep(50)", "import threading; threading.Event().wait(50)"])
def test_a_program_is_ended_when_its_time_has_run_out(waiting: str, tmp_path: Path) -> None:
    """Its time runs out in a loop, in a sleep and in a wait."""
    ended = run(tmp_path, ENDLESS.format(waiting), time_limit=0.3)
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert ended.stdout.startswith("finally ")
    assert "ended after 0.3 seconds" in ended.found["notes"]


def test_ctrl_c_ends_a_program_with_its_own_traceback(tmp_path: Path) -> None:
    """The exit code is that of a shell, and what was recorded is kept."""
    source = """
        import os, signal
        w = b = 0.0
        for turn in range(1000):
            for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 3.5)):
                miss = w * x + b - y
                w -= 0.1 * miss * x
                b -= 0.1 * miss
            if turn == 20:
                os.kill(os.getpid(), signal.SIGINT)
        """
    ended = run(tmp_path, source)
    assert ended.exit_code == 130
    assert ended.stderr.splitlines()[0] == "Traceback (most recent call last):"
    assert f'File "{tmp_path / "train.py"}", line ' in ended.stderr
    assert ended.stderr.splitlines()[-1] == "KeyboardInterrupt"
    assert "sgdviz" not in ended.stderr
    assert [run[0] for run in ended.found["runs"]] == [5]
    assert ended.found["stopped"] == "Ctrl-C"


def test_threads_end_at_a_limit_too(tmp_path: Path) -> None:
    """A thread that would train for ever ends, and prints nothing."""
    source = """
        import threading
        def train():
            w = 0.0
            while True:
                miss = w * 2.0 - 5.0
                w -= 0.01 * miss * 2.0
        worker = threading.Thread(target=train)
        worker.start()
        worker.join()
        print("joined")
        """
    ended = run(tmp_path, source, max_steps=300)
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, "joined\n", "")
