"""The cost panel, asserted on its marks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from drawing_helpers import (
    axes_of_runs,
    dots,
    panel_of,
    panels_of_runs,
    plot_of,
    plotted,
    run_for,
    strokes,
    text_marks,
    texts,
)

import sgdviz
from sgdviz import LIGHT, SGD, Proportion
from sgdviz.drawing.marks import Dots
from sgdviz.drawing.text import face


def limits() -> tuple[float, float, float, float]:
    """Return the limits of the axes for the cost 7 (Y - 2)^2 of three houses, from the ends of its landscape."""
    weights = run_for("cost").landscape[:, 0]
    top = 7 * max((weights[[0, -1]] - 2) ** 2) * 1.06
    return float(weights[0]), float(weights[-1]), -0.06 * top, top


def test_the_ball_lies_on_the_cost_and_an_arrow_has_its_slope() -> None:
    """The cost of Y S on three houses is 7 (Y - 2)^2; the arrow points down the slope 14 (Y - 2), beside the curve."""
    panel, run = panel_of("cost"), run_for("cost")
    low_x, high_x, low_y, high_y = limits()
    per_pixel = (high_y - low_y) / panel.plot_area.height
    per_pixel_x = (high_x - low_x) / panel.plot_area.width
    lengths, slopes = [], []
    for row in (0, 1, 2):
        weight = run.params[row, 0]
        marks = list(panel.moving(row))
        ball = dots(marks, LIGHT.line).centers[0]
        assert tuple(ball) == pytest.approx(plotted(panel, weight, 7 * (weight - 2) ** 2, limits()))
        shaft, head = (mark.points for mark in strokes(marks, LIGHT.accent))
        (right, down), length = np.diff(shaft, axis=0)[0], float(np.hypot(*np.diff(shaft, axis=0).T)[0])
        assert -down * per_pixel / (right * per_pixel_x) == pytest.approx(14 * (weight - 2), rel=0.01)
        assert head[1].tolist() == shaft[1].tolist()
        assert right > 0  # to the lowest cost
        assert np.hypot(*(shaft[0] - ball)) == pytest.approx(10)
        assert shaft[0, 1] > ball[1]  # outside the valley
        lengths.append(length)
        slopes.append(abs(weight - 2))
    np.testing.assert_allclose(np.divide(lengths, lengths[0]), np.divide(slopes, slopes[0]), rtol=0.02)


def test_a_level_cost_has_no_arrow() -> None:
    """At the lowest cost there is no slope to show."""
    run = run_for("cost")
    panel = panel_of("cost", replace(run, params=np.full_like(run.params, 2.0), cost=np.zeros(len(run))))
    assert not strokes(panel.moving(4), LIGHT.accent)


def test_the_valley_is_the_cost_over_the_parameter() -> None:
    """Every point of the curve lies at 7 (Y - 2)^2."""
    panel, run = panel_of("cost"), run_for("cost")
    (valley,) = strokes(panel.static(), LIGHT.data)
    for point, weight in zip(valley.points, run.landscape[:, 0], strict=True):
        assert tuple(point) == pytest.approx(plotted(panel, weight, 7 * (weight - 2) ** 2, limits()))


def test_earlier_places_of_the_ball_stay() -> None:
    """Each row leaves the place of the ball before it, as a dot that does not cut the curve with an edge."""
    panel, run = panel_of("cost"), run_for("cost")
    left = [mark.centers[0].tolist() for mark in panel.added(0, 6) if isinstance(mark, Dots)]
    balls = [dots(panel.moving(row), LIGHT.line).centers[0].tolist() for row in range(5)]
    assert left == balls
    assert {mark.edge for mark in panel.added(0, 6) if isinstance(mark, Dots)} == {None}
    assert texts(panel.labels(0))[0] == f"Y = {run.params[0, 0]:.2f}"


def test_leaps_lead_from_one_recorded_step_to_the_next() -> None:
    """Interpolated rows leave neither leaps nor places of the ball."""
    run = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(2.6e-7), passes=5, batch_size=None, start={"Y": 60})
    plain, blended = sgdviz.animate(run, panels=("cost",)), sgdviz.animate(run, panels=("cost",), tween=4)
    leaps = []
    for animation in (plain, blended):
        (panel,) = animation.layout.panels
        left = list(panel.added(0, len(panel.recording)))
        leaps.append([mark.points for mark in strokes(left)])
        assert len([mark for mark in left if isinstance(mark, Dots)]) == 5
    assert len(leaps[0]) >= 3
    np.testing.assert_allclose(leaps[0], leaps[1])


def test_a_step_along_the_valley_is_no_leap() -> None:
    """A step whose middle lies near the curve leaves no line, and one that crosses the valley does."""
    run = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(2.6e-7), passes=5, batch_size=None, start={"Y": 60})
    assert not strokes(panel_of("cost").added(0, 31))
    panel = panel_of("cost", run)
    plot, costs = plot_of(panel), run.landscape_cost
    balls = plot.place(run.params[:, 0], run.cost)
    middles = (balls[:-1] + balls[1:]) / 2
    valley = plot.place(run.landscape[:, 0], costs)
    away = np.abs(middles[:, 1] - np.interp(middles[:, 0], valley[:, 0], valley[:, 1]))
    leaps = [mark.points[0].tolist() for mark in strokes(panel.added(0, len(run)))]
    assert leaps == balls[:-1][away > 3].tolist()
    assert leaps


def test_valleys_of_different_costs_are_not_mixed() -> None:
    """A standardized run has a cost of its own, and so axes of its own, though model and data are the same."""
    own, standardized = (
        sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(size), passes=4, standardize=standardize, batch_size=None)
        for size, standardize in ((1.5e-8, False), (0.1, True))
    )
    alone = [axes_of_runs([run], "cost")[0] for run in (own, standardized)]
    both = axes_of_runs([own, standardized], "cost")
    for axes, expected in zip(both, alone, strict=True):
        assert [(axis.low, axis.high) for axis in axes] == [(axis.low, axis.high) for axis in expected]
    assert alone[0] != alone[1]


def test_a_ball_outside_the_plot_is_not_drawn() -> None:
    """A parameter beyond the axis has neither a ball nor a tangent."""
    run = run_for("cost")
    params = run.params.copy()
    params[4] = 1e6
    panel = panel_of("cost", replace(run, params=params))
    assert plot_of(panel).x.high < 1e6
    assert not [mark for mark in panel.moving(4) if isinstance(mark, Dots)]


@pytest.mark.parametrize(
    ("loss_name", "step_size", "said"),
    [
        ("squared", 5e-7, ["off by $100,000", "off by $50,000", "off by $25,000"]),
        ("absolute", 0.01, ["off by $100,000"]),
    ],
)
def test_the_ball_says_how_far_off_the_price_is(loss_name: Any, step_size: float, said: list[str]) -> None:
    """The post's own errors stand beside the ball in dollars, inside the plot, and the axis is in dollars too."""
    house = sgdviz.data.houses(first=1)
    run = sgdviz.fit(Proportion(loss_name), house, SGD(step_size), passes=8, start={"Y": 100})
    panel = panel_of("cost", run)
    for row, text in enumerate(said):
        (mark,) = [mark for mark in text_marks(panel.moving(row)) if mark.role == "cost.off"]
        assert mark.text == text
        width = face(mark.size, bold=True).width(mark.text)
        assert panel.plot_area.left <= mark.x
        assert mark.x + width <= panel.plot_area.right + 1e-6
    labels = [text for text in texts(panel.static()) if "error" in text]
    kind = "root mean squared error ($), square scale" if loss_name == "squared" else "mean absolute error ($)"
    assert labels == [kind]


