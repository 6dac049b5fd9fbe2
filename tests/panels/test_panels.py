"""Panels: what they say is to be drawn, asserted on the marks."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdviz
from sgdviz import LIGHT, InputError, Recorder, Recording, Scene
from sgdviz.marks import Dots, Mark, Rect, Stroke, Text
from sgdviz.panels.base import Panel, PanelSettings
from sgdviz.panels.equation import equation_writer
from sgdviz.panels.fit import FitPanel
from sgdviz.panels.loss import LossPanel
from sgdviz.theme import SIZES
from sgdviz.typesetting import FIGURE_SPACE

AREA = Rect(0, 0, 480, 400)


def settings(**changes: object) -> PanelSettings:
    """Return light settings for one panel."""
    return replace(PanelSettings(LIGHT, AREA), **changes)  # type: ignore[arg-type]


def strokes(marks: list[Mark], color: str) -> list[Stroke]:
    """Return the strokes of one colour."""
    return [mark for mark in marks if isinstance(mark, Stroke) and mark.color == color]


def texts(marks: list[Mark]) -> list[str]:
    """Return what is written."""
    return [mark.text for mark in marks if isinstance(mark, Text)]


def test_the_red_line_spans_the_plot_where_m_and_b_say(run: Recording) -> None:
    """From one side to the other, through m x + b, computed from the axes by hand."""
    panel = FitPanel(run, settings())
    plot = panel.plot_area
    for row in (0, 15, 300):
        (line,) = strokes(list(panel.moving(row)), LIGHT.line)
        m, b = run.params[row]
        for (x_pixel, y_pixel), x in zip(line.points, (-5, 4), strict=True):
            assert x_pixel == pytest.approx(plot.left + (x + 5) / 9 * plot.width)
            y = m * x + b
            assert y_pixel == pytest.approx(plot.bottom - (y + 10) / 17.295 * plot.height)


def test_the_sample_in_hand_has_a_ring_and_its_residual(run: Recording) -> None:
    """The bar goes from the sample to the line, and is as long as what the update has left of the residual."""
    panel = FitPanel(run, settings())
    marks = list(panel.moving(2))
    (bar,) = strokes(marks, LIGHT.accent)
    (ring,) = [mark for mark in marks if isinstance(mark, Dots) and mark.edge == LIGHT.accent]
    assert bar.points[0].tolist() == ring.centers[0].tolist()
    per_pixel = 17.295 / panel.plot_area.height
    left = run.predictions[2, 1] - run.dataset.y[1]
    assert bar.points[0, 1] - bar.points[1, 1] == pytest.approx(left / per_pixel)


def test_the_start_has_no_sample_and_no_trail(run: Recording) -> None:
    """The first frame makes sense alone: data, a line, and nothing in hand."""
    marks = list(FitPanel(run, settings()).moving(0))
    assert not strokes(marks, LIGHT.accent)
    assert FitPanel(run, settings()).resting(0) == ()
    assert texts(marks) == ["y = 0.84 x + 0.76", "step 0\u2007\u2007  pass 0\u2007"]


def test_the_trail_stands_still_between_far_apart_lines(run: Recording) -> None:
    """Oldest and palest first, each the line of its own step, at least twelve pixels from the one before it."""
    panel = FitPanel(run, settings())
    assert panel.resting(0) == ()
    trail = panel.resting(30)
    assert panel.resting(31) is trail
    assert [ghost.color for ghost in trail if isinstance(ghost, Stroke)] == list(reversed(LIGHT.ghosts))
    lines = [strokes(list(panel.moving(row)), LIGHT.line)[0].points for row in range(31)]
    for ghost in trail:
        assert isinstance(ghost, Stroke)
        assert any(np.array_equal(ghost.points, line) for line in lines)
    for one, other in itertools.pairwise(panel._trail):
        if other <= 30:
            assert np.abs(lines[one] - lines[other]).max() >= 12


def test_a_divergence_is_said_and_stretches_no_axis(diverging_run: Recording, run: Recording) -> None:
    """The fit keeps its limits; the loss shows what came before; the picture names the step."""
    fit, loss = FitPanel(diverging_run, settings()), LossPanel(diverging_run, settings())
    assert fit._plot.y == FitPanel(run, settings())._plot.y
    assert loss._plot.y.high <= 1e5
    assert "diverged at step 7" in texts(list(fit.moving(7)))
    assert not any("diverged" in text for text in texts(list(fit.moving(6))))


def test_the_fit_panel_draws_one_input() -> None:
    """Two inputs are refused with what to do."""
    recorder = Recorder(np.ones((3, 2)), [1, 2, 3], predict=lambda xs: xs[:, 0])
    recorder.record(w=1.0)
    with pytest.raises(InputError, match="draws one input and the data have 2"):
        Scene(panels=("fit",)).lay_out(recorder.recording())


@pytest.mark.parametrize("panel_type", [FitPanel, LossPanel])
def test_deposits_do_not_depend_on_where_they_are_cut(run: Recording, panel_type: type[Panel]) -> None:
    """Two stretches of rows leave what both together leave: that is why any frame can be drawn alone."""
    panel = panel_type(run, settings())

    def left_by(*cuts: int) -> list[tuple[str, list[float]]]:
        marks = [mark for first, last in itertools.pairwise(cuts) for mark in panel.deposits(first, last)]
        return [(type(m).__name__, np.ravel(getattr(m, "points", getattr(m, "centers", 0))).tolist()) for m in marks]

    assert left_by(0, 200) == left_by(0, 1, 2, 50, 51, 137, 200)


def test_the_whole_curve_is_set_down_by_the_end(run: Recording) -> None:
    """Deposits and what still moves cover every row once, joint to joint."""
    panel = LossPanel(run, settings())
    stretches = strokes([*panel.deposits(0, 301), *panel.moving(300)], LIGHT.line)
    whole = np.concatenate([stretches[0].points[:1], *(stretch.points[1:] for stretch in stretches)])
    np.testing.assert_array_equal(whole, panel._curve)
    for one, other in itertools.pairwise(stretches):
        assert one.points[-1].tolist() == other.points[0].tolist()


def test_the_loss_shows_each_sample_and_the_cost(run: Recording) -> None:
    """A dot at the squared residual of each step, the cost as a number."""
    panel = LossPanel(run, settings())
    dots = [mark for mark in panel.deposits(0, 301) if isinstance(mark, Dots)]
    assert len(dots) == 300
    share = np.log10(run.loss[10] ** 2 / 0.1) / 3  # the axis runs over three decades from 0.1
    plot = panel.plot_area
    assert dots[9].centers[0, 1] == pytest.approx(plot.bottom - share * plot.height)
    assert "0.283" in texts(list(panel.moving(300)))


def test_a_linear_loss_axis_starts_at_zero(run: Recording) -> None:
    """And reaches over the largest loss."""
    axis = LossPanel(run, settings(loss_scale="linear"))._plot.y
    assert axis.low == 0
    assert axis.high > np.nanmax(run.sample_loss)
    assert not axis.log


GRID, FLAT = np.linspace(-5, 4, 3)[:, None], np.zeros((13, 3))
"""More inputs than a straight line has."""


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("y = {m} x + {b}", "y = −1.50 x − 0.25"),
        ("{b} + {m} x", "−0.25 − 1.50 x"),
        ("", "m = −1.50   b = −0.25"),
    ],
)
def test_equations_show_signs_as_people_write_them(short_run: Recording, formula: str, text: str) -> None:
    """A number that is added shows its sign in the operator."""
    params = np.tile([-1.5, -0.25], (13, 1))
    panel = FitPanel(replace(short_run, params=params, formula=formula, grid=GRID, grid_predictions=FLAT), settings())
    assert panel._readout(3) == text


def test_a_line_in_even_units_is_written_in_those_of_the_axes() -> None:
    """What is drawn, not what was trained: 0.2 per square foot and 30, to the digits that are shown."""
    data = sgdviz.Dataset(np.array([1000.0, 2000, 4000]), np.array([230.0, 430, 830]), ("size",), "price")
    run = sgdviz.fit(sgdviz.Line(), data, sgdviz.SGD(0.1), passes=200, standardize=True)
    assert FitPanel(run, settings())._readout(600) == f"y = 0.2000 x + {FIGURE_SPACE}30.0"


def test_a_formula_without_room_gives_way_to_the_cost(short_run: Recording) -> None:
    """It would run out of the panel."""
    recording = replace(short_run, formula="y = {m} x + " + " + ".join(["{b}"] * 9))
    assert FitPanel(recording, settings())._readout(0).startswith("cost ")


def test_a_formula_must_name_parameters() -> None:
    """A name that is none is said beside those that are."""
    with pytest.raises(InputError, match="names 'slope', which is no parameter; the parameters are: m, b"):
        equation_writer("y = {slope} x", {"m": np.zeros(13), "b": np.zeros(13)}, 13)


@pytest.mark.parametrize(("start", "low", "high"), [({"m": 0, "b": -15}, -20, 7), ({"m": 0, "b": -500}, -10, 7)])
def test_the_first_line_is_in_view_unless_it_is_far_off(start: dict[str, float], low: float, high: float) -> None:
    """The first frame makes sense alone; a start in another world does not squash the data."""
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(), passes=1, start=start)
    axis = FitPanel(recording, settings())._plot.y
    assert low <= axis.low <= start["b"] or axis.low == low
    assert axis.high == pytest.approx(high, abs=0.4)


def test_a_cost_of_zero_can_be_shown() -> None:
    """On a log axis it runs along the foot; where there is nothing else the axis is linear."""
    line = sgdviz.Dataset(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    exact = sgdviz.fit(sgdviz.Line(), line, sgdviz.SGD(0.5), passes=3, start={"m": 1, "b": 0})
    assert exact.status == "completed"
    panel = LossPanel(exact, settings())
    assert not panel._plot.y.log
    assert any(isinstance(mark, Dots) and mark.fill == LIGHT.line for mark in panel.moving(3))
    falling = replace(exact, cost=np.array([1.0, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0]))
    panel = LossPanel(falling, settings())
    assert panel._plot.y.log
    assert panel._curve[-1, 1] == panel.plot_area.bottom


def test_many_parameters_stay_inside_their_panel() -> None:
    """As many as fit are listed; of a network's weights nobody reads the first ones, so its cost is said."""
    for shape, text in (((1, 3), "weights_of_layer[0,0] = 123.5"), ((3, 3), "cost 0.500")):
        recorder = Recorder([0, 1], [0, 1], predict=lambda xs: 0 * xs)
        recorder.record(weights_of_layer=np.full(shape, 123.456), loss=1.0)
        panel = FitPanel(recorder.recording(), settings())
        (said,) = [mark for mark in panel.moving(0) if isinstance(mark, Text) and mark.bold]
        assert said.text == text


