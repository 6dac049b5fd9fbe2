"""From frames to GIF pictures: the changes, as runs of palette indices, compressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.export.gif import lzw
from sgdviz.export.gif.palette import EXACT, TRANSPARENT, Palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.agg import Frame

_COLOR = np.uint32(0xFFFFFF)
"""The colour bits of a pixel read as one number."""

GAP = 6.5
"""Reference pixels, a little more than the width of the line. In a large picture, up to so many unchanged pixels
between two changed ones may be sent again, whatever their colours: skipping them costs two runs."""

LARGE = 2500
"""Bytes of a picture that is worth a second trial."""

SMALL = 8192
"""Pixels of a rectangle that is also tried without transparent pixels: this may be shorter, and takes no time."""


class Rectangle(NamedTuple):
    """Part of the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int


class Picture(NamedTuple):
    """Indices to be drawn over part of the screen, as LZW data of the given code size."""

    where: Rectangle
    code_size: int
    data: bytes


class GifEncoder:
    """Turns frames into the smallest pictures that bring the screen from one to the next.

    A pixel whose new colour is an antialiased edge, and close enough to the shown colour, is left as it is; a solid
    colour is always shown exactly. The last frame of a chunk corrects all pixels left so: the screen then shows that
    frame exactly, and another process can encode the next chunk from that frame alone.
    """

    def __init__(self, width: int, height: int, unit: float, palette: Palette) -> None:
        self._palette = palette
        self._width = width
        self._screen = Rectangle(0, 0, width, height)
        self._gap = round(GAP * unit)
        self._pixels = np.zeros(width * height, dtype=np.uint32)
        self._shown = np.zeros(width * height, dtype=np.uint8)
        self._late: list[NDArray[np.int64]] = []
        self._begun = False

    def begin(self, before: Frame) -> None:
        """Take in the shown frame."""
        now = before.pixels.reshape(-1).view(np.uint32)
        different = np.flatnonzero(now != self._pixels) if self._begun else slice(None)
        self._pixels[different] = now[different]
        self._shown[different] = self._palette.find(now[different] & _COLOR) % EXACT
        self._begun = True

    def encode(self, frame: Frame, *, last: bool) -> Picture | None:
        """Return the changes on the screen as a picture; None where nothing changes."""
        if not self._begun:
            self.begin(frame)
            return self._opaque(self._screen)
        changed = self._changed(frame, exact=last)
        if not len(changed):
            return None
        return self._smallest(changed)

    def _smallest(self, changed: NDArray[np.int64]) -> Picture:
        """Return the smallest picture that sends the shown indices at `changed`, which rise."""
        pictures = [self._picture(_without_gaps(changed, self._shown, self._width, 0))]
        if len(pictures[0].data) > LARGE:
            pictures.append(self._picture(_without_gaps(changed, self._shown, self._width, self._gap)))
        where = pictures[0].where
        if where.width * where.height <= SMALL:
            pictures.append(self._opaque(where))
        return min(pictures, key=lambda picture: len(picture.data))

    def _opaque(self, where: Rectangle) -> Picture:
        """Return the picture of all shown indices in a rectangle."""
        left, top, width, height = where
        part = self._shown.reshape(-1, self._width)[top : top + height, left : left + width].reshape(-1)
        return picture_of(part, np.ones(len(part), dtype=np.int64), where)

    def _picture(self, places: NDArray[np.int64]) -> Picture:
        """Return the picture that sends the shown indices at `places`, which rise."""
        where = around(places, self._width)
        rows = places // self._width
        steps = (rows - where.top) * where.width + places - rows * self._width - where.left
        steps[1:] -= steps[:-1].copy()
        steps[0] += 1
        return picture_of(self._shown[places], steps, where)

    def _changed(self, frame: Frame, *, exact: bool) -> NDArray[np.int64]:
        """Update the shown indices and return the positions that must be sent, in order."""
        top = min((box.top for box in frame.changed), default=0) * self._width
        bottom = max((box.bottom for box in frame.changed), default=0) * self._width
        now = frame.pixels.reshape(-1).view(np.uint32)[top:bottom]
        different = np.flatnonzero(now != self._pixels[top:bottom])
        keys = now[different]
        different += top
        self._pixels[different] = keys
        if exact:
            # Pixels that were left inexact since the chunk began are corrected as well.
            different = np.unique(np.concatenate([*self._late, different]))
            self._late.clear()
            indices = self._palette.find(self._pixels[different] & _COLOR) % EXACT
            wrong = indices != self._shown[different]
        else:
            found = self._palette.find(keys & _COLOR)
            indices = found % EXACT
            shown = self._shown[different]
            wrong = ~self._palette.close(found, shown)
            self._late.append(different[~wrong & (indices != shown)])
        sent: NDArray[np.int64] = different[wrong]
        self._shown[sent] = indices[wrong]
        return sent


