"""The overlaid cost, asserted on its marks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, all_marks, dots, plot_of, strokes, text_marks, texts

import sgdviz
from sgdviz import LIGHT, SGD, InputError, Proportion
from sgdviz.drawing.marks import Dots, colors_of

if TYPE_CHECKING:
    from sgdviz import Recording, Theme
    from sgdviz.drawing.panels.panel import Panel

NAMES = ("crawls", "walks", "bounces", "leaves")


@pytest.fixture(scope="module")
def runs() -> tuple[Recording, ...]:
    """Four runs from one start: the third crosses the valley at each step, and the fourth leaves it."""
    return tuple(
        sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(size), passes=24, batch_size=None, start={"Y": 60})
        for size in (2e-9, 5e-8, 2.6e-7, 3.5e-7)
    )


def overlaid(runs: tuple[Recording, ...], theme: Theme = LIGHT, tween: int = 0) -> Panel:
    """Return the overlaid cost of the runs."""
    labels = NAMES[: len(runs)]
    return sgdviz.animate(
        list(runs), labels=labels, panels=("cost",), overlay=True, theme=theme, tween=tween
    ).layout.panels[1]


@BOTH_THEMES
def test_its_colors_are_known(runs: tuple[Recording, ...], theme: Theme) -> None:
    """Every colour of every mark is among the panel's."""
    panel = overlaid(runs, theme)
    known = {*panel.colors, *panel.static_colors, theme.background}
    assert set().union(*map(colors_of, all_marks(panel))) <= known


def test_each_run_has_its_ball_on_the_one_curve(runs: tuple[Recording, ...]) -> None:
    """All balls lie on the curve, at the weights of their runs, with the name in the run's colour or a darker one."""
    panel = overlaid(runs)
    (valley,) = [mark.points for mark in strokes(panel.static()) if mark.role == "cost.valley"]
    for row in (0, 3, 24):
        marks = list(panel.moving(row))
        for number in range(3):
            ball = dots(marks, LIGHT.runs[number]).centers[0]
            assert (
                ball.tolist() == plot_of(panel).place(runs[number].params[row, 0], runs[number].cost[row])[0].tolist()
            )
            assert ball[1] == pytest.approx(np.interp(ball[0], *valley.T), abs=1)
    assert {*NAMES} == {*texts(panel.moving(0))}


def test_names_stand_off_the_curve_where_they_have_room(runs: tuple[Recording, ...]) -> None:
    """Below the lowest point there is room for a name; no two names overlap."""
    panel = overlaid(runs)
    for row in range(3, 25):
        names = [mark for mark in text_marks(panel.moving(row)) if mark.role.startswith("cost.name")]
        assert {mark.text for mark in names} >= {"crawls", "walks", "bounces"}
        for mark in names:
            assert panel.plot_area.top < mark.y < panel.plot_area.bottom


def test_bounces_stay(runs: tuple[Recording, ...]) -> None:
    """Each step of the third run leaves a line across the valley; those of the first two, along it, leave none."""
    panel = overlaid(runs)
    leaps = [mark for mark in strokes(panel.added(0, 25)) if mark.role.startswith("cost.run.3")]
    assert len(leaps) >= 8
    places = plot_of(panel).place(runs[2].params[:, 0], runs[2].cost)
    assert [mark.points.tolist() for mark in leaps] == [list(map(list, pair)) for pair in pairwise(places)][
        : len(leaps)
    ]
    assert not [mark for mark in strokes(panel.added(0, 25)) if mark.role.startswith(("cost.run.1", "cost.run.2"))]


def test_added_marks_may_be_cut_anywhere(runs: tuple[Recording, ...]) -> None:
    """The marks of two ranges of rows are those of both together, and interpolated rows add none."""

    def places(panel: Panel, ranges: list[tuple[int, int]]) -> list[object]:
        marks = [mark for first, last in ranges for mark in panel.added(first, last)]
        return [mark.centers.tolist() for mark in marks if isinstance(mark, Dots)]

    panel, blended = overlaid(runs), overlaid(runs, tween=3)
    whole = places(panel, [(0, panel.shown_rows)])
    assert places(panel, list(pairwise((0, 1, 5, 6, panel.shown_rows)))) == whole
    assert sorted(map(str, places(blended, [(0, blended.shown_rows)]))) == sorted(map(str, whole))


def test_a_ball_that_has_left_is_written_at_its_edge(runs: tuple[Recording, ...]) -> None:
    """The name and the weight stand at the side where the ball has gone, and its ball is not drawn."""
    panel, sides = overlaid(runs), set()
    for row in range(1, 25):
        gone = [mark for mark in text_marks(panel.moving(row)) if "Y =" in mark.text]
        own = min(row, runs[3].shown_rows - 1)
        weight = runs[3].params[own, 0]
        shown = [mark for mark in panel.moving(row) if isinstance(mark, Dots) and mark.fill == LIGHT.runs[3]]
        assert len(shown) + len(gone) == 1
        if gone:
            (mark,) = gone
            sides.add(mark.anchor)
            value = f"{weight:.0f}".replace("-", "\u2212")
            assert mark.text == (f"leaves: Y = {value} →" if weight > 200 else f"← leaves: Y = {value}")
            assert (mark.anchor == "right") == (weight > 200)
    assert sides == {"left", "right"}


def test_runs_of_different_costs_are_refused(runs: tuple[Recording, ...]) -> None:
    """Runs over other houses have another curve."""
    other = sgdviz.fit(Proportion(), sgdviz.data.houses(first=2), SGD(5e-8), passes=4, start={"Y": 60})
    with pytest.raises(InputError, match="they have none in common; show them side by side"):
        overlaid((runs[0], other))


def test_runs_of_two_parameters_are_refused() -> None:
    """There is no curve over two parameters."""
    line = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), SGD(0.01), passes=1)
    with pytest.raises(InputError, match="needs a run of a model with one parameter"):
        overlaid((line, line))
