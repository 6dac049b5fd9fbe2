"""The chapters of an animation, and the facts about it that an encoder needs before the first frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.export.about.about import About

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.layout import Layout
    from sgdviz.pacing import Cue


NOTHING = About()
"""What a file says that says nothing of itself."""


@dataclass(frozen=True, slots=True)
class Film:
    """The facts about an animation that an encoder needs before the first frame.

    `width` and `height` are in pixels. `frames` is their number, and `shortest` the seconds of the shortest. `plays` is
    the number of plays, 0 for ever. `unit` is the number of pixels of a reference pixel. `background` and `colors` are
    the ``#rrggbb`` colours of all marks, those of moving marks first. The frames of a `transparent` film have straight
    alpha and no background, but for the `card` behind their panels, if any. `about` is what a file says of itself.
    """

    width: int
    height: int
    frames: int
    shortest: float
    plays: int
    unit: float
    background: str
    colors: tuple[str, ...]
    transparent: bool = False
    card: bool = False
    about: About = NOTHING


class Chapter(NamedTuple):
    """A part of an animation: a layout, and the cues by which it is shown. Most animations have one."""

    layout: Layout
    cues: tuple[Cue, ...]


def cues_of(chapters: Sequence[Chapter]) -> tuple[Cue, ...]:
    """Return the cues of all chapters, in the order in which they are shown."""
    return tuple(cue for chapter in chapters for cue in chapter.cues)


def film_of(chapters: Sequence[Chapter], plays: int, about: About = NOTHING) -> Film:
    """Return the facts about an animation; all of its chapters have one size and one background.

    `about` is what a file says of itself.
    """
    layouts = [chapter.layout for chapter in chapters]
    cues = cues_of(chapters)
    width, height = layouts[0].size
    return Film(
        width=width,
        height=height,
        frames=len(cues),
        shortest=min(cue.seconds for cue in cues),
        plays=plays,
        unit=min(layout.unit for layout in layouts),
        background=layouts[0].background,
        colors=tuple(dict.fromkeys(color for layout in layouts for color in layout.colors)),
        transparent=layouts[0].scene.transparent,
        card=layouts[0].scene.card,
        about=about,
    )
