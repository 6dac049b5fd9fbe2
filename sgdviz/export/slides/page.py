"""The geometry of a slide: where its title, its picture and its caption stand, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.text import wrap
from sgdviz.export.slides.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

LEADING = 1.25
"""The distance of two lines of type, as a multiple of its size."""

CAPTION_SIZES = (18.0, 16.0, 14.0, 12.0)
"""Sizes of the type of a caption, in points; a long one has a small size."""

CAPTION_LINES, BESIDE_LINES = 3, 12
"""The most lines of a caption below a picture, and of one beside it."""

CAPTION_WIDTH, CAPTION_GAP = 250.0, 14.0
"""The width of a caption beside a picture, and its distance from it, in points."""


class Area(NamedTuple):
    """A rectangle on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: Area) -> bool:
        """Return whether both rectangles have a place in common."""
        across = self.left < other.left + other.width and other.left < self.left + self.width
        return across and self.top < other.top + other.height and other.top < self.top + self.height

    def fitted(self, ratio: float) -> Area:
        """Return the largest rectangle of this ratio of width to height in the middle of this one."""
        width = min(self.width, self.height * ratio)
        height = width / ratio
        return Area(self.left + (self.width - width) / 2, self.top + (self.height - height) / 2, width, height)


class Page(NamedTuple):
    """The size of a slide, and the places of its title and of all below it."""

    width: float
    height: float
    title: Area
    body: Area


WIDE = Page(960.0, 540.0, Area(36.0, 30.0, 888.0, 68.0), Area(36.0, 102.0, 888.0, 420.0))
"""The slide of 16 by 9 without a template: 13.333 by 7.5 inches."""

WIDE_ENOUGH = 0.5
"""The share of the page's width from which on a picture determines where titles begin."""


class Words(NamedTuple):
    """A text as it fits into its place: with an ellipsis where it is too long, and the size of its type in points."""

    text: str
    size: float


class Placed(NamedTuple):
    """The place of a picture, and of its caption with the caption as it fits there."""

    picture: Area
    caption: Area
    words: Words


def wide_page(picture: Area, inset: float) -> Page:
    """Return the slide without a template, for a `picture` at this place: titles begin where headings in it do.

    `inset` is the distance of these from its left edge, as a share of its width. Titles over a narrow picture begin at
    the margin.
    """
    if picture.width < WIDE_ENOUGH * WIDE.width:
        return WIDE
    left = picture.left + inset * picture.width
    right = WIDE.title.left + WIDE.title.width
    return WIDE._replace(title=WIDE.title._replace(left=left, width=right - left))


def fitted_words(text: str, area: Area, sizes: Iterable[float], *, bold: bool = False, most: int = 99) -> Words:
    """Return `text` in the largest of `sizes` in which it fits into `area`, else in the last with an ellipsis.

    `most` is the largest number of lines.
    """
    found = Words("", 0.0)
    for size in sizes:
        lines = _lines(text, size, area, bold=bold, most=most)
        if not lines[-1:] or not lines[-1].endswith("…") or text.endswith("…"):
            return Words(text, size)
        found = Words(cut(text, lines), size)
    return found


def height_of(words: Words, width: float) -> float:
    """Return the height that a text takes in lines of `width` points."""
    return len(wrap(words.text, words.size, width, most=99)) * words.size * LEADING


def placed(ratio: float, caption: str, body: Area, inset: float = 0.0) -> Placed:
    """Return the places of a picture and of its caption, below or beside it, whichever makes the picture larger.

    A caption below begins where headings in the picture do: `inset` is the distance of these from its left edge, as a
    share of its width.
    """
    if not caption:
        return Placed(body.fitted(ratio), Area(body.left, body.top, 0.0, 0.0), Words("", 0.0))
    below, beside = _below(ratio, caption, body, inset), _beside(ratio, caption, body)
    return beside if beside.picture.width > below.picture.width else below


def _below(ratio: float, caption: str, body: Area, inset: float) -> Placed:
    """Return the places of a picture and of a caption below it, which ends where the picture does."""
    room = body
    for _ in range(2):  # the caption may need more lines below a picture that has made room for it
        picture = room.fitted(ratio)
        width = picture.width * (1 - inset)
        words = fitted_words(caption, picture._replace(width=width), CAPTION_SIZES, most=CAPTION_LINES)
        height = height_of(words, width) + CAPTION_GAP
        room = body._replace(height=max(body.height - height, 1.0))
    picture = room.fitted(ratio)
    height = body.height - room.height - CAPTION_GAP
    top = body.top + (body.height - picture.height - height - CAPTION_GAP) / 2
    picture = picture._replace(top=top)
    left, width = picture.left + inset * picture.width, picture.width * (1 - inset)
    return Placed(picture, Area(left, top + picture.height + CAPTION_GAP, width, height), words)


def _beside(ratio: float, caption: str, body: Area) -> Placed:
    """Return the places of a picture and of a caption to the right of it, both in the middle of the slide."""
    gap = 2 * CAPTION_GAP
    room = body._replace(width=max(body.width - CAPTION_WIDTH - gap, 1.0))
    picture = room.fitted(ratio)
    words = fitted_words(caption, Area(0, 0, CAPTION_WIDTH, body.height), CAPTION_SIZES, most=BESIDE_LINES)
    left = body.left + (body.width - picture.width - gap - CAPTION_WIDTH) / 2
    picture = picture._replace(left=left)
    height = height_of(words, CAPTION_WIDTH)
    top = picture.top + (picture.height - height) / 2
    return Placed(picture, Area(left + picture.width + gap, top, CAPTION_WIDTH, height), words)


def _lines(text: str, size: float, area: Area, *, bold: bool, most: int) -> list[str]:
    """Return the lines of a text in type of `size` in an area, the last with an ellipsis where they are too few."""
    count = max(min(int(area.height / (size * LEADING) + 0.01), most), 1)
    return wrap(text, size, area.width, most=count, bold=bold)
