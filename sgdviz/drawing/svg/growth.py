"""Marks that stay once they are there.

Those that come from left to right, such as the curve of a loss, are drawn once, below a clip that grows with the run.
Others are shown from their frame on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.marks import Dots, Stroke
from sgdviz.drawing.svg.numbers import units
from sgdviz.drawing.svg.xml import attributes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark, Rect
    from sgdviz.drawing.svg.timeline import Timeline

NEAR = 0.05
"""Pixels by which marks from left to right may overlap."""

CLOSE = 1e-6
"""Pixels between two points that are the same."""


def look_of(mark: Mark) -> Hashable:
    """Return what the marks of a growth have in common: all but their places."""
    if isinstance(mark, Stroke):
        return Stroke, mark.role, mark.clip, mark.color, mark.width, mark.cap, mark.crisp
    if isinstance(mark, Dots):
        return Dots, mark.role, mark.clip, mark.fill, mark.edge, mark.radius
    return type(mark), mark.role


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """The marks of one look that a panel adds: `batches` of them, and the number of batches there in each frame.

    `ends` are in each frame the marks of the same look among those that move: pieces that are not finished.
    """

    batches: list[list[Mark]]
    counts: list[int]
    ends: list[Mark | None]


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """A mark from left to right: in frame k the part left of ``reach[k]`` is there, in pixels.

    A reach of up to ``until[k]`` would show the same.
    """

    mark: Stroke | Dots
    reach: list[float]
    until: list[float]

    @property
    def beyond(self) -> float:
        """Pixels from the reach to the end of what is there: 0 for a curve, whose end lies below a marker.

        The newest of the dots is whole; where dots overlap, some of the next one is there a frame early.
        """
        return self.mark.radius if isinstance(self.mark, Dots) else 0.0

    def is_shown_by(self, reach: Sequence[float]) -> bool:
        """Return whether the same is there with another `reach`."""
        limits = zip(self.reach, reach, self.until, strict=True)
        return all(low - NEAR <= own < max(high - NEAR, low + NEAR) for low, own, high in limits)


def growth_of(added: Added) -> Growth | None:
    """Return the growth that shows what was added and the unfinished pieces; None where they are no growth."""
    kinds = {type(mark) for batch in added.batches for mark in batch} | {type(end) for end in added.ends if end}
    if kinds == {Stroke}:
        return _curve(added)
    if kinds == {Dots} and not any(added.ends):
        return _dots(added)
    return None


def _curve(added: Added) -> Growth | None:
    """Return the growth of a curve in pieces, of which the last one of each frame may be unfinished."""
    batches = [[mark for mark in batch if isinstance(mark, Stroke)] for batch in added.batches]
    ends = [end if isinstance(end, Stroke) else None for end in added.ends]
    marks = [mark for batch in batches for mark in batch]
    pieces = [*marks, *sorted(filter(None, ends), key=lambda end: _right(end.points))[-1:]]
    whole, kind = np.concatenate([mark.points for mark in pieces]), pieces[0]
    if not np.isfinite(whole).all() or (np.diff(whole[:, 0]) < -NEAR).any() or kind.opacity != 1:
        return None
    stops = np.cumsum([0, *(sum(len(mark.points) for mark in batch) for batch in batches)])
    whole[:, 0] = np.maximum.accumulate(whole[:, 0])
    reach = []
    for count, end in zip(added.counts, ends, strict=True):
        there = int(stops[count])
        if end is None:
            reach.append(float(whole[there - 1, 0]) if there else float(whole[0, 0]) - 1)
        elif _continues(whole, there, end.points):
            reach.append(_right(end.points))
        else:
            return None
    return Growth(replace(kind, points=_without_repeats(whole)), reach, reach)


def _continues(whole: NDArray[np.float64], there: int, end: NDArray[np.float64]) -> bool:
    """Return whether `end` is the part of the curve that follows the `there` points of its finished pieces."""
    x = whole[:, 0]
    start = int(np.searchsorted(x, end[0, 0] - CLOSE))
    stop = int(np.searchsorted(x, end[-1, 0] + CLOSE, side="right"))
    if there and x[there - 1] < end[0, 0] - CLOSE:
        return False
    own, given = _without_repeats(whole[start:stop]), _without_repeats(end)
    return len(own) == len(given) and bool((np.abs(own - given) < CLOSE).all())


def _dots(added: Added) -> Growth | None:
    """Return the growth of dots from left to right."""
    batches = [[mark for mark in batch if isinstance(mark, Dots)] for batch in added.batches]
    marks = [mark for batch in batches for mark in batch]
    if any(mark.opacity != 1 for mark in marks):
        return None
    x = [np.concatenate([mark.centers[:, 0] for mark in batch]) if batch else np.empty(0) for batch in batches]
    rights = np.maximum.accumulate([-np.inf, *(batch.max(initial=-np.inf) for batch in x)])
    lefts = np.minimum.accumulate([np.inf, *(batch.min(initial=np.inf) for batch in reversed(x))])[::-1]
    if (lefts < rights + NEAR).any():
        return None
    whole = replace(marks[0], centers=np.concatenate([mark.centers for mark in marks]))
    return Growth(
        whole, [float(rights[count]) for count in added.counts], [float(lefts[count]) for count in added.counts]
    )


def _right(points: NDArray[np.float64]) -> float:
    return float(points[-1, 0])


def _without_repeats(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `points` without those that repeat the one before."""
    fresh = np.ones(len(points), dtype=np.bool_)
    fresh[1:] = (np.abs(np.diff(points, axis=0)) > CLOSE).any(axis=1)
    return points[fresh]


def reach_clip(area: Rect, reach: Sequence[float], beyond: float, timeline: Timeline) -> str:
    """Return the shape of a clip to the part of `area` up to `beyond` pixels right of ``reach[k]`` in frame k.

    Its list of widths is that of the places of a marker at the end, letter by letter, which compresses well.
    """
    widths = [str(units(min(max(x, area.left - beyond), area.right))) for x in reach]
    _, top, _, bottom = map(units, area)
    box = attributes(x=units(beyond) or None, y=top, width=timeline.base(widths), height=bottom - top)
    return f"<rect {box}>{timeline.animate('width', widths)}</rect>"
