"""The rows of a run: the values of its parameters at each snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.snapshots import Snapshot

    Values = list[NDArray[np.float64]]


def values_of(row: Snapshot, rows: Sequence[Snapshot]) -> Values:
    """Return the values of all leaves in one of `rows`; a leaf that came later has there what it had first."""
    own = [np.asarray(value, dtype=np.float64) for value in row.values]
    later = rows[min(1, len(rows) - 1)].values[len(own) :]
    return own + [np.asarray(value, dtype=np.float64) for value in later]


def changing(rows: Sequence[Snapshot]) -> list[int]:
    """Return the numbers of the leaves that a run changed."""
    states = [values_of(row, rows) for row in rows]
    return [
        number
        for number, value in enumerate(states[0])
        if any(not np.array_equal(other[number], value, equal_nan=True) for other in states[1:])
    ]
