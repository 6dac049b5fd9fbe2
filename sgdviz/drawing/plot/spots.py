"""Points on one spot: which dots hide each other, and the count beside each such spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.plot.free_place import around, covered
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Span, Text
    from sgdviz.drawing.pens import Pen

NEAR = 0.15
"""The distance of two dots on one spot, at most, as a share of their radius."""

MOST_COMPARED = 400
"""The largest number of places whose distances are compared; of more, only equal places are one spot."""

MOST_COUNTS = 40
"""The largest number of counts that are written."""

SIDES = ((1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1))
"""The sides of a dot where its count may stand, in order of preference: across and down."""


class Spots(NamedTuple):
    """The (S, 2) places at which dots lie, and the (N,) number of the spot of each dot."""

    places: NDArray[np.float64]
    of_dots: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """The (S,) number of dots on each spot."""
        return np.bincount(self.of_dots, minlength=len(self.places))

    @property
    def shared(self) -> NDArray[np.int64]:
        """The numbers of the spots with several dots."""
        return np.flatnonzero(self.counts > 1)

    @property
    def is_countable(self) -> bool:
        """Whether some spots have several dots, and few enough have for a count beside each."""
        return 0 < len(self.shared) <= MOST_COUNTS


def spots_of(centers: NDArray[np.float64], radius: float) -> Spots:
    """Return the spots of dots of `radius` around the (N, 2) `centers`, each at the first of its dots."""
    _, firsts, of_dots = np.unique(centers, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(firsts)
    places, of_dots = centers[firsts[order]], np.argsort(order)[of_dots.reshape(-1)]
    if len(places) > MOST_COMPARED:
        return Spots(places, of_dots)
    kept: list[int] = []
    spot_of_place = np.empty(len(places), dtype=np.int64)
    for number, place in enumerate(places):
        apart = np.hypot(*(places[kept] - place).T)
        near = np.flatnonzero(apart < NEAR * radius)
        spot_of_place[number] = near[0] if len(near) else len(kept)
        if not len(near):
            kept.append(number)
    return Spots(places[kept], spot_of_place[of_dots])


class Count(NamedTuple):
    """The words beside the spot at (2,) `place`, by `pen`, and those of its parts that have a colour of their own."""

    place: NDArray[np.float64]
    pen: Pen
    words: str
    spans: tuple[Span, ...] = ()


def count_texts(
    counts: Iterable[Count], area: Rect, radius: float, taken: NDArray[np.float64], unit: float
) -> Iterable[Text]:
    """Yield the words of each count at the side of its dot where they cover the fewest of the (K, 2) points `taken`.

    `radius` is that of a ring around a dot, which words leave free. Words stand inside `area`, and apart from the words
    before them: a count for which there is no such place is left out.
    """
    size, words_before = SIZES.label * unit, np.empty((0, 2))
    for place, pen, words, spans in counts:
        width, height = face(size, bold=True).width(words), 0.8 * size
        box = min(
            (_beside(place, side, width, height, radius) for side in SIDES),
            key=lambda own: (_is_outside(own, area), covered(own, words_before), covered(own, taken)),
        )
        if covered(box, words_before):
            continue
        words_before = np.concatenate([words_before, _grid(box, size / 2)])
        yield pen.text(words, box.left, box.bottom - 0.05 * size, size, bold=True, spans=spans)


def hidden_by(centers: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Return (K, 2) points over and around dots."""
    return np.concatenate([around(centers, radius), around(centers, radius / 2)])


def _beside(place: NDArray[np.float64], side: tuple[int, int], width: float, height: float, radius: float) -> Rect:
    across, down = side
    away = radius * (0.8 if across and down else 1.2)
    x, y = float(place[0]) + across * (away + width / 2), float(place[1]) + down * (away + height / 2)
    return Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _is_outside(box: Rect, area: Rect) -> bool:
    return box.left < area.left or box.right > area.right or box.top < area.top or box.bottom > area.bottom


def _grid(box: Rect, beside: float) -> NDArray[np.float64]:
    """Return (K, 2) points over `box` and `beside` it, where other words would run into its own."""
    across, down = np.linspace(box.left - beside, box.right + beside, 9), np.linspace(box.top, box.bottom, 3)
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
