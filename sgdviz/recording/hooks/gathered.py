"""The data of a training that come batch by batch: the distinct rows of the first pass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_ROWS = 2000
"""The largest number of rows that are gathered: more would be one cloud."""


class GatheredData:
    """The rows of the batches that a training has seen, at most `most` of them.

    All rows of the first batch count, and of later ones those that no earlier batch had. They are complete when as many
    rows as there are have come again without a new one, or when there is no more room.
    """

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most = most
        self._x: list[Array] = []
        self._y: list[Array] = []
        self._places: dict[bytes, int] = {}
        self._old_in_a_row = 0
        self._has_left_out = False
        self._first_size = 0

    def __len__(self) -> int:
        return sum(map(len, self._y))

    @property
    def is_complete(self) -> bool:
        """Whether no further rows are gathered."""
        return len(self) >= self._most or 0 < len(self) <= self._old_in_a_row

    @property
    def pass_size(self) -> int:
        """The number of rows of one pass over the data; 0 where it is not known."""
        if self._has_left_out:
            return self._first_size
        return len(self)

    def add(self, x: Array, y: Array) -> None:
        """Add a batch, (B, D) inputs and (B,) targets."""
        if self.is_complete:
            return
        kept = np.arange(len(y))
        if not self._y:
            if len(y) > self._most:  # one batch holds all data: the rows are spread evenly over it
                kept = np.linspace(0, len(y) - 1, self._most).astype(np.int64)
                self._has_left_out, self._first_size = True, len(y)
        else:
            new = [row for row in range(len(y)) if _key(x[row], y[row]) not in self._places]
            self._old_in_a_row = 0 if new else self._old_in_a_row + len(y)
            room = self._most - len(self)
            self._has_left_out |= len(new) >= room
            kept = np.array(new[:room], dtype=np.int64)
        for row in kept:
            self._places.setdefault(_key(x[row], y[row]), len(self._places))
        if len(kept):
            self._x.append(x[kept])
            self._y.append(y[kept])

    def place_of(self, x: Array, y: float) -> int | None:
        """Return the index of the row with (D,) inputs and a target; None where it was not gathered."""
        place = self._places.get(_key(x, np.float64(y)))
        return place if len(self._places) == len(self) else None

    @property
    def x(self) -> Array:
        """The (N, D) inputs."""
        return np.concatenate(self._x)

    @property
    def y(self) -> Array:
        """The (N,) targets."""
        return np.concatenate(self._y)

    def __str__(self) -> str:
        if not self._has_left_out:
            return f"{len(self):,} rows"
        return f"{len(self):,} of {self._first_size:,} rows" if self._first_size else f"the first {len(self):,} rows"


def _key(x: Array, y: np.float64) -> bytes:
    return x.tobytes() + y.tobytes()
