"""The boundary panel, asserted on its marks."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import dots, panel_of, plot_of, run_for, strokes, text_marks, texts

import sgdviz
from sgdviz import LIGHT, MLP, SGD, Dataset, InputError, Neuron, Scene
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Area, Dots
from sgdviz.drawing.text import face


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
    (rings,) = [mark for mark in marks if isinstance(mark, Dots) and mark.edge == LIGHT.accent]
    assert len(rings.centers) == (run.dataset.y == 1).sum()


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


def test_the_classes_have_a_legend() -> None:
    """The names of the classes stand over the plot, and without names the numbers of the target."""
    x = np.random.default_rng(0).normal(size=(20, 2))
    for names, said in (((), ["passed = 0", "passed = 1"]), (("no", "yes"), ["no", "yes"])):
        data = Dataset(x, (x[:, 0] > 0).astype(float), ("hours", "sleep"), "passed", names)
        panel = panel_of("boundary", sgdviz.fit(MLP(2, (2,), task="classes"), data, SGD(0.1), passes=2))
        assert texts(panel.static())[-2:] == said
        swatches = [mark for mark in panel.static() if isinstance(mark, Dots)]
        assert [(mark.fill, mark.edge) for mark in swatches] == [
            (LIGHT.data, LIGHT.background),
            (LIGHT.background, LIGHT.accent),
        ]


def test_a_long_label_leaves_room_for_the_legend() -> None:
    """The label of the y axis ends before the legend begins."""
    x = np.random.default_rng(0).normal(size=(20, 2))
    names = ("hours", "average number of hours of sleep in the week before the exam")
    data = Dataset(x, (x[:, 0] > 0).astype(float), names, "passed", ("failed the exam", "passed the exam"))
    panel = panel_of("boundary", sgdviz.fit(MLP(2, (2,), task="classes"), data, SGD(0.1), passes=2))
    label = next(mark for mark in text_marks(panel.static()) if mark.text.startswith("avera"))
    swatch = next(mark for mark in panel.static() if isinstance(mark, Dots))
    assert label.text.endswith("…")
    assert label.x + face(label.size).width(label.text) < swatch.centers[0, 0] - swatch.radius


def test_repeated_rows_are_counted() -> None:
    """A table of AND with each row three times has a count at each of its four dots."""
    x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]] * 3)
    run = sgdviz.fit(MLP(2, (2,), task="classes"), Dataset(x, x.prod(axis=1)), SGD(0.1), passes=2)
    counts = [mark.text for mark in text_marks(panel_of("boundary", run).moving(0))]
    assert counts == ["×3"] * 4


def test_the_boundary_lies_above_a_cloud() -> None:
    """Many points do not hide the line: it is drawn over them, with a halo."""
    x = np.random.default_rng(0).normal(size=(1500, 2))
    data = Dataset(x, (x[:, 0] > 0).astype(float))
    run = sgdviz.fit(MLP(2, (2,), task="classes"), data, SGD(0.1), passes=1, batch_size=100)
    marks = list(panel_of("boundary", run).moving(15))
    kinds = [type(mark).__name__ for mark in marks]
    assert kinds == sorted(kinds, key=["Area", "Dots", "Stroke"].index)
    halo, line = strokes(marks, LIGHT.background), strokes(marks, LIGHT.line)
    assert len(halo) == len(line) > 0
    assert halo[0].width > line[0].width