def drawn_over(points: int) -> tuple[list[Mark], Dots]:
    """Return what moves at step 1 over so many points, and the points."""
    recording = sgdviz.fit(
        sgdviz.Line(), sgdviz.data.noisy_line(points=points), sgdviz.SGD(0.01), passes=1, start={"m": 0}
    )
    marks = list(FitPanel(recording, settings()).moving(1))
    (dots,) = [mark for mark in marks if isinstance(mark, Dots) and mark.lasting]
    return marks, dots


def test_few_points_stand_over_the_line_at_their_full_size() -> None:
    """As many as sixty."""
    marks, dots = drawn_over(60)
    (line,) = strokes(marks, LIGHT.line)
    assert marks.index(dots) > marks.index(line)
    assert (dots.radius, dots.edge_width) == (SIZES.point, SIZES.halo)


def test_a_cloud_of_points_shrinks_and_goes_below_the_line() -> None:
    """Each still with its halo; the line gets one, and the sample in hand is shown at its full size."""
    radii = []
    for points in (61, 500, 2000, 20_000):
        marks, dots = drawn_over(points)
        halo, line = strokes(marks, LIGHT.background)[0], strokes(marks, LIGHT.line)[0]
        assert marks.index(dots) < marks.index(halo) < marks.index(line)
        assert halo.width > line.width
        assert dots.edge == LIGHT.background
        assert dots.edge_width / dots.radius == pytest.approx(SIZES.halo / SIZES.point)
        (sample,) = [mark for mark in marks if isinstance(mark, Dots) and mark.fill == LIGHT.data and not mark.lasting]
        assert sample.radius == SIZES.point
        assert sample.centers.tolist() == dots.centers[:1].tolist()
        radii.append(dots.radius)
    assert SIZES.point > radii[0] > radii[1] > radii[2] > radii[3] > 1.5


