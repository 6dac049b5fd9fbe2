"""The overlaid landscape, asserted on its marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, all_marks, dots, plot_of, strokes, text_marks, texts

import sgdviz
from sgdviz import LIGHT, SGD, Dataset, InputError, Line, Momentum
from sgdviz.drawing.marks import Area, Dots, Text, colors_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz import Recording, Theme
    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel

NAMES = ("crawls", "walks", "swings", "leaves")


@pytest.fixture(scope="module")
def runs() -> tuple[Recording, ...]:
    """Four runs from one start: one is too slow to arrive, two arrive, and one diverges."""
    data, start = sgdviz.data.noisy_line(noise=0.2, low=0, high=1), {"m": -3.0, "b": 2.0}
    optimizers = (SGD(0.01), SGD(0.7), Momentum(0.1), SGD(2.5))
    return tuple(
        sgdviz.fit(Line(), data, optimizer, passes=70, batch_size=None, start=start) for optimizer in optimizers
    )


def race(runs: tuple[Recording, ...], theme: Theme = LIGHT, tween: int = 0) -> Panel:
    """Return the overlaid landscape of the runs."""
    names = NAMES[: len(runs)]
    layout = sgdviz.animate(
        list(runs), labels=names, panels=("landscape",), overlay=True, theme=theme, tween=tween
    ).layout
    return layout.panels[1]


def signature(marks: Iterable[Mark]) -> list[tuple[object, ...]]:
    """Return what can be compared of each mark: its role, and its text or its place."""
    return [
        (mark.role, mark.text, mark.x, mark.y)
        if isinstance(mark, Text)
        else (mark.role, getattr(mark, "points", getattr(mark, "centers", None)).tolist())  # type: ignore[union-attr]
        for mark in marks
    ]


def board(panel: Panel, row: int) -> list[str]:
    """Return the texts of the board at `row`: those that are not names beside a ball."""
    words = [mark for mark in panel.moving(row) if isinstance(mark, Text)]
    first = next((place for place, mark in enumerate(words) if mark.text == "Arrived at step"), len(words))
    return [mark.text for mark in words[first:]]


def arrival(run: Recording) -> int | None:
    """Return the first row from which on all costs are within 1 % of the way down, with least squares as the lowest."""
    x, y = run.dataset.inputs, run.dataset.y
    lowest = float(np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2))
    near = run.cost - lowest <= 0.01 * (run.cost[0] - lowest)
    return next((row for row in range(len(run)) if near[row:].all()), None)


@BOTH_THEMES
def test_its_colors_are_known(runs: tuple[Recording, ...], theme: Theme) -> None:
    """Every colour of every mark is among the panel's, and those of moving marks come first."""
    panel = race(runs, theme)
    moving = [*panel.added(0, 71), *(mark for row in range(71) for mark in panel.moving(row))]
    assert set().union(*map(colors_of, moving)) <= {*panel.colors, theme.background}
    assert set().union(*map(colors_of, all_marks(panel))) <= {*panel.colors, *panel.static_colors, theme.background}


def test_its_marks_depend_on_the_row_alone(runs: tuple[Recording, ...]) -> None:
    """Rows in any order have the same marks, and added marks may be cut anywhere."""
    forward, backward = race(runs), race(runs)
    there = {row: signature(forward.moving(row)) for row in (0, 1, 20, 70)}
    assert there == {row: signature(backward.moving(row)) for row in (70, 20, 1, 0)}
    parts = [mark for first, last in pairwise((0, 1, 2, 30, 71)) for mark in forward.added(first, last)]
    assert signature(parts) == signature(forward.added(0, 71))


def test_each_ball_ends_its_own_path(runs: tuple[Recording, ...]) -> None:
    """Each ball lies at the parameters of its run, and the path and the tail lead to it from the start."""
    panel = race(runs)
    place = plot_of(panel).place
    for number in (0, 1, 2):
        path = place(*runs[number].params.T)
        for row in (0, 3, 40, 70):
            moving = list(panel.moving(row))
            role = f"landscape.run.{number + 1}"
            assert dots(moving, LIGHT.runs[number]).centers[0].tolist() == path[row].tolist()
            drawn = [mark for mark in strokes([*panel.added(0, row + 1), *moving]) if mark.role.startswith(role)]
            if row:
                assert drawn[-1].points[-1].tolist() == path[row].tolist()
                faint = [mark.points for mark in drawn if mark.role == f"{role}.path"]
                assert all(one[-1].tolist() == other[0].tolist() for one, other in pairwise(faint))
                first = faint[0][0] if faint else drawn[0].points[0]
                assert first.tolist() == path[0].tolist()


