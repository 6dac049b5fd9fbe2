"""Tests of recording unmodified scripts, in the styles in which people write them."""

from __future__ import annotations

import contextlib
import io
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from recording.capture.expected import SCRIPTS, TRAININGS, Training

from sgdviz.recording.capture import capture, read_program

if TYPE_CHECKING:
    from sgdviz.recording.capture import Captured, CapturedRun

IDS = [f"{training.script}-{training.loop}" for training in TRAININGS]


@cache
def captured(script: str) -> tuple[Captured, str]:
    """Return what a script did, run as it is in its own folder, and what it printed."""
    printed = io.StringIO()
    here = Path.cwd()
    os.chdir(SCRIPTS)
    try:
        with contextlib.redirect_stdout(printed):
            return capture(read_program(script)), printed.getvalue()
    finally:
        os.chdir(here)


def run_of(training: Training) -> CapturedRun:
    """Return the recorded run of one of a script's loops."""
    found, _ = captured(training.script)
    assert len(found.runs) >= training.loop, found.notes
    return found.runs[training.loop - 1]


@pytest.mark.parametrize("training", TRAININGS, ids=IDS)
def test_a_script_is_recorded_without_help(training: Training) -> None:
    """Parameters, steps and the kind of picture are those that a reader of the script finds."""
    recording = run_of(training).recording
    assert len(recording.param_names) == training.values
    assert recording.step[0] == 0
    assert recording.step[-1] == training.steps
    features = recording.dataset.x.shape[1]
    if training.picture == "valley":
        assert recording.cost_kind == "function value"
        assert len(recording.landscape)
        return
    assert recording.dataset.x.shape == (training.points, training.inputs)
    assert bool(len(recording.grid)) == (training.picture in ("curve", "surface"))
    assert features == training.inputs
    classes = set(recording.dataset.y.tolist()) == {0.0, 1.0}
    assert classes == (training.classes > 0)


@pytest.mark.parametrize("training", TRAININGS, ids=IDS)
def test_the_parameters_are_named_as_in_the_script(training: Training) -> None:
    """The names of the recording's parameters, without indices, are the script's own."""
    names = {name.partition("[")[0].rpartition(".")[2] for name in run_of(training).recording.param_names}
    own = {name.rpartition(".")[2] for name in training.parameters}
    if own <= {"params", "layers", "model"}:  # containers, whose parts have names of their own
        return
    assert names == own


@pytest.mark.parametrize("training", [one for one in TRAININGS if one.data], ids=lambda one: one.script)
def test_the_axes_are_named_as_in_the_script(training: Training) -> None:
    """The names of the inputs and of the target are those of the script's data."""
    dataset = run_of(training).recording.dataset
    assert training.data is not None
    x, y = training.data
    assert {name.partition("[")[0] for name in dataset.feature_names} == {x}
    assert dataset.target_name == y


@pytest.mark.parametrize("training", TRAININGS, ids=IDS)
def test_the_last_row_has_the_parameters_that_the_script_ends_with(training: Training) -> None:
    """A script prints its final parameters; the recording's last ones are among those numbers."""
    _, printed = captured(training.script)
    for value in run_of(training).recording.params[-1]:
        close = [word for word in _numbers(printed) if np.isclose(word, value, rtol=1e-6, atol=1e-8)]
        assert close, value


def _numbers(text: str) -> list[float]:
    found = []
    for word in "".join(letter if letter in "0123456789.e+-" else " " for letter in text).split():
        with contextlib.suppress(ValueError):
            found.append(float(word))
    return found