def test_a_ball_that_has_left_the_plot_is_told_at_its_edge() -> None:
    """A diverging weight is written at the side where it has gone, with an arrow, inside the plot."""
    run = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(3.5e-7), passes=24, batch_size=None, start={"Y": 60})
    calm = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(5e-8), passes=24, batch_size=None, start={"Y": 60})
    panel = panels_of_runs([calm, run], "cost")[1]
    sides = set()
    for row in range(panel.shown_rows):
        (mark,) = [mark for mark in text_marks(panel.moving(row)) if mark.role.endswith("cost.off")]
        weight = run.params[row, 0]
        if mark.text.startswith("off by"):
            continue
        sides.add("→" if weight > 200 else "←")
        assert mark.text == (f"Y = {weight:.0f} →" if weight > 200 else f"← Y = {weight:.0f}".replace("-", "\u2212"))
        assert panel.plot_area.left <= mark.x <= panel.plot_area.right
        width = face(mark.size, bold=True).width(mark.text)
        (valley,) = [one.points for one in strokes(panel.static()) if one.role.endswith("valley")]
        ends = (mark.x, mark.x + width) if mark.anchor == "left" else (mark.x - width, mark.x)
        assert (np.interp(ends, *valley.T) > mark.y).all()  # inside the valley, off the curve
        assert not [dot for dot in panel.moving(row) if isinstance(dot, Dots)]
    assert sides == {"→", "←"}
