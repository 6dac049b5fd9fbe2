"""The lines of code in a panel: the size of their type, their places, their colours, and the bands behind them."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.marks import Rect, Span
from sgdviz.drawing.panels.syntax import tokens_of
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.panels.syntax import Kind
    from sgdviz.drawing.pens import Pen
    from sgdviz.recording.listing import Listing

LARGEST, SIZE_STEPS = 17.5, 14
"""The largest size of the code's type in reference pixels, and the steps from there down to that of labels."""

LEAST_LEADING, MOST_LEADING = 1.3, 2.0
"""The least and the largest distance of two lines, as a multiple of the size of the type."""

LOWEST = 24.0
"""Reference pixels by which a short listing begins below the top of its area at most: beside the top of a plot."""

GAP = 0.7
"""The additional distance where lines were cut, in lines."""

NUMBER = 0.85
"""The size of the numbers of lines, as a share of that of the code."""

MOST_OF_LINE = 0.3
"""The largest share of a line that values may take from code that is cut for them; wider ones are left out."""

BESIDE = 10.0
"""Reference pixels between the code and the numbers on its left, or the values on its right."""

PADDING = 9.0
"""Reference pixels between the left end of a band and what stands on it."""

BASELINE = 0.35
"""The distance from the middle of a line to its baseline, as a multiple of the size of the type."""

DOTS_APART = 0.22
"""The distance of the dots where lines were cut, as a multiple of the size of the type."""

ELLIPSIS = "…"


class Line(NamedTuple):
    """A line in its place: its text as it is drawn, its coloured spans, and its top and bottom in whole pixels."""

    text: str
    spans: tuple[Span, ...]
    top: int
    bottom: int


