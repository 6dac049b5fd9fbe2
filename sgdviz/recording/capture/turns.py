"""Turns and passes of a loop, counted at the cost of an iterator's next item, and looked at now and then."""

from __future__ import annotations

import operator
import sys
from itertools import repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.recording.capture.plain_rows import PlainRows

AT_ONCE = 64
"""The rows with gaps that are planned at once."""


class Gaps:
    """The steps between looks: one turn that is looked at, then `gap` turns that are not, and so on.

    `before` is called as the turn before a look begins, and `after` as the one after it does, where there are such: all
    others cost no more than an iterator's next item.
    """

    def __init__(self, before: Callable[[], None], after: Callable[[], None]) -> None:
        self.turns = 0
        self.plain: PlainRows | None = None
        self._before = before
        self._after = after
        self._left = self._gap = self._rows = 0
        self._passing: list[Iterator[bool]] = []
        self._length = self._read = 0

    def __iter__(self) -> Gaps:
        return self

    def __next__(self) -> Iterator[Any]:
        self.turns = self.begun
        self._read = len(self.plain) if self.plain is not None else 0
        self._length = 0
        left = self._left
        if self._rows and self.plain is not None:
            self._after()
            count = min(self._rows, AT_ONCE) if self._gap else self._rows
            self._rows -= count
            self._passing = [repeat(False, self._gap - 1) for _ in range(count)] if self._gap else []
            self._length = sum(map(operator.length_hint, self._passing))
            return self.plain.turns(self._passing, count)
        if left > 1:
            self._after()
            self._left, self._length = 1, left - 1
            self._passing = [repeat(False, left - 1)]
        elif left:
            self._before()
            self._left, self._length = 0, 2
            self._passing = [iter((False, True))]
        else:
            self._length = 1
            self._passing = [iter((True,))]
        return self._passing[0]

    def looked(self, gap: int, rows: int = 0) -> None:
        """Let `gap` turns pass until the next look, and before that so many rows of `plain`, each after a gap."""
        self._left = self._gap = gap
        self._rows = rows

    @property
    def begun(self) -> int:
        """The number of turns that have begun."""
        read = 0 if self.plain is None else len(self.plain) - self._read
        return self.turns + self._length - sum(map(operator.length_hint, self._passing)) + read

    def settled(self, begun: int) -> None:
        """Count from `begun`, since what was read is no longer there to be counted."""
        self.turns, self._length, self._passing, self._read = begun, 0, [], 0

    def restart(self) -> None:
        """Begin with the next turn to look at, and count from 0."""
        for one in self._passing:
            list(one)
        self.turns = self._left = self._length = self._rows = self._read = 0
        self._passing = []
        self.plain = None


class Passes:
    """A counter of passes, that is one call of a built-in function a pass."""

    def __init__(self) -> None:
        left = repeat(None, sys.maxsize)
        self.count = left.__next__
        self.left = left
        self._from = sys.maxsize

    @property
    def made(self) -> int:
        """The number of passes since the last restart."""
        return self.made_of(operator.length_hint(self.left))

    def made_of(self, left: int) -> int:
        """Return how many passes are made where so many are left."""
        return self._from - left

    def left_of(self, made: int) -> int:
        """Return how many passes are left where so many are made."""
        return self._from - made

    def restart(self) -> None:
        """Count from 0."""
        self._from = operator.length_hint(self.left)
