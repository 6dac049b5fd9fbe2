"""The predictions panel, asserted on its marks."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import dots, panel_of, plot_of, plotted, run_for, strokes, texts

import sgdviz
from sgdviz import LIGHT, MLP, SGD, Dataset, Neuron
from sgdviz.drawing.marks import Dots
from sgdviz.drawing.panels.limits import value_limits


def test_a_dot_is_as_far_from_the_diagonal_as_the_prediction_from_the_target() -> None:
    """The target of a point goes to the right and its prediction upwards, on axes that hold both."""
    panel, run = panel_of("predictions"), run_for("predictions")
    y = run.dataset.y
    limits = value_limits([run]) * 2
    assert limits[0] < min(y.min(), run.predictions[0].min())
    assert limits[1] > max(y.max(), run.predictions[0].max())
    places = dots(panel.moving(20), LIGHT.data).centers
    for place, target, predicted in zip(places, y, run.predictions[20], strict=True):
        assert tuple(place) == pytest.approx(plotted(panel, target, predicted, limits))


def test_on_the_diagonal_both_are_equal() -> None:
    """The diagonal runs from corner to corner of axes that are the same."""
    panel = panel_of("predictions")
    (diagonal,) = [mark for mark in strokes(panel.static()) if mark.role == "predictions.diagonal"]
    area = panel.plot_area
    np.testing.assert_allclose(diagonal.points, [[area.left, area.bottom], [area.right, area.top]])
    assert plot_of(panel).x == plot_of(panel).y


def test_the_residual_of_each_of_few_points_is_a_bar() -> None:
    """A bar leads from the diagonal to the dot; more than forty points have none."""
    panel = panel_of("predictions")
    marks = list(panel.moving(20))
    bars, places = strokes(marks, LIGHT.bar(LIGHT.line)), dots(marks, LIGHT.data).centers
    assert [bar.points[1].tolist() for bar in bars] == places.tolist()
    y = panel.recording.dataset.y
    assert [bar.points[0].tolist() for bar in bars] == plot_of(panel).place(y, y).tolist()
    many = sgdviz.fit(Neuron(3), sgdviz.data.many_houses(41), SGD(1e-9), passes=1)
    assert not strokes(panel_of("predictions", many).moving(1))


def test_many_points_are_a_cloud_with_the_sample_on_top() -> None:
    """Crowded dots are small and translucent at every row, and the sample in hand keeps its size, rim and ring."""
    run = sgdviz.fit(Neuron(3), sgdviz.data.many_houses(600), SGD(0.02), passes=1, standardize=True)
    panel = panel_of("predictions", run)
    first, later = ([mark for mark in panel.moving(row) if isinstance(mark, Dots)] for row in (0, 300))
    (cloud,) = first
    assert (cloud.edge, cloud.opacity < 0.6, len(cloud.centers)) == (None, True, 600)
    again, sample, ring = later
    assert (again.radius, again.opacity) == (cloud.radius, cloud.opacity)
    assert sample.centers.tolist() == ring.centers.tolist() == [again.centers[run.sample[300]].tolist()]
    assert (sample.fill, sample.edge, sample.opacity) == (LIGHT.data, LIGHT.background, 1)
    assert sample.radius > 1.5 * cloud.radius


def test_the_targets_of_classes_are_named() -> None:
    """The names of the classes stand below their columns, at 0 and 1."""
    x = np.random.default_rng(0).normal(size=(20, 3))
    data = Dataset(x, (x[:, 0] > 0).astype(float), class_names=("failed", "passed"))
    run = sgdviz.fit(MLP(3, (2,), task="classes"), data, SGD(0.1), passes=2)
    axis = plot_of(panel_of("predictions", run)).x
    assert [(tick, axis.label(tick)) for tick in axis.ticks] == [(0.0, "failed"), (1.0, "passed")]
    assert {"failed", "passed"} <= set(texts(panel_of("predictions", run).static()))


def test_the_sample_in_hand_has_a_ring() -> None:
    """The ring is around the dot of the sample; at the start there is none."""
    panel, run = panel_of("predictions"), run_for("predictions")
    marks = list(panel.moving(7))
    (ring,) = [mark for mark in marks if isinstance(mark, Dots) and mark.edge == LIGHT.accent]
    assert ring.centers[0].tolist() == dots(marks, LIGHT.data).centers[run.sample[7]].tolist()
    assert not [mark for mark in panel.moving(0) if isinstance(mark, Dots) and mark.edge == LIGHT.accent]


def test_the_readout_is_the_root_mean_square_of_the_residuals() -> None:
    """The readout has the unit of the target."""
    panel, run = panel_of("predictions"), run_for("predictions")
    off = np.sqrt(np.mean((run.predictions[3] - run.dataset.y) ** 2))
    said = texts(panel.labels(3))[0]
    assert said.startswith("off by ")
    assert float(said.removeprefix("off by ")) == pytest.approx(off, rel=0.005)
