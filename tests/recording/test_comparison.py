"""Comparisons: which rows are shown together, and which runs can share axes."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

import sgdviz
from sgdviz import Dataset, InputError, Recording
from sgdviz.recording import Comparison


def every_nth_row(recording: Recording, every: int) -> Recording:
    """Return every nth row of a recording."""
    arrays = ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions", "grid_predictions")
    return replace(recording, **{name: getattr(recording, name)[::every] for name in arrays})


def test_every_run_is_shown_at_the_last_step_that_it_has_reached(
    run: Recording, short_run: Recording, diverging_run: Recording
) -> None:
    """`rows` gives the last row that is not past the leader's step; a run that has ended stays at its end."""
    sparse = every_nth_row(run, 7)
    comparison = Comparison((short_run, run, diverging_run, sparse), ("short", "whole", "diverging", "sparse"))
    assert comparison.leader is run
    assert comparison.rows(run).tolist() == list(range(301))
    assert comparison.rows(short_run).tolist() == [min(row, 12) for row in range(301)]
    assert comparison.rows(diverging_run).tolist() == [min(row, 7) for row in range(301)]
    assert comparison.rows(sparse).tolist() == [row // 7 for row in range(301)]


def test_of_runs_of_one_length_the_one_with_the_most_rows_leads(run: Recording) -> None:
    """A run of which every fifth step was recorded does not hide the steps of another, whatever their order."""
    sparse = every_nth_row(run, 5)
    assert sparse.step[-1] == run.step[-1]
    assert Comparison((sparse, run), ("sparse", "whole")).leader is run
    assert Comparison((run, sparse), ("whole", "sparse")).leader is run


def test_a_run_that_begins_later_waits_at_its_first_row(run: Recording) -> None:
    """A run that begins after the leader is shown at its first row until then."""
    late = replace(run, step=run.step + 5)
    comparison = Comparison((run, late), ("now", "later"))
    assert comparison.leader is late
    assert comparison.rows(run)[:2].tolist() == [5, 6]
    earlier = Comparison((late, every_nth_row(run, 1), replace(run, step=run.step + 9)), ("a", "b", "c"))
    assert earlier.rows(late)[0] == 4
    assert Comparison((replace(run, step=run.step * 2), late), ("a", "b")).rows(late)[:4].tolist() == [0, 0, 0, 1]


def test_a_diverging_run_sets_no_limits_unless_all_diverge(run: Recording, diverging_run: Recording) -> None:
    """`axis_runs` holds the runs that did not diverge, or all where all did."""
    assert Comparison((run, diverging_run), ("a", "b")).axis_runs == (run,)
    both = Comparison((diverging_run, diverging_run), ("a", "b"))
    assert both.axis_runs == (diverging_run, diverging_run)


@pytest.mark.parametrize(
    ("labels", "common", "own"),
    [
        (("step size 0.1", "step size 0.2"), "step size", ("0.1", "0.2")),
        (("small", "large"), "", ("small", "large")),
        (("step", "step size"), "", ("step", "step size")),
        (("  a  1 ",), "a", ("1",)),
    ],
)
def test_short_labels_split_off_the_common_words(
    run: Recording, labels: tuple[str, ...], common: str, own: tuple[str, ...]
) -> None:
    """`short_labels` are the words with which all labels begin, and at least one own word of each."""
    assert Comparison((run,) * len(labels), labels).short_labels == (common, own)


def other_data(run: Recording, x: object = None, y: object = None, **names: object) -> Recording:
    """Return `run` with other data or other names."""
    data = run.dataset
    changed = Dataset(
        data.x if x is None else np.asarray(x),
        data.y if y is None else np.asarray(y),
        names.get("features", data.feature_names),  # type: ignore[arg-type] # the test says what it names
        str(names.get("target", data.target_name)),
        date_units=names.get("dates", ()),  # type: ignore[arg-type]
    )
    return replace(run, dataset=changed)


def test_runs_that_cannot_share_axes_are_refused(run: Recording) -> None:
    """An error names both runs and the difference in their data."""
    x, y = run.dataset.x, run.dataset.y
    for other, said in (
        (other_data(run, features=("size in sq ft",)), "'a' and 'b' cannot share axes: their inputs are x and size in"),
        (other_data(run, target="price"), "they predict y and price"),
        (other_data(run, dates=("years", "")), "their dates are counted from different days"),
        (other_data(run, x=x * 1000), "their x spans 7 and 7000 of 7000 together"),
        (other_data(run, y=y + 1e6), "their y spans"),
    ):
        with pytest.raises(InputError, match=said):
            Comparison((run, other), ("a", "b"))
    assert len(Comparison((run, other_data(run, x=x * 3 + 1)), ("a", "b"))) == 2


def test_bad_comparisons_are_named(run: Recording) -> None:
    """An error names the number of runs, the labels, or the type that is not a recording."""
    for recordings, labels, said in (
        ((), (), "was given 0 runs; give 1 to 6"),
        ((run,) * 7, tuple("abcdefg"), "was given 7 runs"),
        ((run, run), ("a",), "1 labels for 2 runs"),
        ((run, run), ("a", " a"), "'a', 'a'; give each run a name of its own"),
        ((run, run), ("a", " "), "'a', ''"),
        ((run, 3), ("a", "b"), "given a int"),
    ):
        with pytest.raises(InputError, match=said):
            Comparison(recordings, labels)  # type: ignore[arg-type] # a wrong type is one of the faults


def test_a_comparison_keeps_its_leader_on_the_way_to_another_process(run: Recording, short_run: Recording) -> None:
    """After pickling, the leader is still one of the recordings."""
    copy = pickle.loads(pickle.dumps(Comparison((short_run, run), ("a", "b"))))  # noqa: S301 - our own bytes
    assert copy.leader is copy.recordings[1]


def test_runs_of_unlike_costs_are_refused() -> None:
    """A mean squared error and a cross-entropy cannot share an axis."""
    moons = sgdviz.data.two_moons(20)
    runs = [
        sgdviz.fit(sgdviz.MLP(2, (2,), task=task), moons, sgdviz.SGD(0.1), passes=1)
        for task in ("regression", "classes")
    ]
    with pytest.raises(InputError, match="the cost of one is a mean squared error and that of the other a cross-entr"):
        Comparison(tuple(runs), ("a", "b"))
