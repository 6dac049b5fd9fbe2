"""Endings: how a run ended, by its last costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, Line, Recording
from sgdviz.recording.ending import ending_of


def fit_line(data: sgdviz.Dataset, step_size: float) -> Recording:
    """Return a run of two passes from far away."""
    return sgdviz.fit(Line(), data, SGD(step_size), passes=2, start={"m": -9.0, "b": 30.0}, shuffle=True)


def with_costs(recording: Recording, costs: np.ndarray) -> Recording:
    """Return `recording` with other costs."""
    return replace(recording, cost=costs)


def test_real_runs_end_as_they_do(run: Recording, short_run: Recording, diverging_run: Recording) -> None:
    """The post's run settles, a slow one still falls, a noisy one swings, and one with too large steps diverges."""
    slow = sgdviz.fit(Line(), sgdviz.data.post(), SGD(2e-4), passes=50)
    noisy = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.1), passes=50)
    assert ending_of(run) == "settled"
    assert ending_of(slow) == "falling"
    assert ending_of(noisy) == "swinging"
    assert ending_of(diverging_run) == "diverged"
    assert ending_of(short_run) == "falling"


@pytest.mark.parametrize(("fall", "ending"), [(0.04, "settled"), (0.06, "falling"), (-0.06, "settled")])
def test_a_fall_of_the_last_fifth_counts_from_five_percent_on(run: Recording, fall: float, ending: str) -> None:
    """The mean cost of the last fifth must fall by more than 5 % of itself, from its first half to its second."""
    costs = np.full(301, 1.0)
    costs[:241] = 5.0
    costs[271:] -= fall
    assert ending_of(with_costs(run, costs)) == ending


@pytest.mark.parametrize(("swing", "ending"), [(0.2, "settled"), (0.3, "swinging")])
def test_a_swing_of_the_last_fifth_counts_from_a_quarter_on(run: Recording, swing: float, ending: str) -> None:
    """The costs of the last fifth must lie further apart than a quarter of their mean."""
    costs = 1.0 + swing / 2 * (-1.0) ** np.arange(301)
    assert ending_of(with_costs(run, costs)) == ending


def test_what_happened_before_the_last_fifth_counts_for_nothing(run: Recording) -> None:
    """A cost that swings and falls early, and stands still at the end, has settled."""
    costs = np.concatenate([np.linspace(9.0, 1.0, 240) * (1 + 0.5 * (-1.0) ** np.arange(240)), np.full(61, 1.0)])
    assert ending_of(with_costs(run, costs)) == "settled"


def test_a_cost_of_nearly_nothing_has_settled() -> None:
    """A cost that falls on below a millionth of the first one is zero for every reader."""
    run = sgdviz.fit(Line(), sgdviz.Dataset(np.arange(6.0), 2 * np.arange(6.0)), SGD(0.01), passes=50)
    assert ending_of(with_costs(run, 10.0 ** -np.linspace(0, 16, 301))) == "settled"
    assert ending_of(with_costs(run, 10.0 ** -np.linspace(0, 8, 301))) == "settled"
    assert ending_of(with_costs(run, 10.0 ** -np.linspace(0, 5.5, 301))) == "falling"
    assert ending_of(with_costs(run, 10.0 ** -np.linspace(0, 4, 301))) == "falling"


def test_interpolated_rows_do_not_count() -> None:
    """The ending of a run is the same with rows between its own, however they are spread."""
    noisy = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.1), passes=50)
    shown, _ = sgdviz.Pacing(explain=2).shown(noisy)
    assert isinstance(shown, Recording)
    assert len(shown) > 301
    assert ending_of(shown) == ending_of(noisy)


@pytest.mark.parametrize(("rows", "ending"), [(19, "settled"), (20, "falling")])
def test_a_run_must_have_some_steps_to_be_judged(run: Recording, rows: int, ending: str) -> None:
    """Fewer than twenty rows are too few: their last fifth has fewer than four."""
    names = ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions", "grid_predictions")
    short = replace(run, **{name: getattr(run, name)[:rows] for name in names})
    short = replace(short, pass_index=short.step)
    assert ending_of(with_costs(short, np.linspace(9.0, 1.0, rows))) == ending


@pytest.mark.parametrize("passes", [2, 3, 10])
@pytest.mark.parametrize(("last", "ending"), [(0.9, "falling"), (0.97, "settled"), (1.1, "settled")])
def test_a_run_of_few_passes_compares_its_last_two(passes: int, last: float, ending: str) -> None:
    """Up to ten passes, the mean cost of the last pass is compared with that of the one before."""
    run = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=passes)
    costs = np.where(run.pass_index == passes, last, 1.0)
    costs[run.pass_index < passes - 1] = 7.0
    assert ending_of(with_costs(run, costs)) == ending


def test_a_run_that_ends_higher_than_it_began_is_worse(run: Recording) -> None:
    """A cost that explodes and comes back half of the way is not called settled."""
    costs = np.full(301, 40.0)
    costs[0] = 14.0
    assert ending_of(with_costs(run, costs)) == "worse"
    costs[-1] = 14.0
    assert ending_of(with_costs(run, costs)) != "worse"


def test_a_run_that_stands_still_far_from_the_best_fit_is_told() -> None:
    """A step size that barely moves the line ends far from least squares, and its cost hardly falls."""
    data = sgdviz.data.noisy_line(60, noise=0.5)
    still = sgdviz.fit(Line(), data, SGD(1e-9), passes=5, start={"m": -1.0})
    assert ending_of(still) == "far"
    assert ending_of(sgdviz.fit(Line(), data, SGD(0.01), passes=20)) == "settled"


def test_a_run_at_the_best_fit_falls_no_more() -> None:
    """Of two passes the first falls far; a line that has arrived has settled, and one that is on its way has not."""
    noisy = sgdviz.data.noisy_line(200, noise=1.0, seed=4)
    arrived, under_way = (fit_line(noisy, size) for size in (0.02, 0.0005))
    assert ending_of(arrived) == "settled"
    assert ending_of(under_way) == "falling"
