"""The elements of a layout that change in step with its cues."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.layers import layers_since
from sgdviz.drawing.marks import Text
from sgdviz.drawing.svg.added import added_elements
from sgdviz.drawing.svg.elements import elements, unnamed
from sgdviz.drawing.svg.growth import look_of
from sgdviz.drawing.svg.moving import moving_elements
from sgdviz.drawing.svg.moving_text import moving_text, still_text
from sgdviz.drawing.svg.tracks import tracks_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from sgdviz.drawing.layers import Layers
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.svg.defs import Defs
    from sgdviz.drawing.svg.timeline import Timeline
    from sgdviz.drawing.svg.tracks import Track
    from sgdviz.pacing import Cue


class Elements(NamedTuple):
    """The elements of a layout above its static marks: those that `move`, and those of its `still`."""

    move: list[str]
    still: list[str]


def moving_layout(layout: Layout, cues: Sequence[Cue], timeline: Timeline, defs: Defs) -> Elements:
    """Return the elements of `layout` that change with `cues`, which are the frames of `timeline`."""
    rows = [layout.rows_at(cue.row) for cue in cues]
    frames: list[list[Layers]] = [
        [layers_since(panel, own, own, cue.phase) for panel, own in zip(layout.panels, owns, strict=True)]
        for cue, owns in zip(cues, rows, strict=True)
    ]
    shown = Elements([], [])
    contained: set[Hashable] = set()  # the looks of moving marks that growths contain
    for place, panel in enumerate(layout.panels):
        own_rows, own_frames = [owns[place] for owns in rows], [layers[place] for layers in frames]
        for part in added_elements(panel, own_rows, own_frames, timeline, defs):
            shown.move.append(part.move)
            shown.still.append(part.still)
            contained |= part.looks
    for layer in ("held", "moving", "labels"):
        marks = [
            [mark for own in layers for mark in getattr(own, layer) if not (contained and look_of(mark) in contained)]
            for layers in frames
        ]
        shown.move.extend(chain.from_iterable(_track(track, timeline, defs) for track in tracks_of(marks)))
        shown.still.extend(_still(map(unnamed, marks[timeline.still]), defs))
    return shown


def _still(marks: Iterable[Mark], defs: Defs) -> Iterator[str]:
    """Yield the elements of marks without changes."""
    for is_text, run in groupby(marks, key=lambda mark: isinstance(mark, Text)):
        if is_text:
            yield from (still_text(mark, defs) for mark in run if isinstance(mark, Text))
        else:
            yield from elements(run, defs)


def _track(track: Track, timeline: Timeline, defs: Defs) -> Iterator[str]:
    """Yield the elements of a track: animated, unless it is constant."""
    marks = track.marks
    if track.constant is not None:
        yield from elements([track.constant], defs)
    elif any(isinstance(mark, Text) for mark in marks):
        yield moving_text([mark if isinstance(mark, Text) else None for mark in marks], timeline, defs)
    else:
        yield from moving_elements(marks, timeline, defs)
