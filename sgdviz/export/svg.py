"""An animation as SVG, or a still where one cue is all there is, from the layers of its scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.drawing.svg import animated_svg, still_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.export.film import Chapter, Film


def write(file: BinaryIO, film: Film, chapters: Sequence[Chapter], settings: None = None) -> None:
    """Write the cues of all `chapters` to an open file."""
    layout, cues = chapters[-1]
    if len(chapters) == len(cues) == 1:
        file.write(still_svg(layout, cues[0].row, cues[0].phase, alt=film.about.alt, source=film.about.source).encode())
    else:
        file.write(animated_svg(chapters, film.plays, alt=film.about.alt, source=film.about.source).encode())
