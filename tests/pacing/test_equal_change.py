"""Rows between which the picture changes by equal amounts."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import Pacing, Recording
from sgdviz.pacing.equal_change import COST_WEIGHT, STEP_WEIGHT, even_rows, row_features, select_rows
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_features_are_shares_of_what_is_visible(run: Recording) -> None:
    """The columns are the predictions as shares of the visible range and of their number, the cost and the step."""
    features = row_features(run, range(301))
    assert features.shape == (301, len(run.grid) + 2)
    predictions, cost, steps = features[:, :-2], features[:, -2], features[:, -1]
    low, high = run.dataset.y.min() - 0.15 * np.ptp(run.dataset.y), run.dataset.y.max() + 0.15 * np.ptp(run.dataset.y)
    visible = np.clip(run.grid_predictions, low, high)
    np.testing.assert_allclose(predictions, visible / (high - low) / len(run.grid))
    decades = np.log10(run.cost)
    np.testing.assert_allclose(cost, decades * COST_WEIGHT / np.ptp(decades))
    np.testing.assert_allclose(np.diff(steps), STEP_WEIGHT / 301)


def test_features_of_many_inputs_are_a_subset(run: Recording) -> None:
    """At most so many predictions are compared, evenly spread; without a grid, those of the data."""
    grid = np.linspace(-5, 5, 300)[:, None]
    wide = replace(run, grid=grid, grid_predictions=np.zeros((301, 300)) + grid[:, 0])
    assert row_features(wide, [0, 1], most=128).shape == (2, 100 + 2)
    bare = replace(run, grid=np.empty((0, 1)), grid_predictions=np.empty((301, 0)))
    assert row_features(bare, [0, 1]).shape == (2, 6 + 2)


def test_features_of_a_comparison_are_those_of_all_runs(run: Recording, short_run: Recording) -> None:
    """Each run contributes the features of the row that it shows."""
    comparison = Comparison((short_run, run), ("a", "b"))
    both = row_features(comparison, [0, 12, 50])
    np.testing.assert_array_equal(
        both, np.hstack([row_features(short_run, [0, 12, 12]), row_features(run, [0, 12, 50])])
    )


def test_selected_rows_are_equally_far_apart() -> None:
    """On a path whose speed varies, the selected rows are nearly equal steps along it; the last may be shorter."""
    path = np.cumsum(np.random.default_rng(0).uniform(0, 1, 2000) ** 3)
    rows = select_rows(path[:, None], 21)
    assert len(rows) == 21
    assert (rows[0], rows[-1]) == (0, 1999)
    *steps, last = np.diff(path[rows])
    np.testing.assert_allclose(steps, np.mean(steps), rtol=0.05)
    assert 0 < last <= 1.05 * np.mean(steps)


def test_oscillation_counts_from_row_to_row() -> None:
    """The change is measured between selected rows, so a path that swings back and forth counts little."""
    swinging = np.where(np.arange(100) % 2, 0.01, 0.0)
    moving = np.linspace(0, 1, 100)
    rows = np.array(select_rows(np.concatenate([swinging, moving])[:, None], 10))
    assert (rows < 100).sum() <= 2


@pytest.mark.parametrize("count", [2, 3, 10, 99, 100, 101])
def test_as_many_rows_as_asked_are_selected(count: int) -> None:
    """Rows rise and are never repeated, whether the values move, jump or stand still."""
    for values in (np.linspace(0, 1, 100), np.zeros(100), np.repeat([0.0, 1.0], 50), np.eye(100)[:, 37]):
        rows = select_rows(values[:, None], count)
        assert len(rows) == min(count, 100)
        assert (rows[0], rows[-1]) == (0, 99)
        assert all(first < second for first, second in pairwise(rows))


def changes(recording: Recording, **pace: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the mean difference in pixels of each picture of an animation from the one before."""
    frames = sgdviz.animate(recording, size=(640, 320), **pace).frames()
    pictures = [frame.rgb.astype(float) for frame in frames]
    return np.array([np.abs(after - before).mean() for before, after in pairwise(pictures)])


def test_the_picture_changes_by_equal_amounts(run: Recording) -> None:
    """The changes between selected frames vary less than those between every nth step."""
    for frames, every in ((80, 4), (40, 8)):
        chosen, regular = changes(run, frames=frames), changes(run, every=every)
        assert len(chosen) + 1 == frames
        assert chosen.std() / chosen.mean() < 0.8 * regular.std() / regular.mean()
        assert chosen.max() / chosen.min() < 0.8 * regular.max() / regular.min()


def test_a_run_without_changes_or_with_gaps_is_shown(run: Recording) -> None:
    """A run without changes is shown at even steps, and predictions that are NaN or infinite do no harm."""
    still = np.repeat(run.grid_predictions[:1], 301, axis=0)
    rows = [cue.row for cue in Pacing(frames=31).cues(replace(run, grid_predictions=still, cost=np.zeros(301)))]
    assert rows == list(range(0, 301, 10))
    holes = run.grid_predictions.copy()
    holes[5:9] = [[np.nan], [np.inf], [-np.inf], [1e300]]
    assert len(Pacing(frames=31).cues(replace(run, grid_predictions=holes))) == 31


def test_a_cost_counts_for_a_tenth_of_a_prediction(short_run: Recording) -> None:
    """A cost that falls through its range counts 0.1, and predictions that move through all of the plot 1."""
    y = short_run.dataset.y
    still = replace(short_run, grid_predictions=np.zeros((13, 2)), cost=np.ones(13))
    moving = replace(still, grid_predictions=np.linspace([y.min(), y.min()], [y.max(), y.max()], 13) * 10)
    falling = replace(still, cost=np.geomspace(1, 1e-4, 13))
    changes = []
    for run in (still, moving, falling):
        features = row_features(run, range(13))
        changes.append(float(np.abs(features[-1] - features[0]).sum()))
    assert changes[1] - changes[0] == pytest.approx(1)
    assert changes[2] - changes[0] == pytest.approx(0.1)


def test_where_equal_changes_give_too_few_rows_the_largest_are_halved() -> None:
    """A jump between two plateaus is one change; the missing row stands before the jump and not after it."""
    jump = np.array([0.0] * 6 + [5.0] * 4)[:, None]
    assert select_rows(jump, 3) == [0, 6, 9]
    assert select_rows(jump, 4) == [0, 3, 6, 9]


def test_few_rows_share_the_change_out_evenly() -> None:
    """The sum of the squared changes is the least of any choice of as many rows, on a short path."""
    rng = np.random.default_rng(0)
    path = np.cumsum(rng.random((12, 3)) ** 3, axis=0)

    def squares(places: Sequence[int]) -> float:
        return float((np.abs(np.diff(path[list(places)], axis=0)).sum(axis=1) ** 2).sum())

    for count in (3, 4, 6):
        chosen = even_rows(path, count)
        best = min(squares((0, *inner, 11)) for inner in combinations(range(1, 11), count - 2))
        assert (chosen[0], chosen[-1], len(set(chosen))) == (0, 11, count)
        assert chosen == sorted(chosen)
        assert squares(chosen) == pytest.approx(best)


@pytest.mark.parametrize(("rows", "count"), [(1, 2), (2, 2), (5, 9), (3000, 24), (3000, 2)])
def test_few_rows_are_as_many_as_asked(rows: int, count: int) -> None:
    """All rows where there are fewer, and the first and the last in any case."""
    chosen = even_rows(np.linspace(0, 1, rows)[:, None], count)
    assert len(chosen) == len(set(chosen)) == min(rows, count)
    assert (chosen[0], chosen[-1]) == (0, rows - 1)
