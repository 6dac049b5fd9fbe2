"""The dots of two classes: filled discs and rings, points of both on one spot, and clouds."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.marks import Span
from sgdviz.drawing.plot.crowding import dot_style
from sgdviz.drawing.plot.spots import Count, count_texts, hidden_by, spots_of
from sgdviz.drawing.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Dots, Rect, Text
    from sgdviz.drawing.pens import Pen

SIZE = 0.85
"""The radius of a dot of a class, as a share of that of a dot in a fit."""

RING = 0.5
"""The width of the ring of class 1, as a share of its radius."""

OUTER, INNER = 1.35, 0.5
"""The radii of the ring and of the disc in it on a spot of both classes, as shares of the radius of a dot."""

TURN, MOST_TURNS = 250, 32
"""The number of points that are drawn before it is the other class's turn, so that no class hides the other, and the
largest number of turns."""

VIVID = 0.5
"""The power of the opacity of a dot in a cloud of two classes: colours must stay apart on a coloured ground."""


class ClassPens(NamedTuple):
    """The pens of the dots of classes 0 and 1, and of the counts of each."""

    dots: tuple[Pen, Pen]
    counts: tuple[Pen, Pen]


class ClassDots:
    """Dots around the (N, 2) `centers` of points whose (N,) `classes` are 0 and 1.

    Class 0 has filled discs and class 1 rings, so that they differ by more than their colours; a spot with points of
    both has a disc in a ring. The dots of a dense cloud have no room for rings.
    """

    def __init__(
        self, centers: NDArray[np.float64], classes: NDArray[np.float64], pens: ClassPens, background: str, unit: float
    ) -> None:
        self._centers, self._second, self._pens = centers, classes == 1, pens
        self._background, self._unit, self._radius = background, unit, SIZE * SIZES.point * unit
        self._spots = spots_of(centers, self._radius)
        self._style = dot_style(self._spots.places if self._spots.is_countable else centers, self._radius, unit)
        self._has_rings = self._style.rim > 0
        self.is_cloud = self._style.is_cloud
        """Whether the dots are so close that they lie below the boundary."""
        self.marks: tuple[Dots, ...] = tuple(self._cloud() if self.is_cloud else self._few())

    def swatch(self, number: int, place: tuple[float, float]) -> Dots:
        """Return a dot of class `number` for a legend, at the (x, y) `place`."""
        at = np.array([place])
        if number and self._has_rings:
            return self._ring(at, self._radius)
        return self._disc(at, self._radius) if self._has_rings else self._pens.dots[number].dots(at, self._radius)

    def counts(self, area: Rect, taken: NDArray[np.float64]) -> tuple[Text, ...]:
        """Return the numbers of points on one spot, by class, off the (K, 2) points `taken`; a cloud has none."""
        if self.is_cloud or not self._spots.is_countable:
            return ()
        taken = np.concatenate([taken, hidden_by(self._spots.places, OUTER * self._radius)])
        found = [self._count(int(spot)) for spot in self._spots.shared]
        ring = SIZE * SIZES.ring * self._unit
        return tuple(count_texts(filter(None, found), area, ring, taken, self._unit))

    @cached_property
    def _by_class(self) -> NDArray[np.int64]:
        """The (2, S) numbers of points of each class on each spot."""
        of_dots, count = self._spots.of_dots, len(self._spots.places)
        return np.stack([np.bincount(of_dots[self._second == number], minlength=count) for number in (False, True)])

    def _count(self, spot: int) -> Count | None:
        """Return the count of a spot; none for one point of each class, which its dot shows."""
        numbers, place = self._by_class[:, spot], self._spots.places[spot]
        parts = [f"×{number}" for number in numbers]
        if numbers.min() == 0:
            number = int(numbers.argmax())
            return Count(place, self._pens.counts[number], parts[number])
        if numbers.max() == 1:
            return None
        first, second = parts
        span = Span(len(first) + 1, len(first) + 1 + len(second), self._pens.counts[1].color)
        return Count(place, self._pens.counts[0], f"{first} {second}", (span,))

    def _few(self) -> Iterable[Dots]:
        """Yield the discs, the rings, and the discs in rings."""
        is_both = self._by_class.min(axis=0) > 0
        alone, both = ~is_both[self._spots.of_dots], self._spots.places[is_both]
        yield self._disc(self._centers[alone & ~self._second], self._radius)
        yield self._ring(self._centers[alone & self._second], self._radius)
        if len(both):
            yield self._ring(both, OUTER * self._radius, RING / OUTER)
            yield self._pens.dots[0].dots(both, INNER * self._radius)

    def _cloud(self) -> Iterable[Dots]:
        """Yield parts of both classes in turn: discs and rings, or in a dense cloud translucent discs of each."""
        style = self._style._replace(opacity=self._style.opacity**VIVID)
        turns = min(-(-len(self._centers) // (2 * TURN)), MOST_TURNS)
        for turn in range(turns):
            for number, of_class in enumerate((~self._second, self._second)):
                centers = self._centers[of_class][turn::turns]
                if number and self._has_rings:
                    yield self._ring(centers, style.radius)
                else:
                    yield style.dots(self._pens.dots[number], centers, self._background)

    def _disc(self, centers: NDArray[np.float64], radius: float) -> Dots:
        return self._pens.dots[0].dots(centers, radius, edge=self._background, edge_width=SIZES.halo * self._unit)

    def _ring(self, centers: NDArray[np.float64], radius: float, share: float = RING) -> Dots:
        width = share * radius
        return self._pens.dots[1].rings(centers, radius - width / 2, width, inside=self._background)
