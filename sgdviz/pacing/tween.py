"""Tweening: recordings with interpolated rows inserted, which are drawn like recorded rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.comparison import Comparison
from sgdviz.recording.recording import ARRAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording import Recording

INTERPOLATED = ("params", "predictions", "grid_predictions")
"""Arrays that are interpolated linearly from one shown row to the next."""


def tweened(recording: Recording, rows: Sequence[int], count: int) -> tuple[Recording, list[int]]:
    """Return `recording` with `count` interpolated rows between each two of the rising `rows`, and the shown rows.

    Parameters and predictions are interpolated between shown rows, the cost between the recorded rows on either side,
    so that it stays on its curve. An interpolated row has the step and pass of the row before it, the sample and the
    gradient of the row after it, and a loss of NaN. Rows with values that are not finite, and the row of a divergence,
    are not interpolated to. Every recorded row stays.
    """
    pairs = [
        (before, after)
        for before, after in pairwise(rows)
        if _can_blend(recording, after) and _finite(recording, before) and _finite(recording, after)
    ]
    if not pairs or count == 0:
        return recording, list(rows)
    first, second = np.array(pairs).T
    before, after = np.repeat(first, count), np.repeat(second, count)
    share = np.tile(np.arange(1, count + 1) / (count + 1), len(pairs))
    blend = share * (recording.step[after] - recording.step[before])
    moment = recording.step[before] + blend
    made: dict[str, NDArray[np.float64] | NDArray[np.int64]] = {
        "step": recording.step[before],
        "pass_index": recording.pass_index[before],
        "sample": recording.sample[after],
        "gradients": recording.gradients[after],
        "loss": np.full(len(share), np.nan),
        "cost": np.interp(moment, recording.step, recording.cost),
        "blend": blend,
    }
    for name in INTERPOLATED:
        values = getattr(recording, name)
        made[name] = (1 - share)[:, None] * values[before] + share[:, None] * values[after]
    # A row is inserted after all rows recorded up to its moment, and so before the next shown row.
    places = np.clip(np.searchsorted(recording.step, moment, side="right"), before + 1, after)
    whole = {name: getattr(recording, name) for name in ARRAYS if name in made}
    whole["blend"] = np.zeros(len(recording))
    result = replace(recording, **{name: np.insert(whole[name], places, made[name], axis=0) for name in made})
    return result, _shown(result, np.asarray(rows), places)


def all_tweened(comparison: Comparison, rows: Sequence[int], count: int) -> tuple[Comparison, list[int]]:
    """Return `comparison` with every recording interpolated as by `tweened`, and the shown rows.

    `rows` and the returned rows are the leader's.
    """
    runs = [tweened(run, np.unique(comparison.rows(run)[rows]).tolist(), count)[0] for run in comparison.recordings]
    return Comparison(tuple(runs), comparison.labels), tweened(comparison.leader, rows, count)[1]


def _can_blend(recording: Recording, row: int) -> bool:
    """Return whether `row` lies before a divergence."""
    end = recording.diverged_row
    return end is None or row < end


def _finite(recording: Recording, row: int) -> bool:
    """Return whether all interpolated values of `row` are finite."""
    values = (recording.cost, *(getattr(recording, name) for name in INTERPOLATED))
    return all(np.isfinite(value[row]).all() for value in values)


def _shown(result: Recording, rows: NDArray[np.int64], places: NDArray[np.int64]) -> list[int]:
    """Return the shown rows of `result`: `rows`, moved by the rows inserted before them, and the inserted rows."""
    moved = rows + np.searchsorted(places, rows, side="right")
    return sorted([*moved.tolist(), *np.flatnonzero(result.blend).tolist()])
