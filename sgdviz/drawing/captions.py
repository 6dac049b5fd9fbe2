"""The title over the panels and the caption below them: their lines, and the height that these take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgdviz.drawing.panels.margins import HEADING_BASELINE, MARGIN
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import reads_right_to_left, wrap

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Anchor, Rect, Text
    from sgdviz.drawing.theme import Theme

ABOVE, LEADING, BELOW = 20.0, 20.0, 18.0
"""Reference pixels from the panels to the first baseline of a caption, between lines, and from the last to the edge."""

MOST_LINES = 4
"""The largest number of lines of a caption; a longer one ends in an ellipsis."""

TITLE_LEADING, TITLE_BELOW = 28.0, 6.0
"""Reference pixels between lines of a title, and from the last to the panels."""

MOST_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text, and the `height` in pixels that they take at the top or the bottom of the picture."""

    marks: tuple[Text, ...]
    height: float


def lay_caption(text: str, theme: Theme, unit: float, width: int, height: int, margin: Rect = MARGIN) -> Lines:
    """Return `text` set from the left edge of the first plot to the right edge of the last, at the picture's bottom.

    A text that is read from right to left begins at the right edge. `unit` is the size of a reference pixel; `width`
    and `height` are the picture's, in pixels. `margin` is that of the plots in reference pixels.
    """
    left, right = round(margin.left * unit), round(width - margin.right * unit)
    size = SIZES.label * unit
    lines = wrap(text, size, max(right - left, 1), most=MOST_LINES)
    last = height - BELOW * unit
    pen = Pen("caption", theme.muted)
    anchor: Anchor = "right" if reads_right_to_left(text) else "left"
    marks = [
        pen.text(line, right if anchor == "right" else left, last - below * LEADING * unit, size, anchor=anchor)
        for line, below in zip(lines, reversed(range(len(lines))), strict=True)
    ]
    taken = (ABOVE + LEADING * (len(lines) - 1) + BELOW) * unit if lines else 0.0
    return Lines(tuple(marks), taken)


def lay_title(text: str, theme: Theme, unit: float, width: int, margin: Rect = MARGIN) -> Lines:
    """Return `text` set over all panels; the arguments are those of `lay_caption`."""
    left, right = round(margin.left * unit), round(width - margin.right * unit)
    size = SIZES.readout * unit
    lines = wrap(text, size, max(right - left, 1), most=MOST_TITLE_LINES, bold=True)
    pen = Pen("title", theme.ink)
    marks = [
        pen.text(line, left, (HEADING_BASELINE + number * TITLE_LEADING) * unit, size, bold=True)
        for number, line in enumerate(lines)
    ]
    taken = (HEADING_BASELINE + TITLE_LEADING * (len(lines) - 1) + TITLE_BELOW) * unit if lines else 0.0
    return Lines(tuple(marks), taken)
