"""Rows of plain names: what a loop at the top of a module has in them, turn by turn, read by built-in functions alone.

One turn costs as much as a few items of an iterator. A Python function a turn would cost more than a short loop itself.
"""

from __future__ import annotations

import operator
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Row = tuple[int, tuple[Any, ...]]


class PlainRows:
    """Reads `names` with `read`, None where there is none, and how many of the `passes` are left."""

    def __init__(self, read: Callable[[str], Any], names: Sequence[str], passes: Iterator[None]) -> None:
        self._found: list[int | Row] = []
        left = map(operator.length_hint, repeat(passes))
        values = map(tuple, map(map, repeat(read), repeat(tuple(names))))
        keep = self._found.append
        self._passes = map(keep, left)
        self._rows = map(keep, zip(left, values, strict=False))

    def turns(self, gaps: Sequence[Iterator[bool]], count: int) -> Iterator[Any]:
        """Return an iterator of false values, a turn each, that reads `count` rows, each after one of the `gaps`.

        The turn after a gap is read as well: the step that it makes is of its pass. Without gaps, all turns are read.
        """
        if not gaps:
            return islice(self._rows, count)
        parts = [(gap, islice(self._passes, 1), islice(self._rows, 1)) for gap in gaps]
        return chain(*(part for three in parts for part in three))

    def __len__(self) -> int:
        """Return the number of turns that were read."""
        return len(self._found)

    def take(self, turn: int, gap: int, last: int) -> list[tuple[int, int, tuple[Any, ...]]]:
        """Return what was read since `turn`: steps, the passes left when they were made, and values.

        `last` are the passes left in `turn`.
        """
        rows: list[tuple[int, int, tuple[Any, ...]]] = []
        for one in self._found:
            if isinstance(one, int):
                last = one
                continue
            turn += gap + 1
            rows.append((turn - 1, last, one[1]))
            last = one[0]
        self._found.clear()
        return rows
