"""How a run ended: settled, still falling, swinging, far from the best fit, worse than it began, or diverged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from sgdviz.recording.best_fit import is_at_best, is_far_from_best

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

Ending = Literal["settled", "falling", "swinging", "far", "worse", "diverged"]

LAST_SHARE = 0.2
"""The share of the steps at the end that decides: its second half is compared with its first. Of a run of at most ten
passes, the last pass is compared with the one before it, which then are as long."""

LEAST_ROWS = 4
"""A run with fewer rows than this in its last share is too short to have settled or not: it counts as settled."""

CHANGE = 0.05
"""The fall of the mean cost, from the first to the second half, that counts as still falling."""

SWING = 0.25
"""The span of the costs in both halves, as a share of their mean, that counts as swinging."""

NOTHING = 1e-6
"""A cost below this share of the first one is zero for every reader."""


def ending_of(recording: Recording) -> Ending:
    """Return how the shown run ended, by the costs of its last steps."""
    if recording.diverged_row is not None:
        return "diverged"
    if recording.cost[-1] > recording.cost[0] * (1 + NOTHING):
        return "worse"
    found = _by_last_costs(recording)
    if found == "falling":
        return "settled" if is_at_best(recording) else found
    return "far" if is_far_from_best(recording) else found


def _by_last_costs(recording: Recording) -> Ending:
    """Return whether a run has settled, is still falling, or swings."""
    cost, passes = recording.cost[recording.recorded], recording.pass_index[recording.recorded]
    early, late = _halves(cost, passes)
    if len(early) + len(late) < LEAST_ROWS:
        return "settled"
    last = np.concatenate([early, late])
    mean = abs(float(last.mean()))
    if not mean > NOTHING * abs(float(cost[0])):
        return "settled"
    if float(early.mean() - late.mean()) > CHANGE * mean:
        return "falling"
    return "swinging" if float(np.ptp(last)) > SWING * mean else "settled"


def _halves(cost: NDArray[np.float64], passes: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the costs of the two stretches at the end that are compared."""
    last = int(passes[-1])
    if 2 <= last <= round(2 / LAST_SHARE):
        return cost[passes == last - 1], cost[passes == last]
    count = int(LAST_SHARE * len(cost))
    early, late = np.array_split(cost[len(cost) - count :], 2)
    return early, late
