"""The arrows of a backward pass: as long as the steps say, in the direction in which the line is about to move."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import TOLD_KINDS, axes_of, settings, strokes, text_marks, texts, told_run

import sgdviz
from sgdviz import SGD, Dataset, Line, Proportion, Recording
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.pacing import Phase

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Stroke

BACKWARD = Phase("backward")


def panel_of(run: Recording, **changes: Any) -> FitPanel:
    """Return the fit of `run` that tells its steps."""
    return FitPanel(run, settings(explains=True, **changes))


def shafts(panel: FitPanel, row: int, kind: str) -> list[Stroke]:
    """Return the shafts of the arrows of the step to `row`: those of the gradient, or what is carried over."""
    marks = panel.moving_in(row - 1, BACKWARD)
    return [mark for mark in strokes(marks) if mark.role == f"fit.{kind}" and len(mark.points) != 3]


def factor_of(panel: FitPanel, row: int) -> float:
    """Return the factor that is printed."""
    (note,) = [text for text in texts(panel.moving_in(row - 1, BACKWARD)) if text.startswith("arrows: ")]
    return float(note.removeprefix("arrows: ").partition(" × the step")[0])


def signed_length(panel: FitPanel, shaft: Stroke) -> float:
    """Return the length of an arrow in units of y: positive upwards, or to the left about x = 0."""
    _, y = axes_of(panel)
    length = float(np.hypot(*np.diff(shaft.points, axis=0).T).sum()) * (y.high - y.low) / panel.plot_area.height
    (x0, y0), (x1, y1) = shaft.points[[0, -1]]
    if len(shaft.points) == 2:
        assert x0 == x1
        return math.copysign(length, y0 - y1)
    x, _ = axes_of(panel)
    pivot = panel.plot_area.left - x.low / (x.high - x.low) * panel.plot_area.width
    return math.copysign(length, y0 - y1 if min(x0, x1) > pivot else y1 - y0)


def drawn(panel: FitPanel, row: int, kind: str) -> list[float]:
    """Return the change of slope and of height that the arrows of `kind` show, by the printed factor; 0 without one."""
    found = [0.0, 0.0]
    for shaft in shafts(panel, row, kind):
        found[len(shaft.points) == 2] = signed_length(panel, shaft) / factor_of(panel, row)
    return found


@TOLD_KINDS
@pytest.mark.parametrize("row", [1, 2, 5, 6])
def test_arrows_are_as_long_as_the_steps(kind: str, row: int) -> None:
    """By the printed factor, the arrows of the gradient and of what is carried over add up to the step, with its sign.

    Without momentum nothing is carried over; with it, the carried part is the share of the step before.
    """
    run = told_run(kind)
    panel = panel_of(run)
    step = run.params[row] - run.params[row - 1]
    gradient, carried = (np.array(drawn(panel, row, name)) for name in ("gradient", "carried"))
    seen = 0.5 / panel.plot_area.height * 17.3 / factor_of(panel, row)  # half a pixel: a shorter arrow is left out
    np.testing.assert_allclose(gradient + carried, step, rtol=2e-3, atol=2 * seen)
    if kind not in ("momentum", "nesterov") or row == 1:
        assert not carried.any()
    elif kind == "momentum":
        before = run.params[row - 1] - run.params[row - 2]
        np.testing.assert_allclose(carried, 0.9 * before, rtol=2e-3, atol=seen)
        np.testing.assert_allclose(gradient, -0.01 * run.gradients[row], rtol=2e-3, atol=seen)


@TOLD_KINDS
def test_all_arrows_of_a_step_share_a_round_factor(kind: str) -> None:
    """The factor is 1, 2 or 5 times a power of ten, and the longest arrow is at most 62 pixels long.

    It is never short either: two factors further down are not taken.
    """
    run = told_run(kind)
    panel = panel_of(run)
    for row in range(1, 7):
        factor = factor_of(panel, row)
        assert f"{factor:e}"[0] in "125"
        assert f"{factor:e}"[1:].strip(".0").startswith("e")
        arrows = [*shafts(panel, row, "gradient"), *shafts(panel, row, "carried")]
        longest = max(float(np.hypot(*np.diff(arrow.points, axis=0).T).sum()) for arrow in arrows)
        assert 62 / 2.5 / 2.5 <= longest <= 62 + 1e-6


def test_arrows_grow_to_their_length(run: Recording) -> None:
    """While the backward pass goes on, every arrow grows from its start, in the same place and direction."""
    panel = panel_of(run)
    last = 0.0
    for progress in (0.1, 0.4, 0.7, 1.0):
        marks = strokes(panel.moving_in(0, Phase("backward", progress)))
        turn, lift = (mark for mark in marks if mark.role == "fit.gradient" and len(mark.points) != 3)
        lengths = [float(np.hypot(*np.diff(mark.points, axis=0).T).sum()) for mark in (turn, lift)]
        assert lengths[0] > last
        share = progress * progress * (3 - 2 * progress)
        full = [float(np.hypot(*np.diff(mark.points, axis=0).T).sum()) for mark in shafts(panel, 1, "gradient")]
        assert lengths == pytest.approx([share * length for length in full], rel=1e-3)
        last = lengths[0]


def test_arrows_stand_on_the_line_before_the_step(run: Recording) -> None:
    """Each arrow begins at the line of the row before; the upright one at x = 0."""
    panel = panel_of(run)
    x, y = axes_of(panel)
    area = panel.plot_area
    for row in (1, 2, 4):
        m, b = run.params[row - 1]
        for shaft in shafts(panel, row, "gradient"):
            left, top = shaft.points[0]
            at = x.low + (left - area.left) / area.width * (x.high - x.low)
            assert y.high - (top - area.top) / area.height * (y.high - y.low) == pytest.approx(m * at + b)
            if len(shaft.points) == 2:
                assert at == pytest.approx(0.0, abs=1e-9)


def test_a_step_of_zero_says_so(run: Recording) -> None:
    """The slope does not move at x = 0, the third sample: it has no arrow, and its name a 0."""
    assert run.dataset.inputs[2] == 0
    panel = panel_of(run)
    (arrow,) = shafts(panel, 3, "gradient")
    assert len(arrow.points) == 2
    words = texts(panel.moving_in(2, BACKWARD))
    assert "m: 0" in words
    assert any(word.startswith("b +0.00") for word in words)


def test_a_step_that_is_too_small_to_see_says_so() -> None:
    """Beside a slope that moves the line a million times as far, a constant has no arrow and is about 0."""
    x = np.linspace(-3e6, 3e6, 7)
    run = sgdviz.fit(Line(), Dataset(x, 2 * x + 1e6), SGD(1e-14), passes=3)
    panel = panel_of(run)
    (arrow,) = shafts(panel, 1, "gradient")
    assert len(arrow.points) > 2
    assert [text for text in texts(panel.moving_in(0, BACKWARD)) if text[0] in "mb"][1:] == ["b: about 0"]


def test_a_turn_is_as_long_as_its_step_on_the_y_axis() -> None:
    """The arrow of a price per square foot is as long as its step in dollars, whatever the sizes of the houses."""
    run = sgdviz.fit(Proportion("absolute"), sgdviz.data.houses(), SGD(0.001), passes=2, start={"Y": 100})
    panel = panel_of(run)
    (arrow,) = shafts(panel, 1, "gradient")
    length = abs(signed_length(panel, arrow)) / factor_of(panel, 1)
    assert length == pytest.approx(abs(run.params[1, 0] - run.params[0, 0]), rel=2e-3)


def test_names_stay_in_the_plot_where_the_line_has_left_it() -> None:
    """The arrows of a line far outside the plot begin at its edge, and no name is written beside it."""
    x = np.linspace(-3e-6, 3e-6, 7)
    run = sgdviz.fit(Line(), Dataset(x, 2 * x), SGD(0.01), passes=3)
    panel = panel_of(run)
    assert run.predictions[0].min() > 1000 * run.dataset.y.max()
    area = panel.plot_area
    for row in (1, 2):
        for shaft in shafts(panel, row, "gradient"):
            assert area.left <= shaft.points[0, 0] <= area.right
            assert area.top <= shaft.points[0, 1] <= area.bottom
        names = [mark for mark in text_marks(panel.moving_in(row - 1, BACKWARD)) if mark.anchor == "middle"]
        assert [mark.text for mark in names] == [
            "m: about 0",
            f"b \u2212{abs(run.params[row, 1] - run.params[row - 1, 1]):.5f}",
        ]
        for mark in names:
            assert area.left <= mark.x <= area.right
            assert area.top <= mark.y <= area.bottom


def test_a_lift_stands_where_the_line_is_seen() -> None:
    """Where the line leaves the plot before x = 0, the upright arrow stands at the nearest place inside."""
    steep = {"m": 12.0, "b": -20.0}
    run = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.001), passes=2, start=steep)
    panel = panel_of(run)
    lift = shafts(panel, 1, "gradient")[1]
    assert len(lift.points) == 2
    area = panel.plot_area
    assert area.top <= lift.points[0, 1] <= area.bottom