def around(places: NDArray[np.int64], width: int) -> Rectangle:
    """Return the smallest rectangle around `places`, which rise, on a screen of this width."""
    rows = places // width
    columns = places - rows * width
    left, top = int(columns.min()), int(rows[0])
    return Rectangle(left, top, int(columns.max()) + 1 - left, int(rows[-1]) + 1 - top)


def _without_gaps(places: NDArray[np.int64], shown: NDArray[np.uint8], width: int, gap: int) -> NDArray[np.int64]:
    """Return `places`, which rise, and the unchanged pixels between two of them that continue the colour of either.

    These lie in one row and have one colour: sending them makes one run out of two. So are all unchanged pixels up to
    `gap` of them.
    """
    first = int(places[0]) // width * width
    rows = shown[first : (int(places[-1]) // width + 1) * width]
    cuts = np.flatnonzero(rows[1:] != rows[:-1]) + 1  # where the colour changes
    steps = np.diff(places)
    wide = np.flatnonzero(steps > gap + 1)
    starts, ends = places[:-1][wide] - first, places[1:][wide] - first
    before, begin, end, after = (
        np.searchsorted(cuts, limit, side="right") for limit in (starts, starts + 1, ends - 1, ends)
    )
    joins = (begin == end) & (after - before <= 1) & (starts // width == ends // width)
    filled = (steps > 1) & (steps <= gap + 1)
    filled[wide[joins]] = True
    repeats = np.ones_like(places)
    repeats[1:][filled] = steps[filled]
    stops = np.cumsum(repeats)
    sent: NDArray[np.int64] = np.repeat(places - stops + 1, repeats) + np.arange(stops[-1])
    return sent


def picture_of(sent: NDArray[np.uint8], steps: NDArray[np.int64], where: Rectangle) -> Picture:
    """Return the picture that sends (n,) indices, each `steps` after the one before, and leaves the rest."""
    rest = where.width * where.height - int(steps.sum())
    values, lengths = _runs(sent, steps, rest)
    code_size = max(int(sent.max()).bit_length(), 2)
    return Picture(where, code_size, lzw.encode(values.tolist(), lengths.tolist(), code_size))


def nothing() -> Picture:
    """Return a picture that changes nothing, for a delay longer than the largest."""
    return Picture(Rectangle(0, 0, 1, 1), 2, lzw.encode([TRANSPARENT], [1], 2))


def _runs(
    values: NDArray[np.uint8], steps: NDArray[np.int64], rest: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the values and lengths of the runs of a rectangle.

    `values` (n,) are sent, each `steps` after the one before. Between them, and for `rest` pixels after the last, all
    is transparent.
    """
    begins = steps > 1
    begins[1:] |= values[1:] != values[:-1]
    begins[0] = True
    starts = np.flatnonzero(begins)
    lengths = np.empty_like(starts)
    lengths[:-1], lengths[-1] = starts[1:] - starts[:-1], len(values) - starts[-1]
    gaps = steps[starts] - 1
    both_values = np.zeros(2 * len(starts) + 1, dtype=np.uint8)
    both_lengths = np.zeros(2 * len(starts) + 1, dtype=np.int64)
    both_values[1::2], both_lengths[1::2] = values[starts], lengths
    both_lengths[:-1:2], both_lengths[-1] = gaps, rest
    kept = both_lengths > 0
    return both_values[kept], both_lengths[kept]
