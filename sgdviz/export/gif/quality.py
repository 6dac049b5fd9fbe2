"""The quality of a GIF: how many colours its palette has, how exact its edges are, and for which players it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

COLORS = 32
"""Colours for a scene of flat colours: five bits, and four steps across an edge, which the eye takes for smooth."""

MOST_COLORS = 256
"""The largest palette of a GIF."""

TOLERANCE = 44.0
"""The distance in RGB that a shown edge may have from its colour before it is drawn again."""


@dataclass(frozen=True, slots=True)
class Quality:
    """At most `colors` in the palette, and edges at most `tolerance` from their colour, as a distance in RGB.

    A `compatible` GIF has no transparent pixels, over which some presentation programs stumble; it is larger.
    """

    colors: int = COLORS
    tolerance: float = TOLERANCE
    compatible: bool = False


def colors_for(solid: Sequence[str], quality: Quality) -> int:
    """Return the size of a palette for marks of the `solid` colours: by default doubled until three quarters hold them.

    The rest is for the steps across edges. A palette that is smaller to meet a size stays so.
    """
    colors = quality.colors
    while COLORS <= colors < MOST_COLORS and len(set(solid)) > 0.75 * colors:
        colors *= 2
    return colors
