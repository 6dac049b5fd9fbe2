"""Arrival: the row from which on a run stays close to the lowest cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sgdviz.recording.recording import Recording

ARRIVED = 0.01
"""The largest share that is left of the way down from a run's first cost to the lowest, once it has arrived."""


def arrival_row(recording: Recording, lowest: float) -> int | None:
    """Return the first recorded row from which on the cost stays within `ARRIVED` of the way down; None without one.

    `lowest` is the lowest cost that any parameters have.
    """
    recorded = np.flatnonzero(recording.recorded[: recording.shown_rows])
    costs = recording.cost[recorded]
    bound = lowest + ARRIVED * (float(costs[0]) - lowest)
    away = np.flatnonzero(~(costs <= bound))  # costs that are NaN are away
    first = int(away[-1]) + 1 if away.size else 0
    return int(recorded[first]) if first < len(recorded) else None
