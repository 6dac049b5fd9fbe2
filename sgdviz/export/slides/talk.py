"""The Talk settings: what a presentation or a folder of moments says besides its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgdviz.export.slides.drawn import Drawn, drawn_texts, inset_of
from sgdviz.export.slides.moments import chapter_of, seconds_of
from sgdviz.export.slides.words import cleaned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.theme import Theme
    from sgdviz.export.film import Chapter
    from sgdviz.export.stills import Still


@dataclass(frozen=True, slots=True)
class Talk:
    """What slides say and how they look.

    `title` and `caption` (empty for none) are those of the animation, and `alt` is its text for screen readers; all are
    without characters that XML cannot hold. `drawn` are those in the picture, none where chapters differ, and `inset`
    is the distance of its headings from its left edge, as a share of its width. `theme` gives the colours, unless there
    is a `template`, the path of a presentation. `see_through` says whether pictures have no background. For each still,
    `seconds` has how long the animation takes from it to the next one, and `chapters` the number of its chapter.
    """

    title: str
    caption: str
    alt: str
    theme: Theme
    drawn: tuple[Drawn, ...] = ()
    inset: float = 0.0
    template: str | None = None
    see_through: bool = False
    seconds: tuple[float, ...] = ()
    chapters: tuple[int, ...] = ()


def talk_of(
    chapters: Sequence[Chapter],
    *,
    title: str,
    alt: str,
    template: str | None = None,
    stills: Sequence[Still] = (),
) -> Talk:
    """Return what slides of an animation, or of `stills` of it, say: the caption is that of the last chapter."""
    layout = chapters[-1].layout
    scene = layout.scene
    drawn = {drawn_texts(chapter.layout) for chapter in chapters}
    return Talk(
        title=cleaned(title),
        caption=cleaned(scene.caption or ""),
        alt=cleaned(alt),
        theme=scene.theme,
        drawn=drawn.pop() if len(drawn) == 1 else (),
        inset=inset_of(layout),
        template=template,
        see_through=scene.transparent and not scene.card,
        seconds=seconds_of(stills, chapters),
        chapters=tuple(chapter_of(still, chapters) for still in stills),
    )
