"""Strokes, dots and areas that change from frame to frame, as animated elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.clipping import REACH
from sgdviz.drawing.marks import Area, Dots, Stroke
from sgdviz.drawing.svg.elements import area_path, area_style, clip_of, stroke_path, stroke_style
from sgdviz.drawing.svg.numbers import points_path, units
from sgdviz.drawing.svg.strips import Strip
from sgdviz.drawing.svg.xml import attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.svg.defs import Defs
    from sgdviz.drawing.svg.timeline import Timeline

MOST_STATES = 10
"""States of a strip: more need numbers of two digits."""

NOTHING = "M0 0"
"""Path data of a path that is not drawn."""


class Moving(NamedTuple):
    """An element with a `style` that stays, and in each frame a value for each of the attributes `names`, or None."""

    tag: str
    style: str
    names: tuple[str, ...]
    states: Sequence[tuple[str, ...] | None]


def moving_elements(marks: Sequence[Mark | None], timeline: Timeline, defs: Defs) -> Iterator[str]:
    """Yield the elements of a track of strokes, dots or areas: a mark of one kind a frame, or None."""
    kind = next(mark for mark in marks if mark is not None)
    if isinstance(kind, Stroke):
        strokes = [mark if isinstance(mark, Stroke) else None for mark in marks]
        yield min((element_of(moving, timeline, defs) for moving in _strokes(strokes, kind, defs)), key=len)
    elif isinstance(kind, Area):
        areas = [mark if isinstance(mark, Area) else None for mark in marks]
        yield element_of(_areas(areas, kind, defs), timeline, defs)
    elif isinstance(kind, Dots):
        dots = [mark if isinstance(mark, Dots) else None for mark in marks]
        for moving in _rings(dots, kind, defs) if kind.edge else [_discs(dots, kind, defs)]:
            yield element_of(moving, timeline, defs)


def element_of(moving: Moving, timeline: Timeline, defs: Defs) -> str:
    """Return an animated element: with lists of its attributes, or where it is shorter as a strip of its states."""
    states = moving.states
    if moving.names[0] == "d" and None in states:  # a path without a line is not drawn
        example = next(state for state in states if state is not None)
        states = [(NOTHING, *example[1:]) if state is None else state for state in states]
    columns = [[None if state is None else state[place] for state in states] for place in range(len(moving.names))]
    is_shown = [state is not None for state in states]
    hidden = "" if is_shown[timeline.still] else ' display="none"'
    content = "".join(map(timeline.animate, moving.names, columns)) + timeline.shown(is_shown)
    start = f"<{moving.tag} {moving.style} {_written(moving.names, map(timeline.base, columns))}{hidden}"
    element = f"{start}>{content}</{moving.tag}>" if content else f"{start}/>"
    distinct = list(dict.fromkeys(filter(None, moving.states)))
    if not 1 < len(distinct) <= MOST_STATES:
        return element
    pictures = [f"<{moving.tag} {_written(moving.names, state)}/>" for state in distinct]
    places = [len(distinct) if state is None else distinct.index(state) for state in moving.states]
    strip = Strip(pictures, places, moving.style)
    return strip.element(timeline, defs) if strip.length(timeline) < len(element) else element


def _written(names: Iterable[str], values: Iterable[str]) -> str:
    """Return attributes; an opacity of 1 is left out."""
    pairs = zip(names, values, strict=True)
    return " ".join(f'{name}="{value}"' for name, value in pairs if value != "1" or not name.endswith("opacity"))


def _areas(marks: Sequence[Area | None], kind: Area, defs: Defs) -> Moving:
    states = [None if mark is None else (area_path(mark), _number(mark.opacity)) for mark in marks]
    return Moving("path", attributes(**area_style(kind, defs)), ("d", "opacity"), states)


def _strokes(marks: Sequence[Stroke | None], kind: Stroke, defs: Defs) -> Iterator[Moving]:
    """Yield strokes as paths, and where all have two points within reach as lines as well."""
    style = attributes(**stroke_style(kind, defs))
    paths = [None if mark is None else (stroke_path(mark), *_pen(mark)) for mark in marks]
    yield Moving("path", style, ("d", "stroke-width", "opacity"), paths)
    if len(kind.points) == 2 and all(mark is None or np.abs(mark.points).max() <= REACH for mark in marks):
        ends = [None if mark is None else (*map(_whole, mark.points.ravel().tolist()), *_pen(mark)) for mark in marks]
        yield Moving("line", style, ("x1", "y1", "x2", "y2", "stroke-width", "opacity"), ends)


def _discs(marks: Sequence[Dots | None], kind: Dots, defs: Defs) -> Moving:
    """Return dots without an edge as points of a path with round caps."""
    clip = clip_of(kind, defs)
    style = attributes(data_role=kind.role or None, stroke=kind.fill, stroke_linecap="round", clip_path=clip)
    states = [
        None if mark is None else (points_path(_within_reach(mark)), _whole(2 * mark.radius), _number(mark.opacity))
        for mark in marks
    ]
    return Moving("path", style, ("d", "stroke-width", "stroke-opacity"), states)


def _rings(marks: Sequence[Dots | None], kind: Dots, defs: Defs) -> Iterator[Moving]:
    """Yield dots with an edge as circles; a track has as many in every frame."""
    clip = clip_of(kind, defs)
    style = attributes(data_role=kind.role or None, fill=kind.fill or "none", stroke=kind.edge, clip_path=clip)
    for place in range(len(kind.centers)):
        states = [
            None
            if mark is None or not np.abs(mark.centers[place]).max() <= REACH  # NaN is not
            else (
                *map(_whole, (*mark.centers[place].tolist(), mark.radius, mark.edge_width)),
                _number(mark.opacity),
            )
            for mark in marks
        ]
        if any(states):
            yield Moving("circle", style, ("cx", "cy", "r", "stroke-width", "opacity"), states)


def _within_reach(mark: Dots) -> NDArray[np.float64]:
    return mark.centers[(np.abs(mark.centers) <= REACH).all(axis=1)]


def _pen(mark: Stroke) -> tuple[str, str]:
    """Return the width and the opacity of a stroke."""
    return str(max(units(mark.width), 1)), _number(mark.opacity)


def _whole(pixels: float) -> str:
    return str(units(pixels))


def _number(opacity: float) -> str:
    return f"{opacity:.3g}"
