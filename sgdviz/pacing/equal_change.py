"""Rows between which the picture changes by equal amounts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording import Recording

MARGIN = 0.15
"""The distance past the data on each side in which a prediction counts as visible, as a share of their span."""

COST_WEIGHT = 0.1
"""The weight of a cost that passes through its whole range, in decades, relative to a prediction that passes through
all of y: the cost only moves a marker along its curve, while the prediction moves across the widest panel."""

STEP_WEIGHT = 0.1
"""The weight of all steps together, shared evenly, so that frames are also spread over the rows of a converged run."""

LEAST_COST = 1e-9
"""A cost below this share of the largest shown cost counts as zero."""

MOST_INPUTS = 128
"""The largest number of inputs whose predictions are compared: all of a curve, a subset of a surface."""

CHUNK = 64
"""Rows compared at a time in the search for the next row that differs enough."""

MOST_COMPARED = 400
"""The most rows that are all compared with each other."""

HALVINGS = 50
"""Bisection steps for the amount of change: down to the last digits of a float."""


def row_features(
    recording: Recording | Comparison, rows: Sequence[int] | NDArray[np.int64], *, most: int = MOST_INPUTS
) -> NDArray[np.float64]:
    """Return the visible features of each of `rows`, (K, F).

    The change between two rows is the sum of the absolute differences of their columns. These are at most `most`
    predictions, over the grid or, where there is none, over the data, as shares of the visible range of y and of their
    number; the cost in decades; and the step. A comparison has the columns of all its runs.
    """
    if isinstance(recording, Comparison):
        each = most // len(recording)
        return np.hstack([row_features(run, recording.rows(run)[rows], most=each) for run in recording.recordings])
    places = np.asarray(rows)
    y = recording.dataset.y
    room = MARGIN * (float(np.ptp(y)) or max(abs(float(y[0])), 1.0))
    low, high = float(y.min()) - room, float(y.max()) + room
    predictions = recording.grid_predictions if len(recording.grid) else recording.predictions
    seen = predictions[places, :: -(-predictions.shape[1] // most)]
    seen = _within(seen, low, high) / ((high - low) * seen.shape[1])
    cost = recording.cost[places]
    top = float(cost[np.isfinite(cost)].max(initial=0.0)) or 1.0
    decades = np.log10(_within(cost, top * LEAST_COST, top))
    decades *= COST_WEIGHT / (float(np.ptp(decades)) or 1.0)
    steps = np.arange(len(places)) * (STEP_WEIGHT / len(places))
    return np.column_stack([seen, decades, steps])


def select_rows(features: NDArray[np.float64], count: int) -> list[int]:
    """Return `count` indices into `features` (K, F) between which the picture changes by nearly equal amounts.

    The first and the last index are included and none is repeated; all K are returned where K is at most `count`. The
    change is measured from one selected row to the next, not along the rows between them: steps that oscillate would
    otherwise count for much in a picture that stands still.
    """
    if count >= len(features):
        return list(range(len(features)))
    low, high = 0.0, 2.0 * sum(float(np.abs(np.diff(column)).sum()) for column in features.T)
    places = [0, len(features) - 1]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        trial = _apart(features, middle, count)
        if trial is None:
            low = middle
        else:
            high, places = middle, trial
            if len(trial) == count:
                break
    while len(places) < count:  # where equal changes give too few rows, the largest changes are halved
        gaps = [(_changes(features, first, second)[-1], first, second) for first, second in pairwise(places)]
        wide = sorted(gap for gap in gaps if gap[2] - gap[1] > 1)[len(places) - count :]
        places = sorted([*places, *((first + second) // 2 for _, first, second in wide)])
    return places


def even_rows(features: NDArray[np.float64], count: int) -> list[int]:
    """Return `count` indices into `features` (K, F) that share the change between them out as evenly as can be.

    Where few indices are chosen, this matters at the end: `select_rows` leaves the rest of the change to the last. The
    sum of the squares of the changes is the least of any choice, among at most `MOST_COMPARED` indices.
    """
    places = np.array(select_rows(features, MOST_COMPARED))
    if count >= len(places):
        return select_rows(features, count)
    seen = features[places]
    squares = np.stack([np.abs(seen - one).sum(axis=1) for one in seen]) ** 2  # of the change from each to each
    squares[np.tril_indices(len(seen))] = np.inf
    least, before = squares[0], []
    for _ in range(count - 2):
        ways = least[:, None] + squares  # to the row of each column, over that of each line
        before.append(ways.argmin(axis=0))
        least = ways.min(axis=0)
    chosen = [len(seen) - 1]
    for step in reversed(before):
        chosen.append(int(step[chosen[-1]]))
    return [0, *(int(places[place]) for place in reversed(chosen))]


def _apart(features: NDArray[np.float64], least: float, most: int) -> list[int] | None:
    """Return indices that each differ by `least` from the one before, and the last; None for more than `most`."""
    places = [0]
    begin = 1
    while begin < len(features):
        far = np.flatnonzero(_changes(features, places[-1], begin, begin + CHUNK) >= least)
        if not len(far):
            begin += CHUNK
            continue
        places.append(begin + int(far[0]))
        begin = places[-1] + 1
        if len(places) > most:
            return None
    if places[-1] < len(features) - 1:
        places.append(len(features) - 1)
    return places if len(places) <= most else None


def _changes(features: NDArray[np.float64], place: int, first: int, end: int | None = None) -> NDArray[np.float64]:
    """Return the change from row `place` to rows `first` to `end`, or to `first` alone."""
    ways: NDArray[np.float64] = np.abs(features[first : end or first + 1] - features[place]).sum(axis=1)
    return ways


def _within(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Return `values` clipped to `low` and `high`; NaN counts as `high`."""
    clipped: NDArray[np.float64] = np.clip(np.nan_to_num(values, nan=high, posinf=high, neginf=low), low, high)
    return clipped
