"""The caption: a few quiet lines under the panels, and how much height they take from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgdviz.marks import Text
from sgdviz.panels.base import MARGIN
from sgdviz.theme import SIZES
from sgdviz.typesetting import wrap

if TYPE_CHECKING:
    from sgdviz.theme import Theme

ABOVE, LEADING, BELOW = 20.0, 20.0, 18.0
"""From the panels to the first baseline, from one to the next, and from the last to the edge, in reference pixels."""

MOST_LINES = 4
"""What is longer ends in an ellipsis: it belongs into the text around the picture."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines of text, and the `height` in pixels that they take at the foot of the picture."""

    marks: tuple[Text, ...]
    height: float


def lay_caption(text: str, theme: Theme, unit: float, width: int, height: int) -> Caption:
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
    return Caption(tuple(marks), taken)
