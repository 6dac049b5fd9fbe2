"""The digest of a run in a picture: numbers of a few rows, by which a run that is made again is compared."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from sgdviz.recording import Recording

MOST_ROWS, MOST_PARAMETERS = 9, 16
"""The most rows of a digest, and the most parameters of a row."""


def digest_of(run: Recording) -> list[list[Any]]:
    """Return the numbers of at most `MOST_ROWS` rows at equal distances, the first and the last shown among them.

    Each row has its step, loss, cost, and at most `MOST_PARAMETERS` of its parameters, the first and the last among
    them. A number that is not finite is a text.
    """
    columns = _spread(run.params.shape[1], MOST_PARAMETERS)
    rows = _spread(run.shown_rows, MOST_ROWS)
    return [
        [int(run.step[row]), *map(_plain, (run.loss[row], run.cost[row], *run.params[row, columns]))] for row in rows
    ]


def _spread(count: int, most: int) -> list[int]:
    """Return at most `most` places among `count`, at equal distances, the first and the last among them."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist() if count else []


def _plain(value: float) -> float | str:
    number = float(value)
    return number if math.isfinite(number) else str(number)
