"""The trail: which rows stay in the picture, and in which tints."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import panel_of, plot_of

import sgdviz
from sgdviz import LIGHT, Recording
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.trail import APART, SHORT, Trail, trail_rows
from sgdviz.errors import InputError
from sgdviz.pacing.tween import Gap, tweened


@pytest.fixture(scope="module")
def run() -> Recording:
    """A run that moves far."""
    return sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=20)


@pytest.mark.parametrize("area", [Rect(0, 0, 480, 400), Rect(0, 0, 250, 900)])
def test_predictions_of_the_trail_are_apart(run: Recording, area: Rect) -> None:
    """Each differs from the one before by a share of the plot's height, whatever its size, and none between does."""
    plot = plot_of(panel_of("fit", run, area=area))
    ends = run.params[:, :1] * [plot.x.low, plot.x.high] + run.params[:, 1:]
    heights = np.clip(plot.heights(ends), plot.area.top, plot.area.bottom)
    rows = trail_rows(run, (run,))
    assert rows[0] == 0
    assert len(rows) > 5
    for first, after in zip(rows, [*rows[1:], len(run)], strict=True):
        moved = np.abs(heights[first + 1 : after + 1] - heights[first]).max(axis=1) / plot.area.height
        assert (moved[: after - first - 1] < APART).all()
        assert after == len(run) or moved[after - first - 1] >= APART


def test_an_interpolated_row_leaves_no_line(run: Recording) -> None:
    """With rows between the steps, the trail has the same steps."""
    between, *_ = tweened(run, [Gap(row, row + 1, (0.25, 0.5, 0.75)) for row in range(len(run) - 1)])
    assert between.moment[trail_rows(between, (between,))].tolist() == run.moment[trail_rows(run, (run,))].tolist()


def test_the_latest_rows_have_the_strongest_tints(run: Recording) -> None:
    """There are as many rows as tints, oldest and palest first; before the first step there are none."""
    trail = Trail(panel_of("fit", run), (run,))
    assert list(trail.at(0)) == []
    last = trail.rows[-1]
    shown = list(trail.at(last + 1))
    assert 5 < len(trail.rows) <= SHORT
    assert [row for row, _ in shown] == trail.rows  # a short trail stays whole
    older = [LIGHT.trail[-1]] * (len(trail.rows) - 5)
    assert [pen.color for _, pen in shown] == [*older, *reversed(LIGHT.trail)]
    assert trail.passed(last) == len(trail.rows) - 1


def test_the_oldest_rows_of_a_long_trail_vanish() -> None:
    """A trail of more rows than all can stay shows the latest ones, one for each tint."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=20, start={"m": -20.0, "b": 9.0})
    trail = Trail(panel_of("fit", run), (run,))
    assert len(trail.rows) > SHORT
    assert [row for row, _ in trail.at(len(run))] == trail.rows[-5:]


def test_several_inputs_have_no_trail() -> None:
    """Data with several inputs have no lines."""
    with pytest.raises(InputError, match="draws one input"):
        trail_rows(sgdviz.fit(sgdviz.Neuron(3), sgdviz.data.many_houses(), sgdviz.SGD(0.01), passes=1), ())
