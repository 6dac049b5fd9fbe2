"""The builder: steps one at a time become a recording."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import Dataset, RecordingError, Step
from sgdviz.recording.builder import RecordingBuilder

DATA = Dataset(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.5]))
GRID = np.array([[0.0], [4.0]])
NAN = float("nan")


def test_steps_become_rows() -> None:
    """Row k holds step k; predictions are split into those of the data and those of the grid, and give the cost."""
    builder = RecordingBuilder(DATA, ("w", "b"), grid=GRID, formula="y = {w} x", recipe={"loop": "mine"})
    params = np.array([2.0, 0.0])
    builder.add(Step(0, 0, None, params, np.full(2, NAN), NAN), np.array([2.0, 4.0, 6.0, 0.0, 8.0]))
    params[:] = [2.5, 0.5]
    builder.add(Step(1, 1, 2, params, np.array([-0.5, 1.0]), 0.25), np.array([3.0, 5.5, 8.0, 0.5, 10.5]))
    params[:] = 99  # the builder has copied it
    run = builder.build()
    assert run.step.tolist() == [0, 1]
    assert run.pass_index.tolist() == [0, 1]
    assert run.sample.tolist() == [-1, 2]
    assert run.params.tolist() == [[2.0, 0.0], [2.5, 0.5]]
    np.testing.assert_array_equal(run.gradients, [[NAN, NAN], [-0.5, 1.0]])
    np.testing.assert_array_equal(run.loss, [NAN, 0.25])
    assert run.predictions.tolist() == [[2.0, 4.0, 6.0], [3.0, 5.5, 8.0]]
    assert run.grid_predictions.tolist() == [[0.0, 8.0], [0.5, 10.5]]
    assert run.cost.tolist() == [0.25 / 3, (1 + 1.5**2 + 1.5**2) / 3]
    assert (run.param_names, run.formula, run.recipe) == (("w", "b"), "y = {w} x", {"loop": "mine"})


def test_the_cost_has_the_kind_asked_for() -> None:
    """The builder computes the cost of the kind that it is given, and the recording names it."""
    builder = RecordingBuilder(DATA, ("w",), grid=GRID, cost_kind="mean absolute error")
    builder.add(Step(0, 0, None, np.ones(1), np.ones(1), NAN), np.array([3.0, 4.0, 6.0, 0.0, 8.0]))
    run = builder.build()
    assert run.cost_kind == "mean absolute error"
    assert run.cost.tolist() == [0.5]


def test_a_builder_can_be_built_from_more_than_once() -> None:
    """A recording built early keeps its rows while the builder goes on."""
    builder = RecordingBuilder(DATA, ("w",), grid=np.empty((0, 1)))
    builder.add(Step(0, 0, None, np.zeros(1), np.zeros(1), NAN), np.zeros(3))
    early = builder.build()
    builder.add(Step(1, 0, None, np.ones(1), np.zeros(1), 1.0), np.ones(3))
    assert (len(early), len(builder.build())) == (1, 2)
    assert early.grid_predictions.shape == (1, 0)


def test_no_steps_make_no_recording() -> None:
    """A builder without steps raises `RecordingError`."""
    with pytest.raises(RecordingError, match="no steps"):
        RecordingBuilder(DATA, ("w",), grid=GRID).build()