class CodeLines:
    """The lines of `listing`, as many as the height of `area` has room for, set in the largest type that fits.

    The code begins at the left side of the area. The numbers of lines stand left of that, where they are `numbered` and
    have room right of the `edge` in pixels. `taken` is the width of the values beside a line, as a multiple of the size
    of the type: the code ends before these. Lines that are too long for the smallest type end in an ellipsis.
    """

    def __init__(
        self,
        listing: Listing,
        area: Rect,
        edge: float,
        unit: float,
        taken: Mapping[int, float],
        colors: Mapping[Kind, str],
        *,
        numbered: bool,
    ) -> None:
        self._area, self._unit = area, unit
        least = SIZES.label * unit
        counts = range(len(listing), 0, -1)
        fitting = (
            own for most in counts if rows_of(own := listing.shortened(most)) * LEAST_LEADING * least <= area.height
        )
        self.listing = next(fitting, listing.shortened(1))
        self.places = {listing.numbers.index(number): place for place, number in enumerate(self.listing.numbers)}
        """The place of each line that is shown, by its index in the whole listing."""
        self.with_values = {line for line in self.places if self._has_room(listing.lines[line], taken.get(line, 0.0))}
        """The lines beside which there is room for their values, by their indices in the whole listing."""
        widths = [taken[line] if line in self.with_values else 0.0 for line in self.places]
        rows = rows_of(self.listing)
        sizes = np.linspace(LARGEST * unit, least, SIZE_STEPS + 1).tolist()
        self.size = next((size for size in sizes if self._fits(size, rows, widths)), least)
        leading = min(area.height / rows, MOST_LEADING * self.size)
        top = area.top + min((area.height - rows * leading) / 3, LOWEST * unit)
        rooms = [self._room(width, self.size) for width in widths]
        texts = [cut(text, self.size, room) for text, room in zip(self.listing.lines, rooms, strict=True)]
        spans = spans_of(self.listing.lines, texts, colors)
        self.lines = [
            Line(text, own, round(top + at * leading), round(top + (at + 1) * leading))
            for text, own, at in zip(texts, spans, tops_of(self.listing), strict=True)
        ]
        widest = face(NUMBER * self.size, family="mono").width(str(self.listing.numbers[-1])) + BESIDE * unit
        self._has_numbers = numbered and area.left - widest - PADDING * unit >= edge
        self._left = round(max(area.left - PADDING * unit - (widest if self._has_numbers else 0.0), edge))

    def _has_room(self, text: str, width: float) -> bool:
        """Return whether a line has values of a relative `width`, and they do not take too much from its code."""
        least = SIZES.label * self._unit
        is_narrow = width * least <= MOST_OF_LINE * self._area.width
        return width > 0 and (is_narrow or face(least, family="mono").width(text) <= self._room(width, least))

    def _fits(self, size: float, rows: float, widths: Sequence[float]) -> bool:
        """Return whether the lines have room in type of a `size`, beside values of relative `widths`."""
        mono = face(size, family="mono")
        pairs = zip(self.listing.lines, widths, strict=True)
        has_height = rows * LEAST_LEADING * size <= self._area.height
        return has_height and all(mono.width(text) <= self._room(width, size) for text, width in pairs)

    def _room(self, width: float, size: float) -> float:
        """Return the width in pixels that code has in type of a `size`, beside values of a relative `width`."""
        return self._area.width - (width * size + BESIDE * self._unit if width else 0.0)

    def baseline(self, place: int) -> float:
        """Return the baseline of a line in pixels."""
        line = self.lines[place]
        return (line.top + line.bottom) / 2 + BASELINE * self.size

    def code(self, pen: Pen, places: Iterable[int]) -> Iterable[Text]:
        """Yield the code of the lines at `places`."""
        for place in places:
            text, spans, *_ = self.lines[place]
            if text:
                yield pen.text(text, self._area.left, self.baseline(place), self.size, face="mono", spans=spans)

    def numbers(self, pen: Pen, places: Iterable[int]) -> Iterable[Text]:
        """Yield the numbers of the lines at `places`, left of them, where numbers have room."""
        x = self._area.left - BESIDE * self._unit
        for place in places if self._has_numbers else ():
            number = str(self.listing.numbers[place])
            yield pen.text(number, x, self.baseline(place), NUMBER * self.size, anchor="right", face="mono")

    def gaps(self) -> NDArray[np.float64]:
        """Return the (K, 2) centers of three dots for each place where lines were cut."""
        x, apart = self._area.left + 0.3 * self.size, DOTS_APART * self.size
        middles = [
            (line.bottom + after.top) / 2
            for line, after, number, other in zip(
                self.lines, self.lines[1:], self.listing.numbers, self.listing.numbers[1:], strict=False
            )
            if other > number + 1
        ]
        return np.array([[x + step * apart, middle] for middle in middles for step in (0, 1, 2)]).reshape(-1, 2)

    def bands(self, places: Sequence[int], right: float) -> list[Rect]:
        """Return the bands behind lines at rising `places`, as far as `right`; lines that touch share one."""
        bands: list[Rect] = []
        for place in places:
            line = self.lines[place]
            if bands and bands[-1].bottom == line.top:
                bands[-1] = bands[-1]._replace(bottom=line.bottom)
            else:
                bands.append(Rect(self._left, line.top, right, line.bottom))
        return bands


def rows_of(listing: Listing) -> float:
    """Return the height of a listing in lines, with its gaps."""
    return tops_of(listing)[-1] + 1


def tops_of(listing: Listing) -> list[float]:
    """Return the distance from the first line to each line, in lines; where some were cut there is a gap."""
    gaps = [GAP * (after > before + 1) for before, after in pairwise(listing.numbers)]
    return [*accumulate((1 + gap for gap in gaps), initial=0.0)]


def cut(text: str, size: float, room: float) -> str:
    """Return a line of code, cut and ended with an ellipsis where it is wider than `room` pixels."""
    mono = face(size, family="mono")
    if mono.width(text) <= room:
        return text
    kept = next((kept for kept in range(len(text) - 1, 0, -1) if mono.width(text[:kept] + ELLIPSIS) <= room), 0)
    return text[:kept].rstrip() + ELLIPSIS


def spans_of(lines: Sequence[str], texts: Sequence[str], colors: Mapping[Kind, str]) -> list[tuple[Span, ...]]:
    """Return the coloured spans of `lines`, of which `texts` are the beginnings that are drawn."""
    return [
        tuple(Span(start, min(stop, len(text)), colors[kind]) for start, stop, kind in tokens if start < len(text))
        for tokens, text in zip(tokens_of(lines), texts, strict=True)
    ]
