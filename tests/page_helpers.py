"""Helpers of the tests of whole pictures: words inside and apart, type that can be read, and marks that stay inside."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.marks import Dots, Rect, Stroke, Text
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark
    from sgdviz.pacing import Cue

TOUCH = 0.5
"""Pixels by which boxes of words may overlap: letters rarely fill them."""


def box_of(text: Text) -> Rect:
    """Return the box of a text, from above its capitals to below its baseline."""
    width = face(text.size, bold=text.bold, family=text.face).width(text.text, tabular=text.tabular)
    left = text.x - {"left": 0.0, "middle": width / 2, "right": width}[text.anchor]
    return Rect(left, text.y - 0.74 * text.size, left + width, text.y + 0.2 * text.size)


def overlapping(boxes: Iterable[tuple[Text, Rect]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of texts whose boxes overlap."""
    for (one, first), (other, second) in combinations(boxes, 2):
        overlap = min(first.right, second.right) - max(first.left, second.left)
        depth = min(first.bottom, second.bottom) - max(first.top, second.top)
        if overlap > TOUCH and depth > TOUCH:
            yield one.text, other.text


def reach_of(mark: Mark) -> Rect | None:
    """Return the box of the part of a mark that is drawn; None for one of which nothing is."""
    if isinstance(mark, Text):
        return box_of(mark) if mark.text.strip() else None
    points = mark.centers if isinstance(mark, Dots) else mark.points
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return None
    beyond = mark.radius + mark.edge_width / 2 if isinstance(mark, Dots) else 0.0
    beyond = mark.width / 2 if isinstance(mark, Stroke) else beyond
    low, high = points.min(axis=0) - beyond, points.max(axis=0) + beyond
    if mark.clip is not None:
        low, high = np.maximum(low, mark.clip[:2]), np.minimum(high, mark.clip[2:])
    return Rect(*low, *high) if (low <= high).all() else None


def faults(layout: Layout, cues: Sequence[Cue], least: float) -> Iterator[str]:
    """Yield what is wrong with the pictures of `cues`: marks outside, words over each other, type below `least`."""
    width, height = layout.size
    for cue in cues:
        marks = bottom_to_top(layers_at(layout, cue.row, cue.phase))
        for mark in marks:
            reach = reach_of(mark)
            if reach is not None and not (
                reach.left >= -TOUCH
                and reach.top >= -TOUCH
                and reach.right <= width + TOUCH
                and reach.bottom <= height + TOUCH
            ):
                yield f"{mark.role} leaves the picture: {getattr(mark, 'text', reach)}"
        words = [(mark, box_of(mark)) for mark in marks if isinstance(mark, Text) and mark.text.strip()]
        yield from (f"{one!r} lies over {other!r}" for one, other in overlapping(words))
        yield from (f"{word.text!r} has {word.size:.1f} pixels" for word, _ in words if word.size < least - 0.01)


def some(cues: Sequence[Cue]) -> list[Cue]:
    """Return the first and the last cue, some between, and the end of each part of a told step."""
    places = {0, 1, len(cues) // 4, len(cues) // 2, len(cues) - 1}
    places |= {place for place, cue in enumerate(cues) if cue.phase is not None and cue.phase.progress == 1}
    return [cues[place] for place in sorted(places) if place < len(cues)]
