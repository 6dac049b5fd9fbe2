"""A still as SVG, from the layers of its scene."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.drawing.svg import still_svg

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout
    from sgdviz.export.film import Film
    from sgdviz.pacing import Cue


def write(file: BinaryIO, film: Film, layout: Layout, cues: tuple[Cue, ...], settings: None = None) -> None:
    """Write the one cue of a still to an open file."""
    (cue,) = cues
    file.write(still_svg(layout, cue.row, cue.phase).encode())
