"""Recordings without data: walks down a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz.drawing.defaults import default_panels
from sgdviz.recording.objective import objective_recording

if TYPE_CHECKING:
    from pathlib import Path


def walk(size: int) -> sgdviz.Recording:
    """Return a walk down a bowl over so many parameters, whose ground is at -3."""
    params = (0.8 ** np.arange(10)[:, None] * np.arange(1, size + 1)).astype(np.float64)
    names = [f"p{place}" for place in range(size)]
    return objective_recording(lambda row: float((row**2).sum() - 3), params, names, range(0, 20, 2))


def test_the_cost_is_the_value_of_the_function() -> None:
    """Each row has the function's value as its cost, and the landscape those around the path."""
    recording = walk(2)
    np.testing.assert_allclose(recording.cost, (recording.params**2).sum(axis=1) - 3)
    np.testing.assert_allclose(recording.landscape_cost, (recording.landscape**2).sum(axis=1) - 3)
    assert recording.step.tolist() == list(range(0, 20, 2))
    assert recording.status == "completed"


def test_a_function_may_fail_at_places() -> None:
    """Where the function has no value, the cost is not a number."""
    recording = objective_recording(
        lambda row: np.log(float(row[0])) / float(row[0] > 0), np.ones((3, 1)), ["x"], range(3)
    )
    assert np.isnan(recording.landscape_cost[recording.landscape[:, 0] <= 0]).all()
    assert np.isfinite(recording.cost).all()


@pytest.mark.parametrize(("size", "panels"), [(1, ("cost",)), (2, ("landscape", "loss")), (3, ("loss", "parameters"))])
def test_it_is_drawn_as_a_ball_in_a_valley(tmp_path: Path, size: int, panels: tuple[str, ...]) -> None:
    """One or two parameters have their valley, more of them their values."""
    recording = walk(size)
    assert default_panels(recording) == panels
    animation = sgdviz.animate(recording)
    animation.save(str(tmp_path / "still.svg"), at="last")
    assert "function value" in animation.alt_text


def test_it_comes_back_from_its_file(tmp_path: Path) -> None:
    """The recording of a function is saved and loaded as any other."""
    recording = walk(1)
    recording.save(tmp_path / "run.npz")
    again = sgdviz.Recording.load(tmp_path / "run.npz")
    assert again.cost_kind == "function value"
    np.testing.assert_array_equal(again.cost, recording.cost)
