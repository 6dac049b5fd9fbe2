"""The landscape panel, asserted on its marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from drawing_helpers import dots, panel_of, panels_of_runs, plot_of, plotted, run_for, strokes, texts, unlike_runs

import sgdviz
from sgdviz import LIGHT, Recording
from sgdviz.drawing.marks import Area, Dots, Rect


def limits_of(run: Recording, area: Rect) -> tuple[float, float, float, float]:
    """Return the limits of both axes: 0.2 times the longest side past the path, and the shorter axis extended."""
    low, high = run.params.min(axis=0), run.params.max(axis=0)
    margin = 0.2 * max(high - low)
    (low_m, low_b), (high_m, high_b) = low - margin, high + margin
    per_pixel = max((high_m - low_m) / area.width, (high_b - low_b) / area.height)
    half_m, half_b = per_pixel * area.width / 2, per_pixel * area.height / 2
    m, b = (low_m + high_m) / 2, (low_b + high_b) / 2
    return m - half_m, m + half_m, b - half_b, b + half_b


def test_the_ball_lies_in_the_landscape_where_the_parameters_say() -> None:
    """The pieces of the path join from the start of the run to the ball at its row."""
    panel, run = panel_of("landscape"), run_for("landscape")
    limits = limits_of(run, panel.plot_area)
    row = len(run) - 1
    ball = dots(panel.moving(row), LIGHT.line).centers[0]
    m, b = run.params[row]
    assert tuple(ball) == pytest.approx(plotted(panel, m, b, limits))
    for shown in range(1, len(run)):
        path = [mark.points for mark in strokes([*panel.added(0, shown + 1), *panel.moving(shown)], LIGHT.line)]
        assert tuple(path[-1][1]) == tuple(dots(panel.moving(shown), LIGHT.line).centers[0])
    assert tuple(path[0][0]) == pytest.approx(plotted(panel, run.params[0, 0], run.params[0, 1], limits))
    assert len(path) > 10
    assert all(tuple(one[1]) == tuple(other[0]) for one, other in pairwise(path))


def test_dots_on_the_path_have_the_tints_of_the_lines_in_the_fit() -> None:
    """At every row, the dots are where the run was at the steps whose lines the fit shows, in the same colours."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=8)
    landscape, fit = panel_of("landscape", run), panel_of("fit", run)
    places, most = plot_of(landscape).place(*run.params.T).tolist(), 0
    for row in range(len(run)):
        lines = {mark.color: mark.points for mark in strokes(fit.held(row))}
        marks = {mark.fill: mark.centers for mark in landscape.held(row) if isinstance(mark, Dots)}
        assert lines.keys() == marks.keys()
        for color, centers in marks.items():
            assert color is not None
            earlier = places.index(centers[0].tolist())
            assert earlier < row
            heights = plot_of(fit).heights(run.grid_predictions[earlier])
            at_ends = np.interp(plot_of(fit).place(run.grid[:, 0], [0, 0])[:, 0], *lines[color].T)
            assert at_ends == pytest.approx(heights)
        most = max(most, len(marks))
    assert most == len(LIGHT.trail)


@pytest.mark.parametrize("area", [Rect(0, 0, 480, 400), Rect(0, 0, 800, 400), Rect(0, 0, 340, 500)])
def test_both_parameters_have_one_scale(area: Rect) -> None:
    """A unit is as long across as up, and the bands cover the whole plot."""
    panel = panel_of("landscape", area=area)
    plot = plot_of(panel)
    (left, bottom), (right, top) = plot.place([0, 1], [0, 1])
    assert right - left == pytest.approx(bottom - top)
    points = np.concatenate([mark.points for mark in panel.static() if isinstance(mark, Area)])
    assert (points.min(axis=0) <= (plot.area.left, plot.area.top)).all()
    assert (points.max(axis=0) >= (plot.area.right, plot.area.bottom)).all()


