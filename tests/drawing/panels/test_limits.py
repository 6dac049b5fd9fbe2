"""The limits of axes: from whole recordings, and the same for all runs of a scene."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawing_helpers import axes_of_runs, plot_of, settings

import sgdviz
from sgdviz import SGD, Line, Proportion, Recording
from sgdviz.drawing.panels.fit import FitPanel
from sgdviz.drawing.panels.limits import same_cost_runs, step_axis, value_limits


@pytest.mark.parametrize(("start", "low", "high"), [({"m": 0, "b": -15}, -20, 7), ({"m": 0, "b": -500}, -10, 7)])
def test_the_first_line_is_in_view_unless_it_is_far_off(start: dict[str, float], low: float, high: float) -> None:
    """A start nearby is shown whole, and one far from the data does not squash them."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), SGD(), passes=1, start=start)
    axis = plot_of(FitPanel(recording, settings())).y
    assert low <= axis.low <= start["b"] or axis.low == low
    assert axis.high == pytest.approx(high, abs=0.4)


def test_targets_have_room_on_each_side(run: Recording) -> None:
    """The limits reach 15 % of the span of the targets past them where no prediction needs more."""
    y = run.dataset.y
    right = replace(run, predictions=np.tile(y, (301, 1)))
    span = np.ptp(y)
    assert value_limits([right]) == pytest.approx((y.min() - 0.15 * span, y.max() + 0.15 * span))


def test_targets_that_are_all_equal_have_limits() -> None:
    """The limits of equal targets reach around them by half of their size, or by a half where they are zero."""
    for value, room in ((5.0, 2.5), (0.0, 0.5), (-4.0, 2.0)):
        recorder = sgdviz.Recorder([0, 1, 2], [value] * 3, predict=np.zeros_like)
        recorder.record(m=1.0)
        even = replace(recorder.recording(), predictions=np.full((1, 3), value))
        assert value_limits([even]) == pytest.approx((value - room, value + room))


def test_a_diverging_run_counts_with_its_start(diverging_run: Recording) -> None:
    """The last predictions of a run that diverges do not change the limits."""
    predictions = diverging_run.predictions.copy()
    predictions[-1] = 12.0
    assert value_limits([replace(diverging_run, predictions=predictions)]) == value_limits([diverging_run])


def test_the_limits_hold_those_of_every_run(run: Recording) -> None:
    """The limits of several runs are the lowest and the highest of theirs."""
    shifted = replace(run, dataset=sgdviz.Dataset(run.dataset.x, run.dataset.y + 20), predictions=run.predictions + 20)
    (low, high), (low_2, high_2) = value_limits([run]), value_limits([shifted])
    assert low_2 > low
    assert value_limits([shifted, run]) == value_limits([run, shifted]) == (low, high_2)
    assert high_2 > high


def test_steps_run_from_the_first_to_the_last_that_is_shown(
    run: Recording, short_run: Recording, diverging_run: Recording
) -> None:
    """The axis of steps ends with the longest run, and with the divergence of one that diverges."""
    late = replace(short_run, step=short_run.step + 5)
    for runs, first, last in (
        ([short_run], 0, 12),
        ([short_run, run], 0, 300),
        ([diverging_run], 0, 7),
        ([late], 5, 17),
        ([late, run], 0, 300),
    ):
        axis = step_axis(runs, width=244)
        assert (axis.low, axis.high, axis.ticks[-1]) == (first, last, last)
    assert step_axis([run], width=244, room=0.25).share(300) == pytest.approx(0.8)
    few = step_axis([replace(run, step=np.arange(301) // 100)], width=244)
    assert few.ticks == (0, 1, 2, 3)


def test_all_runs_share_their_axes(run: Recording, short_run: Recording) -> None:
    """The axes of the fit hold the widest run, and those of the loss the longest."""
    far = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.001), passes=2, start={"m": 0, "b": -15})
    fit, *others = axes_of_runs([run, short_run, far], "fit")
    assert others == [fit, fit]
    assert fit[1].low < -15 < axes_of_runs([run], "fit")[0][1].low
    loss, *others = axes_of_runs([run, short_run, far], "loss")
    assert others == [loss, loss]
    assert loss[0] == axes_of_runs([run], "loss")[0][0]


def test_costs_are_the_same_for_one_model_and_data(run: Recording, short_run: Recording) -> None:
    """Runs have the same cost where model, data and standardization are the same, however long they are."""
    longer = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.02), passes=3)
    moved = replace(longer, dataset=sgdviz.Dataset(run.dataset.x, run.dataset.y + 1))
    elsewhere = replace(longer, dataset=sgdviz.Dataset(run.dataset.x + 1, run.dataset.y))
    standardized = replace(longer, standardized=True)
    renamed = replace(longer, param_names=("w", "b"))
    another = replace(longer, model="Line(another)")
    others = (moved, elsewhere, standardized, renamed, another)
    assert same_cost_runs(run, (short_run, *others, run, longer)) == (short_run, run, longer)


def test_a_run_has_its_own_cost(run: Recording) -> None:
    """A run is alone where it is not among the runs that set the axes, as one that diverges."""
    other = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(1.5e-8), passes=1)
    assert same_cost_runs(run, (other,)) == (run,)
