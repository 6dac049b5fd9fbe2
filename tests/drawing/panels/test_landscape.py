"""The landscape panel, asserted on its marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from drawing_helpers import dots, panel_of, panels_of_runs, plot_of, plotted, run_for, strokes, texts, unlike_runs

from sgdviz import LIGHT
from sgdviz.drawing.marks import Area, Dots


def test_the_ball_lies_in_the_landscape_where_the_parameters_say() -> None:
    """The pieces of the path join from the start of the run to the ball at its row."""
    panel, run = panel_of("landscape"), run_for("landscape")
    (low_m, low_b), (high_m, high_b) = run.landscape.min(axis=0), run.landscape.max(axis=0)
    limits = (low_m, high_m, low_b, high_b)
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


def test_a_step_long_enough_to_see_has_an_arrow() -> None:
    """The arrow runs from the place before the step towards the ball; at the start there is none."""
    panel, run = panel_of("landscape"), run_for("landscape")
    assert not strokes(panel.moving(0))
    shaft, head = strokes(panel.moving(1), LIGHT.accent)
    start, end = plot_of(panel).place(*run.params[:2].T)
    assert shaft.points[0].tolist() == start.tolist()
    gap = end - shaft.points[1]
    way = end - start
    assert np.hypot(*gap) == pytest.approx(7)  # the ball has room
    assert gap @ way == pytest.approx(np.hypot(*gap) * np.hypot(*way))
    assert len(head.points) == 3
    assert head.points[1].tolist() == shaft.points[1].tolist()


def test_a_step_too_short_to_see_has_no_arrow() -> None:
    """A step of fewer than 14 pixels is a piece of the path only."""
    panel, run = panel_of("landscape"), run_for("landscape")
    places = plot_of(panel).place(*run.params.T)
    lengths = np.hypot(*np.diff(places, axis=0).T)
    assert (lengths >= 14).any()
    assert (lengths < 14).any()
    for row in range(1, len(run)):
        assert bool(strokes(panel.moving(row), LIGHT.accent)) == (lengths[row - 1] >= 14)


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