def test_steps_down_the_true_slope_cross_contours_at_right_angles() -> None:
    """A step of the full batch is drawn at right angles to the contour through its start."""
    data = sgdviz.data.post()
    run = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.02), passes=9, batch_size=None)
    place = plot_of(panel_of("landscape", run)).place
    x, y = data.inputs, data.y
    for (m, b), after in pairwise(run.params):
        error = m * x + b - y
        along = np.array([-np.mean(error), np.mean(error * x)])  # the gradient, turned by a right angle
        start, end, beside = place(*np.array([(m, b), after, np.add((m, b), along)]).T)
        step, contour = end - start, beside - start
        assert abs(step @ contour) < 1e-6 * np.hypot(*step) * np.hypot(*contour)


def test_a_cross_marks_the_lowest_cost() -> None:
    """Its arms cross at the parameters of least squares."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=50)
    panel = panel_of("landscape", run)
    across, up = [mark for mark in strokes(panel.static()) if mark.role == "landscape.lowest"]
    assert across.color == LIGHT.ink
    m, b = np.polyfit(run.dataset.inputs, run.dataset.y, 1)
    expected = plotted(panel, m, b, limits_of(run, panel.plot_area))
    for arm in (across, up):
        assert tuple(arm.points.mean(axis=0)) == pytest.approx(expected, abs=1e-6)
    assert np.ptp(across.points, axis=0).tolist() == [20, 0]
    assert np.ptp(up.points, axis=0).tolist() == [0, 20]


def test_a_lowest_cost_past_the_landscape_has_no_cross() -> None:
    """Where the cost falls to the edge of the landscape, the lowest is not known; outside the plot it is not shown."""
    assert not [mark for mark in panel_of("landscape").static() if mark.role == "landscape.lowest"]
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(1e-5), passes=2, start={"m": 90.0, "b": 0.0})
    assert not [mark for mark in panel_of("landscape", run).static() if mark.role == "landscape.lowest"]


def test_every_path_lies_in_the_landscape() -> None:
    """Runs from far apart are each drawn whole in the common landscape."""
    runs = unlike_runs("landscape")
    for panel, run in zip(panels_of_runs(runs, "landscape"), runs, strict=True):
        area = plot_of(panel).area
        balls = np.concatenate([dots(panel.moving(row), LIGHT.line).centers for row in range(len(run))])
        assert len(balls) == len(run)
        assert (balls >= [area.left, area.top]).all()
        assert (balls <= [area.right, area.bottom]).all()


def test_lower_costs_have_deeper_tints() -> None:
    """Each band of the landscape holds its costs, and the tint of the lowest is the furthest from the background."""
    panel, run = panel_of("landscape"), run_for("landscape")
    bands = [mark for mark in panel.static() if isinstance(mark, Area)]
    colors = list(dict.fromkeys(band.color for band in bands))
    assert len(colors) == 9
    reds = [int(color[1:3], 16) for color in colors]
    assert all(deeper < paler for deeper, paler in pairwise(reds))
    lowest = run.landscape[np.argmin(run.landscape_cost)]
    place = plot_of(panel).place(*lowest)[0]
    first = bands[0].points
    assert (first.min(axis=0) <= place).all()
    assert (first.max(axis=0) >= place).all()


def test_the_readout_is_the_cost() -> None:
    """The cost of the row stands under the heading."""
    panel, run = panel_of("landscape"), run_for("landscape")
    said = texts(panel.labels(5))[0]
    assert said.startswith("cost ")
    assert float(said.removeprefix("cost ")) == pytest.approx(run.cost[5], rel=0.005)


def test_a_ball_outside_the_plot_is_not_drawn() -> None:
    """Parameters outside the landscape, as those of a divergence, have no ball at the edge."""
    run = run_for("landscape")
    far = replace(run, params=np.vstack([run.params[:-1], [[1e6, 1e6]]]))
    panel = panel_of("landscape", far)
    assert not [mark for mark in panel.moving(len(run) - 1) if isinstance(mark, Dots)]
