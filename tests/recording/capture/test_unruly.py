"""Tests that recording changes nothing that a script does, however it uses Python."""

from __future__ import annotations

import os

import pytest
from recording.capture.expected import SCRIPTS
from recording.capture.processes import captured, plain
from recording.capture.unruly_expected import FOLDER, UNRULY_SCRIPTS, Unruly

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="scripts are captured in copies of one process")


@pytest.mark.parametrize("unruly", UNRULY_SCRIPTS, ids=lambda unruly: unruly.script)
def test_an_unruly_script_does_what_it_does_without_recording(unruly: Unruly) -> None:
    """Its exit code and its output, tracebacks included, are those of Python alone."""
    script = FOLDER / unruly.script
    recorded = captured(script, *unruly.arguments, answers=unruly.answers)
    assert recorded == plain(script, *unruly.arguments, answers=unruly.answers)
    assert recorded.exit_code == unruly.exit_code
    assert unruly.trains or not recorded.found["runs"]


@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.py")), ids=lambda script: script.stem)
def test_a_training_script_writes_what_it_writes_without_recording(script: str) -> None:
    """Its parameters at the end, as it prints them, are the same to the last digit."""
    assert captured(SCRIPTS / script) == plain(SCRIPTS / script)
