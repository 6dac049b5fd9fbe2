"""What stands around the panels: a long title over them, a caption under them, and how much height these take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgdviz.marks import Text
from sgdviz.panels.base import HEADING_BASELINE, MARGIN
from sgdviz.theme import SIZES
from sgdviz.typesetting import wrap

if TYPE_CHECKING:
    from sgdviz.theme import Theme

ABOVE, LEADING, BELOW = 20.0, 20.0, 18.0
"""From the panels to the first baseline, from one to the next, and from the last to the edge, in reference pixels."""

MOST_LINES = 4
"""What is longer ends in an ellipsis: it belongs into the text around the picture."""


TITLE_LEADING, TITLE_BELOW = 28.0, 6.0
"""From one line of a title to the next, and from the last to the panels, in reference pixels."""

MOST_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text, and the `height` in pixels that they take at the head or the foot of the picture."""

    marks: tuple[Text, ...]
    height: float


def lay_caption(text: str, theme: Theme, unit: float, width: int, height: int) -> Lines:
    """Return `text` set from the left edge of the first plot to the right edge of the last, at the picture's foot.

    `unit` is the size of a reference pixel; `width` and `height` are the picture's, in pixels.
    """
    left, right = round(MARGIN.left * unit), round(width - MARGIN.right * unit)
    lines = wrap(text, SIZES.label * unit, max(right - left, 1), most=MOST_LINES)
    last = height - BELOW * unit
    marks = [
        Text(line, left, last - rows_below * LEADING * unit, SIZES.label * unit, theme.muted)
        for line, rows_below in zip(lines, reversed(range(len(lines))), strict=True)
    ]
    taken = (ABOVE + LEADING * (len(lines) - 1) + BELOW) * unit if lines else 0.0
    return Lines(tuple(marks), taken)


def lay_title(text: str, theme: Theme, unit: float, width: int) -> Lines:
    """Return `text` set across the picture's head; `unit` is the size of a reference pixel, `width` in pixels."""
    left, right = round(MARGIN.left * unit), round(width - MARGIN.right * unit)
    size = SIZES.readout * unit
    lines = wrap(text, size, max(right - left, 1), most=MOST_TITLE_LINES, bold=True)
    marks = [
        Text(line, left, (HEADING_BASELINE + number * TITLE_LEADING) * unit, size, theme.ink, bold=True)
        for number, line in enumerate(lines)
    ]
    taken = (HEADING_BASELINE + TITLE_LEADING * (len(lines) - 1) + TITLE_BELOW) * unit if lines else 0.0
    return Lines(tuple(marks), taken)
