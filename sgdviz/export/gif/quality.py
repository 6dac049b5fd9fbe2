"""The quality of a GIF: how many colours its palette has, and how exact its edges are."""

from __future__ import annotations

from dataclasses import dataclass

COLORS = 32
"""Colours for a scene of flat colours: five bits, and four steps across an edge, which the eye takes for smooth."""

TOLERANCE = 56.0
"""The distance in RGB that a shown edge may have from its colour before it is drawn again."""


@dataclass(frozen=True, slots=True)
class Quality:
    """At most `colors` in the palette, and edges at most `tolerance` from their colour, as a distance in RGB."""

    colors: int = COLORS
    tolerance: float = TOLERANCE
