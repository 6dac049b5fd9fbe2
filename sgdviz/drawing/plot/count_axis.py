"""Axes of whole numbers that are counted up, such as steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sgdviz.drawing.plot.axis import Axis, linear_axis
from sgdviz.drawing.plot.numbers import whole
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.words import Words

LINEAR_LENGTH = 20
"""The longest count on a linear axis. A longer one is spaced by the square root, because most happens early."""

GAP = 10.0
"""The least distance between two labels, in reference pixels."""

LEAST_SHARE = 0.1
"""The least distance between two ticks, as a share of the distance from the first to the last."""


def count_axis(first: int, last: int, *, width: float, room: float = 0.0, words: Words = ENGLISH) -> Axis:
    """Return an axis from `first` to `last`, both labelled, and a share of `room` beyond.

    `width` is the length of the axis in reference pixels. Other labels are 1, 2 or 5 times a power of ten. They keep
    apart from each other and from both ends.
    """
    if last == first:
        return Axis(first - 0.5, first + 0.5 + room, (float(first),))
    power = 1.0 if last - first <= LINEAR_LENGTH else 0.5
    bare = Axis(first, first + (last - first) * (1 + room) ** (1 / power), (), power=power)
    ticks = [float(last)]
    for number in (float(first), *(_candidates if power < 1 else _evenly)(first, last)):
        places = bare.share([number, *ticks]) * width
        widths = [face(SIZES.label).width(words.number(whole(tick))) for tick in (number, *ticks)]
        if all(
            abs(place - places[0]) >= max((taken + widths[0]) / 2 + GAP, LEAST_SHARE * width / (1 + room))
            for place, taken in zip(places[1:], widths[1:], strict=True)
        ):
            ticks.append(number)
    return Axis(bare.low, bare.high, tuple(sorted(ticks)), power=power)


def _candidates(first: int, last: int) -> Iterable[float]:
    """Yield the numbers between that may be labelled, those to be preferred first: powers of ten, then 5, then 2."""
    top = math.floor(math.log10(max(last, 1)))
    for factor in (1, 5, 2):
        yield from (factor * 10.0**n for n in range(top, -1, -1) if first < factor * 10**n < last)
    if first > 0:
        yield from _evenly(first, last)  # between two large numbers there may be none of those


def _evenly(first: int, last: int) -> Iterable[float]:
    """Return the ticks of a linear axis."""
    return linear_axis(first, last, reach=False, least_step=1).ticks
