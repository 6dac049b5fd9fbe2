"""The title and the caption as a picture has them: a slide writes its own words in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.layers import static_marks
from sgdviz.drawing.marks import Text
from sgdviz.drawing.text import face, reads_right_to_left
from sgdviz.export.slides.words import cleaned, cut

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout

LEADING = 1.2
"""The height of a single line, as a multiple of its size: with it, its baseline lies where the picture has it."""

ASCENT, DESCENT = 1.0, 0.4
"""The height of type above and below its baseline, as multiples of its size."""


class Drawn(NamedTuple):
    """A text in a picture: its place and the size of its type, as shares of the width, and what a slide writes there.

    Under the title of the slide a panel has its own heading.
    """

    left: float
    top: float
    right: float
    bottom: float
    size: float
    leading: float
    text: str
    is_caption: bool


def drawn_texts(layout: Layout) -> tuple[Drawn, ...]:
    """Return the title and the caption in the picture of `layout`, if any."""
    scene = layout.scene
    headings = {panel.name: scene.words.heading(panel.name, panel.heading) for panel in layout.panels}
    found = [
        _drawn(layout, [mark], cleaned(headings.get(mark.role.removesuffix(".title"), "")))
        for mark in static_marks(layout)
        if isinstance(mark, Text) and (mark.role == "title" or _is_title(mark, scene.title or ""))
    ]
    caption = [mark for mark in layout.around if mark.role == "caption"]
    if caption:
        text = scene.caption or ""
        if caption[-1].text.endswith("…"):
            text = cut(text, [line.text for line in caption])
        found.append(_drawn(layout, caption, cleaned(text)))
    return tuple(found)


def inset_of(layout: Layout) -> float:
    """Return the distance of the headings from the left edge, as a share of the picture's width."""
    headings = [mark.x for mark in static_marks(layout) if isinstance(mark, Text) and mark.role.endswith("title")]
    return min(headings, default=0.0) / layout.size[0]


def _is_title(mark: Text, title: str) -> bool:
    """Return whether the heading of a panel is the title, or as much of it as has room there."""
    begun = mark.text.removesuffix("…")
    is_heading = mark.role.endswith(".title") and bool(begun)
    return is_heading and (mark.text == title or (begun != mark.text and title.startswith(begun)))


def _drawn(layout: Layout, lines: list[Text], text: str) -> Drawn:
    """Return the place of the lines of a text."""
    width, _ = layout.size
    first, last = lines[0], lines[-1]
    if first.role == "caption":  # up to the edge of the picture, so that other type has room
        left, right = (0.0, first.x) if reads_right_to_left(first.text) else (first.x, width)
    else:
        left, right = first.x, first.x + face(first.size, bold=first.bold).width(first.text)
    top, bottom = first.y - ASCENT * first.size, last.y + DESCENT * last.size
    leading = (last.y - first.y) / (len(lines) - 1) if len(lines) > 1 else first.size * LEADING
    return Drawn(
        left / width,
        top / width,
        right / width,
        bottom / width,
        first.size / width,
        leading / width,
        text,
        first.role == "caption",
    )
