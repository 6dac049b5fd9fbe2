"""Which rows show a run best: those between which the picture changes by equal amounts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording import Recording

MARGIN = 0.15
"""How far past the data on each side a prediction is taken to be seen, as a share of their span."""

COST_WEIGHT = 0.1
"""What the cost counts for when it goes through its whole range, in decades, beside a prediction that goes through
all of y: a marker moves along its curve while the prediction sweeps through the widest panel."""

STEP_WEIGHT = 0.1
"""What all steps together count for, shared out evenly: a run that has arrived still goes on, and no frame stands still
for ever."""

LEAST_COST = 1e-9
"""A cost below this share of the largest one seen looks like zero."""

MOST_INPUTS = 128
"""Inputs at most whose predictions are compared: as many as a curve has, and a sample of a surface's."""

CHUNK = 64
"""Rows looked at at once for the next that differs enough."""

HALVINGS = 50
"""How often the amount of change is narrowed down: to the last digits of a float."""


def look(
    recording: Recording | Comparison, rows: Sequence[int] | NDArray[np.int64], *, most: int = MOST_INPUTS
) -> NDArray[np.float64]:
    """Return what is seen of each of `rows`, (K, F): the picture changes by the sum of the columns' changes.

    The columns are the predictions, over the grid or where there is none over the data, as shares of what is seen of
    y and of their number, at most `most` of them; the cost in decades; and the step. Several recordings have theirs
    side by side.
    """
    if isinstance(recording, Comparison):
        each = most // len(recording)
        return np.hstack([look(run, recording.rows(run)[rows], most=each) for run in recording.recordings])
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


def chosen(seen: NDArray[np.float64], count: int) -> list[int]:
    """Return `count` of the K places of `seen` (K, F) between which the picture changes by as equal amounts as may be.

    The first and the last are among them, and none comes twice; all of them where there are no more than `count`.
    What counts is the change from one chosen picture to the next, not the way between them: steps that go to and fro
    would else make a large share of a picture that stands still.
    """
    if count >= len(seen):
        return list(range(len(seen)))
    low, high = 0.0, 2.0 * sum(float(np.abs(np.diff(column)).sum()) for column in seen.T)
    places = [0, len(seen) - 1]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        trial = _apart(seen, middle, count)
        if trial is None:
            low = middle
        else:
            high, places = middle, trial
            if len(trial) == count:
                break
    while len(places) < count:  # equal changes can come in too few or too many: the largest are cut in halves
        gaps = [(_changes(seen, first, second)[-1], first, second) for first, second in pairwise(places)]
        wide = sorted(gap for gap in gaps if gap[2] - gap[1] > 1)[len(places) - count :]
        places = sorted([*places, *((first + second) // 2 for _, first, second in wide)])
    return places


def _apart(seen: NDArray[np.float64], least: float, most: int) -> list[int] | None:
    """Return places that each differ by `least` from the one before, and the last; None for more than `most`."""
    places = [0]
    begin = 1
    while begin < len(seen):
        far = np.flatnonzero(_changes(seen, places[-1], begin, begin + CHUNK) >= least)
        if not len(far):
            begin += CHUNK
            continue
        places.append(begin + int(far[0]))
        begin = places[-1] + 1
        if len(places) > most:
            return None
    if places[-1] < len(seen) - 1:
        places.append(len(seen) - 1)
    return places if len(places) <= most else None


def _changes(seen: NDArray[np.float64], place: int, first: int, end: int | None = None) -> NDArray[np.float64]:
    """Return by how much the picture changes from `place` to those from `first` to `end`, or to `first` alone."""
    ways: NDArray[np.float64] = np.abs(seen[first : end or first + 1] - seen[place]).sum(axis=1)
    return ways


def _within(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Return `values` as they are seen between `low` and `high`; what is no number lies out of sight."""
    clipped: NDArray[np.float64] = np.clip(np.nan_to_num(values, nan=high, posinf=high, neginf=low), low, high)
    return clipped
