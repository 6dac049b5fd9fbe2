"""Overlaid panels, asserted on their marks."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import dots, plot_of, plotted, strokes, texts

import sgdviz
from sgdviz import LIGHT, Dataset, InputError, Recording, Scene
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Dots, Stroke, Text
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from sgdviz.drawing.panels.panel import Panel


@pytest.fixture(scope="module")
def panels(run: Recording, short_run: Recording, diverging_run: Recording) -> tuple[Panel, ...]:
    """The strip, the fit and the loss of three runs."""
    labels = ("step size 0.01", "step size short", "step size 0.5")
    return lay_out(Scene(overlay=True, title="Steps"), Comparison((run, short_run, diverging_run), labels)).panels


def drawn(panel: Panel, row: int, color: str) -> np.ndarray:
    """Return the (K, 2) points of all strokes of one colour up to `row`, in the order in which they are drawn."""
    return np.concatenate([mark.points for mark in strokes([*panel.added(0, row + 1), *panel.moving(row)], color)])


def test_each_prediction_has_its_own_color(panels: tuple[Panel, ...], run: Recording, short_run: Recording) -> None:
    """Each line runs through m x + b of its own run, at the last row that this run has reached."""
    fit = panels[1]
    axis = plot_of(fit).y
    limits = (-5.0, 4.0, axis.low, axis.high)
    for color, recording, row in ((LIGHT.runs[0], run, 40), (LIGHT.runs[1], short_run, 12)):
        m, b = recording.params[row]
        for point, x in zip(drawn(fit, 40, color), (-5, 4), strict=True):
            assert tuple(point) == pytest.approx(plotted(fit, x, m * x + b, limits))


def test_the_data_lie_over_the_predictions(panels: tuple[Panel, ...], run: Recording) -> None:
    """The data points are the last mark of the fit but for names, muted, and the same mark at every row."""
    fit = panels[1]
    *lines, points = (mark for mark in fit.moving(40) if not isinstance(mark, Text))
    assert len(lines) == 3
    assert points is dots(fit.moving(0), LIGHT.muted)
    assert isinstance(points, Dots)
    np.testing.assert_array_equal(points.centers, plot_of(fit).place(run.dataset.inputs, run.dataset.y))


def overlaid_fit(data: Dataset) -> Panel:
    """Return the fit of two runs over `data`."""
    runs = tuple(sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(size), passes=1) for size in (0.001, 0.01))
    return lay_out(Scene(overlay=True), Comparison(runs, ("a", "b"))).panels[1]


def test_a_cloud_lies_below_the_predictions() -> None:
    """Many points do not hide the lines of the runs."""
    points, *lines = overlaid_fit(sgdviz.data.noisy_line(800)).moving(3)
    assert isinstance(points, Dots)
    assert [mark.color for mark in lines if isinstance(mark, Stroke)] == list(LIGHT.runs[:2])
    assert len(lines) == 2


def test_points_on_one_spot_are_counted_in_an_overlaid_fit() -> None:
    """The count stands beside the dot, over all lines."""
    *_, count = overlaid_fit(Dataset(np.array([1.0, 1, 2]), np.array([1.0, 1, 3]))).moving(1)
    assert isinstance(count, Text)
    assert count.text == "×2"


def test_each_cost_is_a_curve_as_long_as_its_run(panels: tuple[Panel, ...], short_run: Recording) -> None:
    """All curves are on the same axes, and the curve of a run that has ended ends in the middle."""
    loss = panels[2]
    area = plot_of(loss).area
    for color, steps in zip(LIGHT.runs, (300, 12, 7), strict=False):
        curve, pieces = drawn(loss, 300, color), strokes([*loss.added(0, 301), *loss.moving(300)], color)
        assert curve[0, 0] == area.left
        assert curve[:, 0].max() == pytest.approx(area.left + (steps / 300) ** 0.5 * area.width)
        for one, other in itertools.pairwise(pieces):
            assert one.points[-1].tolist() == other.points[0].tolist()
        assert len(curve) - (len(pieces) - 1) == steps + 1  # each row once, but for the joints
    share = plot_of(loss).y.share(short_run.cost[12])
    assert drawn(loss, 300, LIGHT.runs[1])[-1, 1] == pytest.approx(area.bottom - share * area.height)


def test_the_calmest_curve_is_drawn_last(run: Recording) -> None:
    """A curve that rises and falls would hide the others."""
    jumping = replace(run, cost=np.where(np.arange(301) % 2, 50.0, 0.5))
    for order in ((run, jumping), (jumping, run)):
        loss = lay_out(Scene(overlay=True, panels=("loss",)), Comparison(order, ("a", "b"))).panels[1]
        calm = LIGHT.runs[order.index(run)]
        markers = [mark.fill for mark in loss.moving(30) if isinstance(mark, Dots)]
        assert markers[-1] == calm
        assert len(markers) == 2


def test_added_marks_of_several_runs_do_not_depend_on_where_they_are_cut(panels: tuple[Panel, ...]) -> None:
    """Consecutive ranges of rows add the marks that all of them together add."""
    loss = panels[2]

    def added(*cuts: int) -> list[tuple[str, list[float]]]:
        marks = [mark for first, last in itertools.pairwise(cuts) for mark in loss.added(first, last)]
        return [(mark.color, mark.points.ravel().tolist()) for mark in strokes(marks)]

    assert len(added(0, 301)) > 20
    assert added(0, 301) == added(0, 1, 2, 7, 50, 51, 137, 301)


def test_overlaid_panels_have_no_readout(panels: tuple[Panel, ...]) -> None:
    """The headings and the kind of cost stand over plots that are taller, as there is no number below them."""
    strip, fit, loss = panels
    for panel, heading in ((fit, "Fit"), (loss, "Loss")):
        assert heading in texts(panel.static())
        assert not list(panel.labels(40))
        assert texts(panel.moving(40)) == ["0.01", "short", "0.5"]  # the runs, and no number
        assert panel.plot_area.top - panel.area.top < 92 * panel.unit
        assert panel.plot_area.top > strip.area.bottom
    assert "mean squared error" in texts(loss.static())


def test_runs_over_different_points_are_not_overlaid(run: Recording) -> None:
    """The fit refuses runs over different points; side by side, and in the loss alone, they can be compared."""
    data = run.dataset
    other = replace(run, dataset=Dataset(data.x, data.y + 1, data.feature_names, data.target_name))
    with pytest.raises(InputError, match="different data points; show them side by side"):
        sgdviz.animate([run, other], overlay=True)
    assert len(sgdviz.animate([run, other]).cues) == 301
    assert len(sgdviz.animate([run, other], overlay=True, panels=("loss",)).cues) == 301


def test_a_theme_must_have_a_color_for_each_run(run: Recording) -> None:
    """Two runs of one colour could not be told apart."""
    theme = replace(LIGHT, runs=LIGHT.runs[:1])
    with pytest.raises(InputError, match="theme 'light' has 1 colours for 2 runs"):
        sgdviz.animate([run, run], overlay=True, theme=theme)


def test_lines_and_curves_have_the_dashes_of_their_runs(run: Recording, short_run: Recording) -> None:
    """In a theme with dashes a line and a curve are interrupted, and otherwise as without."""
    comparison = Comparison((run, short_run), ("a", "b"))
    plain, dashed = (
        lay_out(Scene(overlay=True, theme=theme), comparison).panels[1:]
        for theme in (LIGHT, replace(LIGHT, dashes=("solid", "dashed")))
    )
    for before, panel in zip(plain, dashed, strict=True):
        first, second = LIGHT.runs[:2]
        np.testing.assert_array_equal(drawn(panel, 40, first), drawn(before, 40, first))
        points, whole = drawn(panel, 40, second), drawn(before, 40, second)
        assert np.isnan(points[:, 0]).sum() > np.isnan(whole[:, 0]).sum() + 3
        np.testing.assert_allclose(np.nanmin(points, axis=0), np.nanmin(whole, axis=0), atol=1)
