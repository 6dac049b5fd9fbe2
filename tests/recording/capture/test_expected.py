"""Tests that the tables of scripts are of the scripts in the folders, and that these run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from recording.capture.expected import SCRIPTS, TRAININGS
from recording.capture.unruly_expected import FOLDER, UNRULY_SCRIPTS, Unruly

if TYPE_CHECKING:
    from pathlib import Path

MODULES = {training.module for training in TRAININGS} - {""}


def run(script: Path, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run a script in its own folder with the Python of the tests, and without windows."""
    return subprocess.run(
        [sys.executable, script.name, *arguments],
        cwd=script.parent,
        input=answers.encode(),
        env={**os.environ, "MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_every_script_is_in_the_table() -> None:
    """A script that is added without a line in the table would never be run."""
    files = {path.name for path in SCRIPTS.iterdir() if path.suffix in {".py", ".ipynb"}}
    assert files == {training.script for training in TRAININGS} | MODULES


def test_every_unruly_script_is_in_the_table() -> None:
    """The unruly scripts are all in their table, each once."""
    assert sorted(path.name for path in FOLDER.glob("*.py")) == [script.script for script in UNRULY_SCRIPTS]


def test_loops_are_numbered() -> None:
    """Each script has its loops 1, 2 and so on, each once."""
    for script in {training.script for training in TRAININGS}:
        loops = [training.loop for training in TRAININGS if training.script == script]
        assert sorted(loops) == list(range(1, len(loops) + 1)), script


@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.py")), ids=lambda path: path.stem)
def test_a_training_script_runs(script: Path) -> None:
    """Each training script ends well, prints its parameters and prints them again when it runs again."""
    first, second = run(script), run(script)
    assert first.returncode == 0, first.stderr
    assert bool(first.stdout) == (script.name not in MODULES)
    assert first.stdout == second.stdout


@pytest.mark.slow
@pytest.mark.parametrize("unruly", UNRULY_SCRIPTS, ids=lambda unruly: unruly.script)
def test_an_unruly_script_runs(unruly: Unruly) -> None:
    """Each unruly script ends as its table says, and writes the same when it runs again."""
    first, second = (run(FOLDER / unruly.script, *unruly.arguments, answers=unruly.answers) for _ in range(2))
    assert first.returncode == unruly.exit_code, first.stderr
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
