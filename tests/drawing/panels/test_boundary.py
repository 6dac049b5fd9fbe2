"""The boundary panel, asserted on its marks."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import dots, panel_of, plot_of, run_for, strokes, texts

import sgdviz
from sgdviz import LIGHT, MLP, SGD, Dataset, InputError, Neuron, Scene
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Area


def test_the_boundary_runs_where_both_classes_are_equally_likely() -> None:
    """The model predicts one half at every point of the line, and each class has its dots and its tints."""
    panel, run = panel_of("boundary"), run_for("boundary")
    marks = list(panel.moving(len(run) - 1))
    line = strokes(marks, LIGHT.line)[0]
    low_x, low_y = run.grid.min(axis=0)
    high_x, high_y = run.grid.max(axis=0)
    plot = panel.plot_area
    x = low_x + (line.points[:, 0] - plot.left) / plot.width * (high_x - low_x)
    y = low_y + (plot.bottom - line.points[:, 1]) / plot.height * (high_y - low_y)
    predicted = MLP(2, (3,), task="classes").predict(run.params[-1], np.column_stack([x, y]))
    np.testing.assert_allclose(predicted, 0.5, atol=0.02)
    assert len({mark.color for mark in marks if isinstance(mark, Area)}) > 2
    assert len(dots(marks, LIGHT.data).centers) == (run.dataset.y == 0).sum()
    assert len(dots(marks, LIGHT.accent).centers) == (run.dataset.y == 1).sum()


def test_tints_lie_below_the_line_and_the_points() -> None:
    """The areas are drawn first, then the boundary, then the points."""
    kinds = [type(mark).__name__ for mark in panel_of("boundary").moving(40)]
    assert kinds == sorted(kinds, key=["Area", "Stroke", "Dots"].index)
    assert len(set(kinds)) == 3


def test_the_boundary_of_a_certain_model_is_straight() -> None:
    """A steep sigmoid has no stairs along the grid at which it was recorded."""
    steep = np.array([12.0, -160.0])
    rows = np.random.default_rng(0).normal(size=(30, 2))
    recorder = sgdviz.Recorder(rows, rows[:, 0] > 0, predict=lambda xs: 1 / (1 + np.exp(-xs @ steep)))
    recorder.record(w=steep)
    panel = panel_of("boundary", recorder.recording())
    line = max(strokes(panel.moving(0)), key=lambda mark: len(mark.points))
    plot = plot_of(panel)
    x, y, area = plot.x, plot.y, plot.area
    across = x.low + (line.points[:, 0] - area.left) / area.width * (x.high - x.low)
    up = y.high - (line.points[:, 1] - area.top) / area.height * (y.high - y.low)
    assert len(line.points) > 60
    np.testing.assert_allclose(up, across * 3 / 40, atol=(y.high - y.low) / area.height / 4)  # a quarter of a pixel


def test_the_readout_is_the_share_of_right_classes() -> None:
    """A point is classified correctly where its probability and its class are on the same side of one half."""
    panel, run = panel_of("boundary"), run_for("boundary")
    for row in (0, len(run) - 1):
        right = sum((p > 0.5) == (y == 1) for p, y in zip(run.predictions[row], run.dataset.y, strict=True))
        share = texts(panel.labels(row))[0].removesuffix(" % right")
        assert float(share) == pytest.approx(100 * right / 40, abs=0.05)


def test_targets_that_are_no_classes_are_refused() -> None:
    """Two inputs alone do not make a boundary."""
    data = Dataset(np.eye(2), np.array([3.0, 4.0]))
    run = sgdviz.fit(Neuron(2), data, SGD(0.1), passes=1)
    with pytest.raises(InputError, match="two classes"):
        lay_out(Scene(panels=("boundary",)), run)
