"""Texts that change from frame to frame.

A text such as a readout keeps its place while single characters change: its cells are animated one by one, each with
a strip of the glyphs that it shows. Texts that have little in common are shown and hidden whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.svg.defs import HREF
from sgdviz.drawing.svg.elements import elements, opacity_of
from sgdviz.drawing.svg.glyphs import glyphs_of
from sgdviz.drawing.svg.numbers import UNITS, joined, units
from sgdviz.drawing.svg.outline import EM
from sgdviz.drawing.svg.text_cells import BYTES_OF_GLYPH, cells_of, run_elements, run_of
from sgdviz.drawing.svg.timeline import filled
from sgdviz.drawing.svg.xml import attributes
from sgdviz.drawing.text.placement import start_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.marks import Span, Text
    from sgdviz.drawing.svg.defs import Defs
    from sgdviz.drawing.svg.text_cells import Glyph, Run
    from sgdviz.drawing.svg.timeline import Timeline

DIGITS = "0123456789"

BYTES_OF_GROUP = 180
"""About what a group takes that is shown and hidden."""


class Content(NamedTuple):
    """What a text says, in which colours."""

    text: str
    color: str
    spans: tuple[Span, ...]


def moving_text(marks: Sequence[Text | None], timeline: Timeline, defs: Defs) -> str:
    """Return the element of a track of texts: one of the same type in each frame, or None."""
    kind = next(mark for mark in marks if mark is not None)
    contents = filled([None if mark is None else Content(mark.text, mark.color, mark.spans) for mark in marks])
    examples = {Content(mark.text, mark.color, mark.spans): mark for mark in marks if mark is not None}
    runs = {content: run_of(mark, defs) for content, mark in examples.items()}
    color = Counter(content.color for content in contents).most_common(1)[0][0]
    cells = cells_of([runs[content] for content in contents])
    if len(runs) == 1 or cells.bytes > _bytes_of_groups(contents):
        inner = _groups(contents, runs, color, timeline, defs)
    else:
        inner = "".join(cells.elements(_digits(kind, defs), color, timeline, defs))
    if kind.patch is not None:
        inner = _patch(contents, examples, kind.patch, timeline) + inner
    return _in_place(marks, kind, color, inner, timeline)


def still_text(mark: Text, defs: Defs) -> str:
    """Return the element of a text that is still; it shares its glyphs with a moving one that says the same."""
    name = defs.known_group(run_elements(run_of(mark, defs), mark.color))
    if name is None or mark.patch is not None:
        return "".join(elements([mark], defs))
    style = attributes(data_role=mark.role or None, fill=mark.color, opacity=opacity_of(mark))
    place = f"translate({joined((units(mark.x), units(mark.y)))}){_scale(mark)}"
    return f'<use {HREF}="#{name}" {style} transform="{place}"/>'


def _in_place(marks: Sequence[Text | None], kind: Text, color: str, inner: str, timeline: Timeline) -> str:
    """Return the group that moves with the text, scales its glyphs, and is hidden where there is no text."""
    places = [None if mark is None else joined((units(mark.x), units(mark.y))) for mark in marks]
    is_shown = [mark is not None for mark in marks]
    style = attributes(
        data_role=kind.role or None,
        fill=color,
        opacity=opacity_of(kind),
        display=None if is_shown[timeline.still] else "none",
    )
    moved = timeline.animate_place(places)
    place = f"translate({timeline.base(places)})"
    if moved:
        content = f'<g transform="{place}">{moved}<g transform="{_scale(kind)}">{inner}</g></g>'
    else:
        content = f'<g transform="{place}{_scale(kind)}">{inner}</g>'
    return f"<g {style}>{timeline.shown(is_shown)}{content}</g>"


def _scale(mark: Text) -> str:
    return f"scale({UNITS * mark.size / EM:.4g})"


def _bytes_of_groups(contents: Sequence[Content]) -> int:
    changes = sum(before != after for before, after in pairwise(contents))
    characters = sum(len(content.text) for content in set(contents))
    return BYTES_OF_GLYPH * characters + BYTES_OF_GROUP * len(set(contents)) + 20 * changes


def _groups(contents: Sequence[Content], runs: dict[Content, Run], color: str, timeline: Timeline, defs: Defs) -> str:
    """Return each text as a group that is shown in its frames."""
    parts = []
    for content, run in runs.items():
        is_shown = [one == content for one in contents]
        name = defs.group(run_elements(run, color))
        hidden = "" if is_shown[timeline.still] else ' display="none"'
        appears = timeline.shown(is_shown)
        parts.append(f'<use {HREF}="#{name}"{hidden}>{appears}</use>')
    return "".join(parts)


def _digits(kind: Text, defs: Defs) -> list[Glyph]:
    """Return the digits in the order of the strip that all cells of digits share."""
    mark = replace(kind, text=DIGITS, spans=(), anchor="left", x=0.0)
    return list(run_of(mark, defs).values()) if kind.tabular else []


def _patch(contents: Sequence[Content], examples: dict[Content, Text], color: str, timeline: Timeline) -> str:
    """Return the patch behind a text, as large as what it says."""
    boxes = {content: _box(mark) for content, mark in examples.items()}
    columns = [[boxes[content][side] for content in contents] for side in range(4)]
    named = list(zip(("x", "y", "width", "height"), columns, strict=True))
    base = " ".join(f'{name}="{timeline.base(column)}"' for name, column in named)
    return f'<rect fill="{color}" {base}>{"".join(timeline.animate(name, column) for name, column in named)}</rect>'


def _box(mark: Text) -> tuple[str, ...]:
    """Return the x, y, width and height of the box around the glyphs of a text."""
    offset = (start_of(mark) - mark.x) * EM / mark.size
    boxes = [glyph.box for glyph in glyphs_of(mark)]
    if not boxes:
        return "0", "0", "0", "0"
    left, top = (min(box[side] for box in boxes) for side in (0, 1))
    right, bottom = (max(box[side] for box in boxes) for side in (2, 3))
    return tuple(str(round(value)) for value in (offset + left, top, right - left, bottom - top))
