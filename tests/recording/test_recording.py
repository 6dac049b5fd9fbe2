"""Recordings: frozen, checked, with derived values, and kept whole in a file."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording, RecordingError
from sgdviz.recording.recording import ARRAYS, DIVERGED_COST, FACTS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_recording_cannot_be_changed(short_run: Recording) -> None:
    """Fields and arrays are read-only, and an array is copied in."""
    with pytest.raises(FrozenInstanceError):
        short_run.formula = "y = x"  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        short_run.params[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        short_run.sample_loss[0] = 1
    mine = short_run.cost.copy()
    other = replace(short_run, cost=mine)
    mine[0] = -1
    assert other.cost[0] == short_run.cost[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"loss": np.zeros(3)}, r"loss has shape \(3,\) where the rest of the recording makes it \(13,\)"),
        ({"params": np.zeros((13, 3))}, r"params has shape \(13, 3\) where the rest of the recording makes it \(13, 2"),
        ({"predictions": np.zeros((13, 5))}, r"predictions has shape \(13, 5\)"),
        ({"grid": np.zeros((3, 1))}, r"grid_predictions has shape \(13, 2\) .* makes it \(13, 3\)"),
        ({"landscape_cost": np.zeros(7)}, r"landscape_cost has shape \(7,\)"),
        ({"blend": np.zeros(2)}, r"blend has shape \(2,\)"),
        ({"sample": np.full(13, 6)}, r"sample goes outside the 6 points; it must be -1 \(none\) or 0 to 5"),
        ({"sample": np.full(13, -2)}, "sample goes outside the 6 points"),
        ({"loss_kind": "squared"}, "the loss kind is 'squared'; it must be one of: residual, half square, loss"),
        ({"cost_kind": "regret"}, "the cost kind is 'regret'; it must be one of: mean squared error"),
        ({"step": np.empty(0)}, "the recording has no steps; record at least one"),
    ],
)
def test_fields_that_contradict_each_other_are_named(short_run: Recording, changes: dict[str, Any], said: str) -> None:
    """An error names the field, its value or shape, and what it must be."""
    with pytest.raises(RecordingError, match=said):
        replace(short_run, **changes)


def test_rows_are_found_by_step(short_run: Recording) -> None:
    """`row_of` finds the row of a step and refuses a step that was not recorded."""
    assert short_run.row_of(7) == 7
    assert replace(short_run, step=short_run.step * 10).row_of(70) == 7
    with pytest.raises(sgdviz.InputError, match="no step 99; the recording has steps 0 to 12"):
        short_run.row_of(99)


def test_the_repr_is_one_line(short_run: Recording, diverging_run: Recording) -> None:
    """The repr of a recording gives its sizes and how it ended."""
    assert repr(short_run) == "<Recording: 13 rows, 6 points, 2 parameters, completed>"
    assert repr(diverging_run) == "<Recording: 301 rows, 6 points, 2 parameters, diverged>"


@pytest.mark.parametrize(
    ("factors", "row"),
    [
        ([1, 1, 1, 1], None),
        ([1, 1, 1, 1 + 1e-9], 3),
        ([1, 2, 2, 2], 1),
        ([1, 2, 1, 2], 3),  # a cost that comes back is no divergence
        ([2, 1, 1, 1], None),
        ([1, np.nan, np.inf, np.nan], 1),
        ([np.inf, np.inf, np.nan, np.inf], 0),
    ],
)
@pytest.mark.parametrize("first", [1e-3, 1.0, 1e6])
def test_a_run_diverges_where_its_cost_passes_the_bound_for_good(
    short_run: Recording, factors: list[float], row: int | None, first: float
) -> None:
    """The bound is so many times the larger of the first cost and the variance of y."""
    bound = DIVERGED_COST * max(first, float(np.var(short_run.dataset.y)))
    whole = replace(short_run, cost=np.array([first] + [first] * 8 + [bound * factor for factor in factors]))
    expected = None if row is None else 9 + row
    assert whole.diverged_row == expected
    assert whole.status == ("completed" if row is None else "diverged")
    assert whole.shown_rows == (13 if expected is None else expected + 1)
    assert whole.rows_before_divergence == (13 if expected is None else expected)


def test_a_constant_target_has_its_mean_square_as_bound(short_run: Recording) -> None:
    """Where y does not vary, its mean square takes the place of the variance, and 1 where that is zero too."""
    for value, spread in ((7.0, 49.0), (0.0, 1.0)):
        data = sgdviz.Dataset(short_run.dataset.x, np.full(6, value))
        for factor, status in ((0.999, "completed"), (1.001, "diverged")):
            cost = np.full(13, factor * DIVERGED_COST * spread)
            cost[0] = 1e-6
            assert replace(short_run, dataset=data, cost=cost).status == status


def test_an_absolute_error_is_bounded_by_the_deviation(short_run: Recording) -> None:
    """A mean absolute error is compared with the standard deviation of y, which has its unit."""
    deviation = float(np.std(short_run.dataset.y))
    for factor, status in ((0.999, "completed"), (1.001, "diverged")):
        cost = np.full(13, factor * DIVERGED_COST * deviation)
        cost[0] = 1e-6
        assert replace(short_run, cost=cost, cost_kind="mean absolute error").status == status


def test_a_run_that_diverges_at_once_keeps_a_row_for_its_limits(short_run: Recording) -> None:
    """At least one row counts as before a divergence."""
    gone = replace(short_run, cost=np.full(13, np.nan))
    assert (gone.diverged_row, gone.shown_rows, gone.rows_before_divergence) == (0, 1, 1)


def test_interpolated_rows_lie_between_steps(short_run: Recording) -> None:
    """`moment` is the step and the blend of a row, and `recorded` is false where the blend is above 0."""
    blend = np.zeros(13)
    blend[5] = 0.25
    assert short_run.recorded.all()
    assert short_run.moment.tolist() == list(range(13))
    blended = replace(short_run, blend=blend)
    assert np.flatnonzero(~blended.recorded).tolist() == [5]
    assert blended.moment[[4, 5, 6]].tolist() == [4, 5.25, 6]


def test_a_file_brings_back_every_bit(diverging_run: Recording, tmp_path: Path) -> None:
    """Every field comes back from the file, NaN and infinity too, and a run saved twice gives the same bytes."""
    first, second = tmp_path / "a.npz", tmp_path / "b.npz"
    diverging_run.save(first)
    diverging_run.save(second)
    loaded = Recording.load(first)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(loaded, name), getattr(diverging_run, name))
        assert getattr(loaded, name).dtype == getattr(diverging_run, name).dtype
    for name in FACTS:
        assert getattr(loaded, name) == getattr(diverging_run, name)
    assert {*ARRAYS, *FACTS, "dataset", "listing"} == {field.name for field in fields(Recording)}
    np.testing.assert_array_equal(loaded.dataset.x, diverging_run.dataset.x)
    np.testing.assert_array_equal(loaded.dataset.y, diverging_run.dataset.y)
    assert loaded.dataset.feature_names == diverging_run.dataset.feature_names
    assert loaded.dataset.target_name == diverging_run.dataset.target_name
    assert first.read_bytes() == second.read_bytes()


def test_a_file_keeps_names_and_facts(tmp_path: Path) -> None:
    """The names of the data and the facts that drawing depends on come back from the file."""
    run = sgdviz.fit(sgdviz.Proportion("absolute"), sgdviz.data.houses(), sgdviz.SGD(0.01), passes=1, standardize=True)
    run.save(tmp_path / "run.npz")
    loaded = Recording.load(tmp_path / "run.npz")
    assert (loaded.dataset.feature_names, loaded.dataset.target_name) == (("size (sq ft)",), "price ($)")
    assert (loaded.loss_kind, loaded.cost_kind) == ("residual", "mean absolute error")
    assert loaded.standardized
    assert loaded.model == "Proportion(loss_name='absolute')"
    assert loaded.recipe["optimizer"] == "SGD(step_size=0.01)"


def test_a_file_keeps_the_names_of_classes(tmp_path: Path) -> None:
    """The names of classes come back from the file, and a recorder takes them too."""
    recorder = sgdviz.Recorder([0.0, 1.0], [0, 1], predict=lambda x: x, class_names=("no", "yes"))
    recorder.record(m=1.0)
    recorder.recording().save(tmp_path / "run.npz")
    assert Recording.load(tmp_path / "run.npz").dataset.class_names == ("no", "yes")


def test_a_file_is_written_whole_or_not_at_all(short_run: Recording, tmp_path: Path) -> None:
    """A path that cannot be written raises `OutputError` and leaves nothing."""
    with pytest.raises(sgdviz.OutputError, match="cannot write"):
        short_run.save(tmp_path / "no" / "run.npz")
    assert list(tmp_path.iterdir()) == []


def test_the_row_before_is_that_of_the_step_before(short_run: Recording) -> None:
    """The row from which an update started is the row before, unless steps between were not recorded."""
    assert short_run.row_before.tolist() == [-1, *range(12)]
    kept = np.array([0, 1, 2, 5, 6])
    names = ("step", "pass_index", "sample", "params", "gradients", "loss", "cost", "predictions", "grid_predictions")
    sparse = replace(short_run, **{name: getattr(short_run, name)[kept] for name in names})
    assert sparse.row_before.tolist() == [-1, 0, 1, -1, 3]


def test_units_of_dates_survive_in_a_file(short_run: Recording, tmp_path: Path) -> None:
    """A recording of dates can be drawn again with its axis of dates."""
    units = ("days since 2020-01-05", "")
    recorder = sgdviz.Recorder([0.0, 1.0], [0, 1], predict=lambda x: x, date_units=units)
    recorder.record(m=1.0)
    assert recorder.recording().dataset.date_units == units
    replace(short_run, dataset=replace(short_run.dataset, date_units=units)).save(tmp_path / "run.npz")
    assert Recording.load(tmp_path / "run.npz").dataset.date_units == units