def test_a_tail_fades(runs: tuple[Recording, ...]) -> None:
    """The pieces of a tail have ever less of the run's colour, and together are the last 16 % of all steps."""
    panel = race(runs)
    path = plot_of(panel).place(*runs[1].params.T)
    tail = [mark for mark in strokes(panel.moving(30)) if mark.role.startswith("landscape.run.2")]
    tail = [mark for mark in tail if not mark.role.endswith("path")]
    assert len({mark.color for mark in tail}) == 3
    assert tail[-1].color == LIGHT.runs[1]
    assert tail[0].points[0].tolist() == path[30 - int(0.16 * 70)].tolist()
    assert all(one.points[-1].tolist() == other.points[0].tolist() for one, other in pairwise(tail))


def test_a_run_that_leaves_the_picture_has_no_ball(runs: tuple[Recording, ...]) -> None:
    """A diverging run does not set the axes; outside the plot it has neither ball nor name."""
    panel = race(runs)
    assert "leaves" in texts(panel.moving(0))
    late = list(panel.moving(70))
    assert "leaves" not in texts(late)
    assert LIGHT.runs[3] not in [mark.fill for mark in late if isinstance(mark, Dots)]


def test_the_board_has_the_order_of_arrival(runs: tuple[Recording, ...]) -> None:
    """A run is added to the board at the step at which it arrives; one that never does is not on it."""
    panel = race(runs)
    steps = {name: arrival(run) for name, run in zip(NAMES, runs, strict=True)}
    walks, swings = steps["walks"], steps["swings"]
    assert steps["crawls"] is steps["leaves"] is None
    assert walks is not None
    assert swings is not None
    order = sorted(("walks", "swings"), key=lambda name: steps[name] or 0)
    first, last = (steps[name] or 0 for name in order)
    assert board(panel, first - 1) == []
    assert board(panel, first) == ["Arrived at step", "1", order[0], str(first)]
    assert board(panel, last) == board(panel, 70) == [*board(panel, first), "2", order[1], str(last)]


def test_runs_that_arrive_together_share_a_rank(runs: tuple[Recording, ...]) -> None:
    """Equal steps have equal ranks, in the order of the runs."""
    ranks = board(race((runs[1], runs[1], runs[0])), 70)[1::3]
    assert ranks == ["1", "1"]


def test_interpolated_rows_arrive_at_no_step_of_their_own(runs: tuple[Recording, ...]) -> None:
    """The board has the same steps with interpolated rows between."""
    panel = race(runs[:3], tween=2)
    assert board(panel, panel.shown_rows - 1) == board(race(runs[:3]), 70)


def test_names_stand_apart_from_the_board_and_the_cross(runs: tuple[Recording, ...]) -> None:
    """A name stands beside its ball, and "lowest cost" below the cross; no names share a place."""
    panel = race(runs)
    assert "lowest cost" in texts(panel.static())
    area = plot_of(panel).area
    for row in range(71):
        marks = list(panel.moving(row))
        names = [mark for mark in text_marks(marks) if mark.role.startswith("landscape.name") and mark.anchor == "left"]
        assert len({(mark.x, mark.y) for mark in names}) == len(names)
        assert all(area.left <= mark.x <= area.right and area.top <= mark.y <= area.bottom for mark in names)


def test_one_field_is_drawn_for_all(runs: tuple[Recording, ...]) -> None:
    """The bands cover the plot, and a unit is as long across as up."""
    panel = race(runs)
    plot = plot_of(panel)
    bands = np.concatenate([mark.points for mark in panel.static() if isinstance(mark, Area)])
    assert (bands.min(axis=0) <= (plot.area.left, plot.area.top)).all()
    assert (bands.max(axis=0) >= (plot.area.right, plot.area.bottom)).all()
    (left, bottom), (right, top) = plot.place([0, 1], [0, 1])
    assert right - left == pytest.approx(bottom - top)


def test_runs_with_unlike_costs_are_refused(runs: tuple[Recording, ...]) -> None:
    """Runs over other points, and runs without a landscape, have no field in common."""
    data = runs[0].dataset
    other = replace(runs[0], dataset=Dataset(data.x, data.y + 0.1, data.feature_names, data.target_name))
    with pytest.raises(InputError, match=r"different cost functions, .* show them side by side") as refused:
        race((runs[0], other))
    assert "\n" not in str(refused.value)
    bare = replace(runs[0], landscape=np.empty((0, 0)), landscape_cost=np.empty(0))
    with pytest.raises(InputError, match="two parameters, recorded with its landscape"):
        race((runs[0], bare))
