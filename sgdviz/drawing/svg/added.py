"""The marks that a panel adds as elements: growths below their clips, and marks that are shown from their frame on."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.marks import Rect, Stroke
from sgdviz.drawing.svg.defs import HREF
from sgdviz.drawing.svg.elements import elements, unnamed
from sgdviz.drawing.svg.growth import Added, growth_of, look_of, reach_clip
from sgdviz.drawing.svg.numbers import units
from sgdviz.drawing.svg.strips import APART

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from sgdviz.drawing.layers import Layers
    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.svg.defs import Defs
    from sgdviz.drawing.svg.growth import Growth
    from sgdviz.drawing.svg.timeline import Timeline

PAGE = Rect(0.0, 0.0, APART / 10, APART / 10)
"""The area of a growth without a clip: larger than any page."""


class Shown(NamedTuple):
    """Added marks: as elements that `move`, and as those of the `still`. `looks` are of moving marks they contain."""

    move: str
    still: str
    looks: frozenset[Hashable] = frozenset()


def added_elements(
    panel: Panel, rows: Sequence[int], frames: Sequence[Layers], timeline: Timeline, defs: Defs
) -> Iterator[Shown]:
    """Yield what `panel` adds, look by look; frame k shows its row ``rows[k]`` and the moving marks ``frames[k]``."""
    shown = sorted(set(rows))
    batches = [tuple(panel.added(before + 1, row + 1)) for before, row in zip([-1, *shown], shown, strict=False)]
    counts = [bisect_right(shown, row) for row in rows]
    ends = [{look_of(mark): mark for mark in own.moving if isinstance(mark, Stroke)} for own in frames]
    looks = dict.fromkeys(look_of(mark) for batch in batches for mark in batch)
    of_look = {
        look: Added(
            [[mark for mark in batch if look_of(mark) == look] for batch in batches],
            counts,
            [own.get(look) for own in ends],
        )
        for look in looks
    }
    growths = {look: growth_of(added) for look, added in of_look.items()}
    grown = sorted(filter(None, growths.values()), key=lambda growth: growth.reach is not growth.until)  # curves first
    beyond = max((growth.beyond for growth in grown), default=0.0)
    for look, added in of_look.items():
        growth = growths[look]
        if growth is None:
            yield Shown(_one_by_one(added, timeline, defs), _at_still(added, timeline, defs))
            continue
        # Marks that come together share a clip.
        reach = next((other.reach for other in grown if growth.is_shown_by(other.reach)), growth.reach)
        yield _below_a_clip(growth, reach, beyond, timeline, defs)


def _below_a_clip(growth: Growth, reach: Sequence[float], beyond: float, timeline: Timeline, defs: Defs) -> Shown:
    """Return a growth: its mark once, used below a clip that grows, and for the still as far as that has come."""
    area = growth.mark.clip or PAGE
    name = defs.group("".join(elements([growth.mark], defs)))
    clip = defs.clip_to(reach_clip(area, reach, beyond, timeline))
    now = reach[timeline.still] + growth.beyond
    whole = reach[timeline.still] == max(reach)
    still = "" if whole else f' clip-path="url(#{defs.clip(area._replace(right=min(now, area.right)))})"'
    use = f'<use {HREF}="#{name}"'
    short = units(beyond) - units(growth.beyond)  # a clip ends further left for a curve than for dots
    if short:
        move = f'<g transform="translate(-{short})" clip-path="url(#{clip})">{use} x="{short}"/></g>'
    else:
        move = f'{use} clip-path="url(#{clip})"/>'
    # The pieces of a curve that are not finished are in it; dots that move are others.
    looks = frozenset([look_of(growth.mark)] if isinstance(growth.mark, Stroke) else [])
    return Shown(move, f"{use}{still}/>", looks)


def _one_by_one(added: Added, timeline: Timeline, defs: Defs) -> str:
    """Return groups of marks that are shown from their frame on, or wherever a film that is rewound is past it."""
    parts = []
    for place, batch in enumerate(added.batches):
        if batch:
            is_shown = [count > place for count in added.counts]
            hidden = "" if is_shown[timeline.still] else ' display="none"'
            content = "".join(elements(batch, defs))
            appears = timeline.shown(is_shown)
            parts.append(f"<g{hidden}>{appears}{content}</g>" if appears or hidden else content)
    return "".join(parts)


def _at_still(added: Added, timeline: Timeline, defs: Defs) -> str:
    marks: list[Mark] = [mark for batch in added.batches[: added.counts[timeline.still]] for mark in batch]
    return "".join(elements(map(unnamed, marks), defs))