def test_ticks_far_from_zero_can_be_told_apart() -> None:
    """With as many digits as that takes."""
    recorder = Recorder([0, 1, 2], [1e12, 1e12 + 1, 1e12 + 2], predict=lambda xs: 1e12 + xs)
    recorder.record(m=1.0)
    labels = [
        text for text in texts(list(FitPanel(recorder.recording(), settings()).backdrop())) if text.startswith("10")
    ]
    assert len(set(labels)) == len(labels) > 2


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.arange(2000.0, 2020), 3 * np.arange(20.0) + np.sin(np.arange(20.0))),
        (np.linspace(800, 4000, 9), 180 * np.linspace(800, 4000, 9) + 40_000),
        (np.linspace(-1, 1, 9), np.linspace(0.001, 0.002, 9)),
    ],
)
def test_the_equation_in_the_units_of_the_axes_is_the_line_that_is_drawn(x: Any, y: Any) -> None:
    """However far from zero the inputs are: to a hundredth of the span of y, at every input."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.Dataset(x, y), sgdviz.SGD(0.1), passes=20, standardize=True)
    said = FitPanel(run, settings())._readout(len(run) - 1).replace("\u2007", "").replace("\u2212", "-")
    m, sign, b = re.fullmatch(r"y = (\S+) x ([+-]) (\S+)", said).groups()  # type: ignore[union-attr] # it matches
    drawn = run.predictions[-1]
    np.testing.assert_allclose(float(m) * x + float(sign + b), drawn, atol=np.ptp(y) / 100)


def test_a_line_through_nothing_has_no_constant() -> None:
    """What rounding leaves of one is not written."""
    run = sgdviz.fit(sgdviz.Proportion(), sgdviz.data.houses(), sgdviz.SGD(0.1), passes=10, standardize=True)
    assert re.fullmatch(r"y = \S+ x", FitPanel(run, settings())._readout(30))
