"""The pictures between two recorded rows: recordings with blended rows put in, which are then drawn like any other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.comparison import Comparison
from sgdviz.recording import ARRAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording import Recording

BLENDED = ("params", "predictions", "grid_predictions")
"""What goes in a straight line from one shown row to the next."""


def tweened(recording: Recording, rows: Sequence[int], count: int) -> tuple[Recording, list[int]]:
    """Return `recording` with `count` blended rows between each two of the rising `rows`, and all that is now shown.

    What is drawn of a model goes straight from one shown row to the next. The cost goes straight between the rows
    recorded on either side, so that it stays on its curve. A blended row has the step and the pass that have been
    reached, the sample and the gradient that cause the move, and no loss of its own. Nothing is blended where a
    number is not finite, nor into a row at which the run has diverged. Every recorded row stays.
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
    for name in BLENDED:
        values = getattr(recording, name)
        made[name] = (1 - share)[:, None] * values[before] + share[:, None] * values[after]
    # A row goes in behind all that were recorded up to its moment, and so before the shown row that comes next.
    places = np.clip(np.searchsorted(recording.step, moment, side="right"), before + 1, after)
    whole = {name: getattr(recording, name) for name in ARRAYS if name in made}
    whole["blend"] = np.zeros(len(recording))
    result = replace(recording, **{name: np.insert(whole[name], places, made[name], axis=0) for name in made})
    return result, _shown(result, np.asarray(rows), places)


def all_tweened(comparison: Comparison, rows: Sequence[int], count: int) -> tuple[Comparison, list[int]]:
    """Return `comparison` with each recording blended as by `tweened`, between the rows that it shows at the same time.

    `rows` are the leader's, and so are those that are returned.
    """
    runs = [tweened(run, np.unique(comparison.rows(run)[rows]).tolist(), count)[0] for run in comparison.recordings]
    return Comparison(tuple(runs), comparison.labels), tweened(comparison.leader, rows, count)[1]


def _can_blend(recording: Recording, row: int) -> bool:
    """Return whether the run goes on at `row`: no picture leads smoothly into a divergence."""
    end = recording.diverged_row
    return end is None or row < end


def _finite(recording: Recording, row: int) -> bool:
    """Return whether all that would be blended of `row` is finite."""
    return bool(
        np.isfinite(recording.cost[row]) and all(np.isfinite(getattr(recording, name)[row]).all() for name in BLENDED)
    )


def _shown(result: Recording, rows: NDArray[np.int64], places: NDArray[np.int64]) -> list[int]:
    """Return the rows of `result` that are shown: `rows`, moved on by what went in before them, and the blended."""
    moved = rows + np.searchsorted(places, rows, side="right")
    return sorted([*moved.tolist(), *np.flatnonzero(result.blend).tolist()])
