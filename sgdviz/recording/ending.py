"""How a run ended: settled, still falling, swinging or diverged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from sgdviz.recording.recording import Recording

Ending = Literal["settled", "falling", "swinging", "diverged"]

LAST_SHARE = 0.2
"""The share of the steps at the end that decides."""

LEAST_ROWS = 4
"""A run with fewer rows than this in its last share is too short to have settled or not: it counts as settled."""

CHANGE = 0.05
"""The fall of the mean cost, from the first to the second half of the last share, that counts as still falling."""

SWING = 0.25
"""The span of the costs in the last share, as a share of their mean, that counts as swinging."""

NOTHING = 1e-6
"""A cost below this share of the first one is zero for every reader."""


def ending_of(recording: Recording) -> Ending:
    """Return how the shown run ended, by the costs of its last fifth."""
    if recording.diverged_row is not None:
        return "diverged"
    cost = recording.cost[recording.recorded]
    last = cost[-int(LAST_SHARE * len(cost)) :] if len(cost) * LAST_SHARE >= LEAST_ROWS else cost[:0]
    mean = float(last.mean()) if len(last) else 0.0
    if not abs(mean) > NOTHING * abs(float(cost[0])):
        return "settled"
    early, late = (float(half.mean()) for half in np.array_split(last, 2))
    if early - late > CHANGE * abs(mean):
        return "falling"
    return "swinging" if float(np.ptp(last)) > SWING * abs(mean) else "settled"
