"""The curve of a cost and the axis of losses, which all panels of losses share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import AREA

import sgdviz
from sgdviz.drawing.panels.cost_curve import DEEPEST, CostCurve, loss_axis
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.axis import Axis, linear_axis
from sgdviz.drawing.plot.plot import Plot

if TYPE_CHECKING:
    from sgdviz import Recording

PEN = Pen("loss.line", "#d6213f")


def curve_of(recording: Recording, y: Axis) -> tuple[CostCurve, Plot]:
    """Return the curve of a recording in a plot with the axis `y`, and the plot."""
    plot = Plot(AREA, linear_axis(0, float(recording.step[-1]), reach=False), y)
    return CostCurve(recording, plot, PEN, "#ffffff", 1.0), plot


def test_the_marker_stands_at_the_end_of_the_curve(run: Recording) -> None:
    """The marker of a row lies at its step and its cost, where the unfinished piece ends."""
    curve, plot = curve_of(run, Axis(0.1, 100, (1,), log=True))
    for row in (0, 7, 300):
        (marker,) = curve.marker(row)
        assert marker.centers[0].tolist() == curve.unfinished(row).points[-1].tolist()
        assert marker.centers.tolist() == plot.place(row, run.cost[row]).tolist()
        assert (marker.fill, marker.edge) == ("#d6213f", "#ffffff")


def test_an_end_outside_the_plot_has_no_marker(run: Recording) -> None:
    """A cost above the axis, as at a divergence, has no marker at the edge."""
    curve, _ = curve_of(replace(run, cost=np.full(301, 1e6)), Axis(0.1, 100, (1,), log=True))
    assert not list(curve.marker(300))


def test_interpolated_rows_lie_on_the_curve(run: Recording) -> None:
    """The points of interpolated rows lie on the straight lines between those of recorded rows, also on a log axis."""
    blended = sgdviz.animate(run, tween=3).layout.panels[1].recording
    axis = Axis(0.1, 100, (1,), log=True)
    curve, plot = curve_of(blended, axis)
    recorded = plot.place(run.step, run.cost)
    places = np.array([curve.unfinished(row).points[-1] for row in range(len(blended))])
    np.testing.assert_allclose(places[:, 1], np.interp(places[:, 0], recorded[:, 0], recorded[:, 1]))
    np.testing.assert_allclose(places[::4], recorded)


def test_the_total_variation_is_the_sum_of_rises_and_falls(run: Recording) -> None:
    """A cost that goes up and down by half the axis each step has that many halves of the plot."""
    jumping = replace(run, cost=np.where(np.arange(301) % 2, 75.0, 25.0))
    curve, plot = curve_of(jumping, Axis(0, 100, (0,)))
    assert curve.total_variation() == pytest.approx(300 * plot.area.height / 2)
    beyond = replace(run, cost=np.where(np.arange(301) % 2, 1e9, 25.0))
    curve, plot = curve_of(beyond, Axis(0, 100, (0,)))
    assert curve.total_variation() == pytest.approx(300 * plot.area.height * 0.75)


def test_the_smallest_cost_sets_the_lower_end(run: Recording) -> None:
    """A log axis runs from below the smallest cost to above the largest loss; smaller losses do not stretch it."""
    axis = loss_axis([replace(run, loss=np.where(np.arange(301) == 5, 1e-9, run.loss))], "log")
    assert axis.log
    assert (axis.low, axis.high) == pytest.approx((0.1, 100))
    assert 0.1 <= run.cost.min() < 1
    assert 10 < np.nanmax(run.sample_loss) <= 100


def test_a_log_axis_is_not_endless(run: Recording) -> None:
    """A cost that is zero but for rounding does not stretch a log axis beyond nine decades."""
    axis = loss_axis([replace(run, cost=np.geomspace(1.0, 1e-30, 301), loss=np.full(301, np.nan))], "log")
    assert axis.low == pytest.approx(DEEPEST)


@pytest.mark.parametrize("worst", [-0.5, -1e6])
def test_a_loss_below_zero_makes_the_axis_linear(run: Recording, worst: float) -> None:
    """A log axis cannot show a loss below zero; the linear axis reaches beyond it and still holds the costs."""
    losses = np.where(np.arange(301) == 5, worst, 1.0)
    axis = loss_axis([replace(run, loss=losses, loss_kind="loss")], "log")
    assert not axis.log
    assert axis.low < worst
    assert axis.high > run.cost.max()


def test_the_axis_holds_all_runs(run: Recording) -> None:
    """The axis of several runs holds the smallest cost and the largest loss of any."""
    other = replace(run, cost=run.cost / 100, loss=run.loss * 100)
    axis = loss_axis([run, other], "log")
    assert (axis.low, axis.high) == pytest.approx((1e-3, 1e6))
