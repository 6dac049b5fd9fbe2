"""The lines of code in a panel: the size of their type, their places, their colours, and the bands behind them."""

from __future__ import annotations

from dataclasses import replace
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
    from sgdviz.drawing.panels.syntax import Kind, Token
    from sgdviz.drawing.pens import Pen
    from sgdviz.recording.listing import Listing

LARGEST, SIZE_STEPS = 17.5, 14
"""The largest size of the code's type in reference pixels, and the steps from there down to that of labels."""

LEAST_LEADING, MOST_LEADING = 1.3, 2.0
"""The least and the largest distance of two lines, as a multiple of the size of the type."""

LOWEST = 24.0
"""Reference pixels by which a short listing begins below the top of its area at most: beside the top of a plot."""

GAP = 0.5
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
    of the type: the code ends before these. Where lines are too long for the smallest type, they are indented by half
    as much and lose their comments; what is still too long ends in an ellipsis.
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
        self._area, self._unit, self._least = area, unit, SIZES.label * unit
        own = self._with_height(listing)
        self.places = {listing.numbers.index(number): place for place, number in enumerate(own.numbers)}
        """The place of each line that is shown, by its index in the whole listing."""
        self.listing = self._with_width(own, [taken.get(line, 0.0) for line in self.places])
        """The lines that are shown, and what they compute."""
        self.with_values = {line for line, place in self.places.items() if self._has_room(place, taken.get(line, 0.0))}
        """The lines beside which there is room for their values, by their indices in the whole listing."""
        widths = [taken[line] if line in self.with_values else 0.0 for line in self.places]
        sizes = np.linspace(LARGEST * unit, self._least, SIZE_STEPS + 1).tolist()
        self.size = next((size for size in sizes if self._fits(self.listing, size, widths)), self._least)
        self.lines = self._set(widths, colors)
        widest = face(NUMBER * self.size, family="mono").width(str(self.listing.numbers[-1])) + BESIDE * unit
        self._has_numbers = numbered and area.left - widest - PADDING * unit >= edge
        self._left = round(max(area.left - PADDING * unit - (widest if self._has_numbers else 0.0), edge))

    def _with_height(self, listing: Listing) -> Listing:
        """Return as many lines of `listing` as the area has room for, at least one."""
        shorter = (listing.shortened(most) for most in range(len(listing), 1, -1))
        height = self._area.height / LEAST_LEADING / self._least
        return next((own for own in shorter if rows_of(own) <= height), listing.shortened(1))

    def _with_width(self, listing: Listing, widths: Sequence[float]) -> Listing:
        """Return `listing`, indented by half as much where it has no room beside values of relative `widths`."""
        if self._fits(listing, self._least, widths):
            return listing
        return replace(listing, lines=tuple(map(half_indented, listing.lines)))

    def _set(self, widths: Sequence[float], colors: Mapping[Kind, str]) -> list[Line]:
        """Return the lines in their places, beside values of relative `widths`."""
        rows, area = rows_of(self.listing), self._area
        leading = min(area.height / rows, MOST_LEADING * self.size)
        top = area.top + min((area.height - rows * leading) / 3, LOWEST * self._unit)
        lines = []
        tokens = tokens_of(self.listing.lines)
        for text, own, width, at in zip(self.listing.lines, tokens, widths, tops_of(self.listing), strict=True):
            shown = cut(text, own, self.size, self._room(width, self.size))
            ends = (round(top + number * leading) for number in (at, at + 1))
            lines.append(Line(shown, spans_of(own, shown, colors), *ends))
        return lines

    def _has_room(self, place: int, width: float) -> bool:
        """Return whether a line has values of a relative `width`, and they do not take too much from its code."""
        is_narrow = width * self._least <= MOST_OF_LINE * self._area.width
        code = face(self._least, family="mono").width(self.listing.lines[place])
        return width > 0 and (is_narrow or code <= self._room(width, self._least))

    def _fits(self, listing: Listing, size: float, widths: Sequence[float]) -> bool:
        """Return whether lines have room in type of a `size`, beside values of relative `widths`."""
        mono = face(size, family="mono")
        has_height = rows_of(listing) * LEAST_LEADING * size <= self._area.height
        pairs = zip(listing.lines, widths, strict=True)
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
        """Return the (K, 2) centers of three dots for each place where lines were cut, unless the numbers say so."""
        if self._has_numbers:
            return np.empty((0, 2))
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


def half_indented(line: str) -> str:
    """Return a line of code with half of its indentation."""
    code = line.lstrip()
    return " " * ((len(line) - len(code)) // 2) + code


def cut(text: str, tokens: Sequence[Token], size: float, room: float) -> str:
    """Return a line of code no wider than `room` pixels: without its comment, or cut and ended with an ellipsis."""
    mono = face(size, family="mono")
    if mono.width(text) <= room:
        return text
    code = text[: tokens[-1].start].rstrip() if tokens and tokens[-1].kind == "comment" else ""
    text = code or text
    if mono.width(text) <= room:
        return text
    kept = next((kept for kept in range(len(text) - 1, 0, -1) if mono.width(text[:kept] + ELLIPSIS) <= room), 0)
    return text[:kept].rstrip() + ELLIPSIS


def spans_of(tokens: Sequence[Token], text: str, colors: Mapping[Kind, str]) -> tuple[Span, ...]:
    """Return the coloured spans of a line with `tokens`, of which `text` is the beginning that is drawn."""
    return tuple(Span(start, min(stop, len(text)), colors[kind]) for start, stop, kind in tokens if start < len(text))
