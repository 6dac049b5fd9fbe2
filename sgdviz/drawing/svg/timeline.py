"""Time in an animated SVG: lists of values, one a frame, each list in its shortest form.

SMIL (https://www.w3.org/TR/SVG11/animate.html) has two forms of a list that jumps from value to value: values that
share the duration equally, and values with the times at which they begin.
"""

from __future__ import annotations

import math
from copy import copy
from functools import reduce
from itertools import accumulate, compress, pairwise
from typing import TYPE_CHECKING, TypeVar

from sgdviz.drawing.svg.xml import attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = TypeVar("Value")

MILLISECONDS = 1000
PRECISION = 4
"""Times a millisecond of a time that is written as a share of the duration, at least."""


class Timeline:
    """The frames of an animation: `seconds` of each, the number of `plays` (0 is for ever), and the one in base values.

    Readers that do not animate show frame `still`. Times are rounded to milliseconds. A part of a timeline has values
    for some of the frames; those of the others are not seen.
    """

    def __init__(self, seconds: Sequence[float], plays: int = 0, still: int = -1) -> None:
        ends = [round(end * MILLISECONDS) for end in accumulate(seconds)]
        lengths = [after - before for before, after in pairwise([0, *ends])]
        self._first, self._after = 0, 0
        self.still = still % len(ends)
        self._total = ends[-1]
        slot = reduce(math.gcd, lengths) or 1
        self._slots = [length // slot for length in lengths]
        digits = len(str(self._total * PRECISION))
        # Rounded down: a list with times and one without must not disagree for an instant.
        starts = (f"{start * 10**digits // max(self._total, 1):0{digits}d}" for start in (0, *ends[:-1]))
        self._keys = [f".{start.rstrip('0')}" if start.strip("0") else "0" for start in starts]
        stays = bool(plays) and self.still != len(ends) - 1  # after the last play, the last frame is shown
        self._timing = attributes(
            calcMode="discrete",
            dur=f"{self._total / MILLISECONDS:g}s",
            repeatCount=plays or "indefinite",
            fill="freeze" if stays else None,
        )

    def part(self, first: int, frames: int) -> Timeline:
        """Return the part of a whole timeline that begins at frame `first`."""
        part = copy(self)
        part._first, part._after = first, len(self._slots) - first - frames  # noqa: SLF001 - its own class
        part.still = min(max(self.still - first, 0), frames - 1)
        return part

    def base(self, values: Sequence[str | None]) -> str:
        """Return the value at the frame for readers that do not animate."""
        return filled(values)[self.still]

    def animate(self, attribute: str, values: Sequence[str | None]) -> str:
        """Return the element that gives an attribute one of `values` in each frame; nothing where all are the same.

        None stands for a value that is not seen.
        """
        lists = self._lists(values)
        return lists and f'<animate attributeName="{attribute}" {self._timing} {lists}/>'

    def animate_place(self, places: Sequence[str | None]) -> str:
        """Return the element that moves what is around it to one of `places`, "x y", in each frame."""
        lists = self._lists(places)
        return lists and f'<animateTransform attributeName="transform" type="translate" {self._timing} {lists}/>'

    def _lists(self, values: Sequence[str | None]) -> str:
        """Return the attributes that hold the values and their times; nothing where all values are the same."""
        known = filled([*[None] * self._first, *values, *[None] * self._after])
        begins = [True, *(before != after for before, after in pairwise(known))]
        if sum(begins) == 1:
            return ""
        changes = list(compress(known, begins))
        times = list(compress(self._keys, begins))
        # Where a value is not seen, the shortest takes the least room.
        short = min(changes, key=len)
        given = [*[None] * self._first, *values, *[None] * self._after]
        each = [short if value is None else value for value in given]
        listed = sum(slots * (len(value) + 1) for slots, value in zip(self._slots, each, strict=True)) - 1
        if listed <= sum(map(len, changes)) + sum(map(len, times)) + 2 * len(changes) + len(' keyTimes=""') - 2:
            spread = (value for slots, value in zip(self._slots, each, strict=True) for value in [value] * slots)
            return f'values="{";".join(spread)}"'
        return f'values="{";".join(changes)}" keyTimes="{";".join(times)}"'

    def shown(self, is_shown: Sequence[bool]) -> str:
        """Return the attribute and the element that show what is around them in some frames only."""
        if all(is_shown):
            return ""
        return self.animate("display", ["inline" if one else "none" for one in is_shown])


def filled(values: Sequence[Value | None]) -> list[Value]:
    """Return `values` with the one before in place of None, at the beginning the one after; one is not None."""
    before = next(value for value in values if value is not None)
    return [before := before if value is None else value for value in values]
