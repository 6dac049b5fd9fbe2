"""The curves behind the fit of a network: they sum to its prediction, and stand only where that is true."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import panel_of
from helpers import evenly_tweened

import sgdviz
from sgdviz import MLP, SGD, Dataset, Recording
from sgdviz.drawing.marks import Stroke
from sgdviz.drawing.panels.contributions import contributions_of
from sgdviz.drawing.panels.fit import FitPanel

SINE = sgdviz.data.sine(20)


def curves(panel: FitPanel, row: int, role: str) -> list[np.ndarray]:
    """Return the points of the strokes of a role at a row."""
    return [mark.points for mark in panel.moving(row) if isinstance(mark, Stroke) and mark.role == f"fit.{role}"]


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("hidden", [(1,), (7,), (16,), (5, 3)])
def test_the_small_curves_sum_to_the_prediction(activation: str, hidden: tuple[int, ...]) -> None:
    """At every row the terms of all neurons and the constant sum to the recorded predictions to 1e-9."""
    model = MLP(1, hidden, activation=activation)  # type: ignore[arg-type] # one of the three names
    recording = sgdviz.fit(model, SINE, SGD(0.1), passes=4, seed=1)
    contributions = contributions_of(recording)
    assert contributions is not None
    for row in range(len(recording)):
        total = contributions.at(row).sum(axis=0)
        np.testing.assert_allclose(total, recording.grid_predictions[row], rtol=0, atol=1e-9)


def test_they_sum_to_the_prediction_between_rows_and_in_other_units() -> None:
    """So they do for standardized data, and in rows that are interpolated."""
    data = Dataset(SINE.x * 30 + 50, SINE.y * 400)
    recording = sgdviz.fit(MLP(1, (3,)), data, SGD(0.1), passes=2, standardize=True)
    tweened, rows = evenly_tweened(recording, [0, 1, 2, 3], 4)
    contributions = contributions_of(tweened)
    assert contributions is not None
    for row in rows:
        total = contributions.at(row).sum(axis=0)
        np.testing.assert_allclose(total, tweened.grid_predictions[row], rtol=0, atol=1e-9 * 400)


def test_the_curves_that_are_drawn_sum_to_the_line() -> None:
    """In pixels, heights over that of zero: four curves for three neurons and the constant, inside the plot or out."""
    recording = sgdviz.fit(MLP(1, (3,)), SINE, SGD(0.1), passes=4)
    panel = panel_of("fit", recording)
    assert isinstance(panel, FitPanel)
    zero = panel._plot.heights(np.zeros(1))[0]
    for row in (0, 3, 40):
        small, (line,) = curves(panel, row, "contribution"), curves(panel, row, "line")
        assert len(small) == 4
        total = sum(zero - curve[:, 1] for curve in small)
        np.testing.assert_allclose(total, zero - line[:, 1], atol=1e-6)
        assert all((curve[:, 0] == line[:, 0]).all() for curve in small)


def test_at_most_eight_curves_are_drawn() -> None:
    """Of 17 terms those that are largest at the end."""
    recording = sgdviz.fit(MLP(1, (16,)), SINE, SGD(0.1), passes=3)
    panel = panel_of("fit", recording)
    assert isinstance(panel, FitPanel)
    assert len(curves(panel, 2, "contribution")) == 8
    contributions = contributions_of(recording)
    assert contributions is not None
    sizes = np.abs(contributions.at(len(recording) - 1)).max(axis=1)
    left_out = np.setdiff1d(np.arange(17), contributions.shown)
    assert sizes[left_out].max() <= sizes[contributions.shown].min()


def test_other_predictions_have_no_small_curves(run: Recording) -> None:
    """A line, and a network of classes, whose output is not a sum, have none, and no colour for them."""
    classes = Dataset(SINE.x, (SINE.x[:, 0] > 0).astype(float))
    for recording in (run, sgdviz.fit(MLP(1, (3,), task="classes"), classes, SGD(0.1), passes=1)):
        panel = panel_of("fit", recording)
        assert isinstance(panel, FitPanel)
        assert not curves(panel, 3, "contribution")
        assert panel.theme.quiet(panel.theme.sample) not in panel.colors
