"""Tracks: the marks of all frames in lists of those that follow each other, in one order from bottom to top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.marks import Dots, Stroke, Text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from sgdviz.drawing.marks import Mark


class Track:
    """Marks of one kind and role, at most one a frame; `marks` has None where a frame has none."""

    def __init__(self, kind: Hashable, frames: int) -> None:
        self.kind = kind
        self.marks: list[Mark | None] = [None] * frames

    @property
    def constant(self) -> Mark | None:
        """The mark of the track where it is the very same in every frame."""
        first = self.marks[0]
        return first if all(mark is first for mark in self.marks) else None


def kind_of(mark: Mark) -> Hashable:
    """Return what marks of one track have in common: all that an animated element does not change."""
    if isinstance(mark, Text):
        return Text, mark.role, mark.size, mark.bold, mark.anchor, mark.tabular, mark.face, mark.patch, mark.opacity
    common = type(mark), mark.role, mark.clip
    if isinstance(mark, Stroke):
        return *common, mark.color, mark.cap, mark.crisp, len(mark.points) == 2
    if isinstance(mark, Dots):
        return *common, mark.fill, mark.edge, len(mark.centers) if mark.edge else 0
    return *common, mark.color


def tracks_of(frames: Sequence[Iterable[Mark]]) -> list[Track]:
    """Return the tracks of `frames`, bottom to top; the marks of each frame lie in this order.

    A mark continues the first track of its kind above the marks below it; where there is none, it begins one there.
    """
    tracks: list[Track] = []
    kinds: list[Hashable] = []
    for number, marks in enumerate(frames):
        place = 0
        for mark in marks:
            kind = kind_of(mark)
            try:
                found = kinds.index(kind, place)
            except ValueError:
                found = place
                tracks.insert(found, Track(kind, len(frames)))
                kinds.insert(found, kind)
            tracks[found].marks[number] = mark
            place = found + 1
    return tracks
