"""Tests that the table of scripts and the folder of scripts agree."""

from __future__ import annotations

from recording.capture.expected import SCRIPTS, TRAININGS


def test_every_script_is_in_the_table() -> None:
    """A script that is added without a line in the table would never be run."""
    files = {path.name for path in SCRIPTS.iterdir() if path.suffix in {".py", ".ipynb"}}
    named = {training.script for training in TRAININGS} | {training.module for training in TRAININGS} - {""}
    assert named == files


def test_loops_are_numbered() -> None:
    """Each script has its loops 1, 2 and so on, each once."""
    for script in {training.script for training in TRAININGS}:
        loops = [training.loop for training in TRAININGS if training.script == script]
        assert sorted(loops) == list(range(1, len(loops) + 1)), script
