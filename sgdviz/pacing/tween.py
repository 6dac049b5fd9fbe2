"""Tweening: recordings with interpolated rows inserted, which are drawn like recorded rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.recording.comparison import Comparison
from sgdviz.recording.recording import ARRAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording import Recording

INTERPOLATED = ("params", "predictions", "grid_predictions")
"""Arrays that are interpolated linearly from one row to the other."""

OF_THE_STEP = ("sample", "gradients", "carried", "batch")
"""Arrays of which an interpolated row has the entry of the row after it: they describe the step that is on its way."""


class Gap(NamedTuple):
    """Rows to insert between the rows `before` and `after`, each a share of the way; shares rise between 0 and 1."""

    before: int
    after: int
    shares: tuple[float, ...]


def tweened(recording: Recording, gaps: Sequence[Gap]) -> tuple[Recording, NDArray[np.int64], list[tuple[int, ...]]]:
    """Return `recording` with interpolated rows in `gaps`, the (T,) new places of its rows, and the rows of each gap.

    Gaps do not overlap, and rise. Parameters and predictions are interpolated between the rows of a gap, the cost
    between the recorded rows on either side, so that it stays on its curve. An interpolated row has the step and pass
    of the row before it, the sample, batch and gradient of the row after it, and a loss of NaN. Every recorded row
    stays.
    """
    counts = [len(gap.shares) for gap in gaps]
    before = np.repeat(np.array([gap.before for gap in gaps], dtype=np.int64), counts)
    after = np.repeat(np.array([gap.after for gap in gaps], dtype=np.int64), counts)
    share = np.array([share for gap in gaps for share in gap.shares])
    if not len(share):
        return recording, np.arange(len(recording)), [() for _ in gaps]
    blend = share * (recording.step[after] - recording.step[before])
    moment = recording.step[before] + blend
    made: dict[str, NDArray[np.float64] | NDArray[np.int64]] = {
        "step": recording.step[before],
        "pass_index": recording.pass_index[before],
        "loss": np.full(len(share), np.nan),
        "cost": np.interp(moment, recording.step, recording.cost),
        "blend": blend,
    }
    for name in OF_THE_STEP:
        values = getattr(recording, name)
        if len(values) == len(recording):
            made[name] = values[after]
    for name in INTERPOLATED:
        values = getattr(recording, name)
        made[name] = (1 - share)[:, None] * values[before] + share[:, None] * values[after]
    # A row is inserted after all rows recorded up to its moment, and so before the row after its gap.
    places = np.clip(np.searchsorted(recording.step, moment, side="right"), before + 1, after)
    whole = {name: getattr(recording, name) for name in ARRAYS if name in made}
    whole["blend"] = np.zeros(len(recording))
    result = replace(recording, **{name: np.insert(whole[name], places, made[name], axis=0) for name in made})
    moved = np.arange(len(recording)) + np.searchsorted(places, np.arange(len(recording)), side="right")
    rows = iter((places + np.arange(len(places))).tolist())
    return result, moved, [tuple(next(rows) for _ in gap.shares) for gap in gaps]


def all_tweened(
    comparison: Comparison, gaps: Sequence[Gap]
) -> tuple[Comparison, NDArray[np.int64], list[tuple[int, ...]]]:
    """Return `comparison` with every recording interpolated as by `tweened`; rows and gaps are the leader's.

    Another run is interpolated between the rows that it shows at the rows of a gap, unless it shows one row at both or
    cannot be interpolated there.
    """
    runs, leader = [], tweened(comparison.leader, gaps)
    for run in comparison.recordings:
        if run is comparison.leader:
            runs.append(leader[0])
            continue
        rows = comparison.rows(run)
        own = [Gap(int(rows[gap.before]), int(rows[gap.after]), gap.shares) for gap in gaps]
        runs.append(tweened(run, [gap for gap in own if can_blend(run, gap.before, gap.after)])[0])
    return Comparison(tuple(runs), comparison.labels), *leader[1:]


def can_blend(recording: Recording, before: int, after: int) -> bool:
    """Return whether rows can be interpolated from `before` to `after`: all values are finite, and no divergence."""
    end = recording.diverged_row
    return before < after and (end is None or after < end) and _finite(recording, before) and _finite(recording, after)


def _finite(recording: Recording, row: int) -> bool:
    """Return whether all interpolated values of `row` are finite."""
    values = (recording.cost, *(getattr(recording, name) for name in INTERPOLATED))
    return all(np.isfinite(value[row]).all() for value in values)
