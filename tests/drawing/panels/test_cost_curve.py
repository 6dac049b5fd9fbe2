"""The curve of a cost and the axis of losses, which all panels of losses share."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import AREA

import sgdviz
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.cost_curve import DEEPEST, CostCurve, loss_axis, loss_plot
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.axis import Axis, linear_axis
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.sizes import SIZES

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


def test_a_curve_through_means_keeps_its_marker_at_the_cost(run: Recording) -> None:
    """With places of its own the curve runs through them, and the marker stays at the cost of the row."""
    plot = Plot(AREA, linear_axis(0, 300, reach=False), Axis(0.1, 100, (1,), log=True))
    places = plot.place(run.step, np.full(301, 5.0))
    curve = CostCurve(run, plot, PEN, "#ffffff", 1.0, places)
    (marker,) = curve.marker(40)
    assert marker.centers.tolist() == plot.place(40, run.cost[40]).tolist()
    assert curve.unfinished(40).points[-1].tolist() == places[40].tolist()
    assert curve.through(np.array([3, 7, 40])).points.tolist() == places[[3, 7, 40]].tolist()


@pytest.mark.parametrize("height", [30, 80, 252, 700])
@pytest.mark.parametrize("span", [1.0, 7.0, 60.0, 1e3, 1e8])
def test_labels_of_the_losses_keep_apart(run: Recording, height: float, span: float) -> None:
    """The labels of a log axis do not touch in a low plot either, and none stands outside the plot."""
    falling = replace(run, cost=np.geomspace(30, 30 / span, 301), loss=np.full(301, np.nan))
    plot = loss_plot([falling], [falling], "log", Rect(50, 92, 294, 92 + height), 1.0)
    places = sorted(plot.heights(plot.y.ticks))
    assert all(below - above >= SIZES.label for above, below in pairwise(places))
    assert plot.area.top - 1e-9 <= places[0] <= places[-1] <= plot.area.bottom + 1e-9


def test_the_total_variation_is_the_sum_of_rises_and_falls(run: Recording) -> None:
    """A cost that goes up and down by half the axis each step has that many halves of the plot."""
    jumping = replace(run, cost=np.where(np.arange(301) % 2, 75.0, 25.0))
    curve, plot = curve_of(jumping, Axis(0, 100, (0,)))
    assert curve.total_variation() == pytest.approx(300 * plot.area.height / 2)
    beyond = replace(run, cost=np.where(np.arange(301) % 2, 1e9, 25.0))
    curve, plot = curve_of(beyond, Axis(0, 100, (0,)))
    assert curve.total_variation() == pytest.approx(300 * plot.area.height * 0.75)


def test_the_smallest_cost_sets_the_lower_end(run: Recording) -> None:
    """A log axis runs from just below the smallest cost to just above the largest loss, whatever smaller losses."""
    axis = loss_axis([replace(run, loss=np.where(np.arange(301) == 5, 1e-9, run.loss))], "log")
    assert axis.log
    assert 0.7 * run.cost.min() < axis.low < run.cost.min()
    assert np.nanmax(run.sample_loss) < axis.high < 1.4 * np.nanmax(run.sample_loss)


@pytest.mark.parametrize("last", [1e-30, 0.0])
def test_a_log_axis_that_is_cut_says_so(run: Recording, last: float) -> None:
    """A cost that is zero but for rounding, or zero, lies at the lower end, whose label has a sign for it."""
    cost = np.geomspace(1.0, 1e-30, 301)
    cost[-1] = last
    axis = loss_axis([replace(run, cost=cost, loss=np.full(301, np.nan))], "log")
    assert axis.low == axis.ticks[0] == pytest.approx(1e-10)
    assert axis.low < DEEPEST
    assert axis.label(axis.ticks[0]) == "≤ 10⁻¹⁰"
    assert not any("≤" in axis.label(tick) for tick in axis.ticks[1:])
    assert len(axis.ticks) > 2


def test_a_cost_of_zero_among_others_does_not_stretch_the_axis(run: Recording) -> None:
    """The smallest cost above zero sets the lower end, below which zero is said to lie."""
    cost = np.linspace(4.0, 1.0, 301)
    cost[-1] = 0.0
    axis = loss_axis([replace(run, cost=cost, loss=np.full(301, np.nan))], "log")
    assert 0.1 <= axis.low < 1
    assert axis.label(axis.ticks[0]).startswith("≤ ")
    whole = loss_axis([replace(run, cost=cost[:-1].repeat(2)[:301], loss=np.full(301, np.nan))], "log")
    assert not any("≤" in whole.label(tick) for tick in whole.ticks)


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
    assert axis.share([other.cost.min(), np.nanmax(other.sample_loss)]) == pytest.approx([0.06 / 1.12, 1.06 / 1.12])
