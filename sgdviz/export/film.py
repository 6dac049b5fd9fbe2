"""The Film type: the facts about an animation that an encoder needs before the first frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout
    from sgdviz.pacing import Cue


@dataclass(frozen=True, slots=True)
class Film:
    """The facts about an animation that an encoder needs before the first frame.

    `width` and `height` are in pixels. `frames` is their number, and `shortest` the seconds of the shortest. `plays` is
    the number of plays, 0 for ever. `unit` is the number of pixels of a reference pixel. `background` and `colors` are
    the ``#rrggbb`` colours of all marks, those of moving marks first. The frames of a `transparent` film have straight
    alpha and no background. With `moves_areas`, areas of colour move.
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
    moves_areas: bool = False


def film_of(layout: Layout, cues: tuple[Cue, ...], plays: int) -> Film:
    """Return the facts about an animation of `layout` by `cues`."""
    width, height = layout.size
    return Film(
        width=width,
        height=height,
        frames=len(cues),
        shortest=min(cue.seconds for cue in cues),
        plays=plays,
        unit=layout.unit,
        background=layout.background,
        colors=layout.colors,
        transparent=layout.scene.transparent,
        moves_areas=layout.moves_areas,
    )
