"""A strip: several moments of a run in one still picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdviz.checks import shown, whole
from sgdviz.drawing.layout import lay_out_strip
from sgdviz.drawing.strip_room import in_strip_size
from sgdviz.errors import InputError
from sgdviz.export.stills import Still, equal_changes, stills_of
from sgdviz.pacing import Cue
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.export.film import Chapter
    from sgdviz.pacing.moments import Moment

MOST = 24
"""The most moments of a strip: more would be too small to read on a page."""


def strip_still(
    chapter: Chapter, count: int, moments: Sequence[Moment] = (), size: tuple[int, int] | None = None
) -> Still:
    """Return the picture of `count` moments: of those given, or of as many between which the picture changes equally.

    The first and the last are then those of the run. `size` is that of the picture in pixels, by default one at which
    it can be read. Raises `InputError`.
    """
    count = whole("strip", count, least=2, most=MOST)
    if moments and len(moments) != count:
        raise InputError(
            f"strip is {count}, and the number of moments asked for is {len(moments)}; ask for as many, or for none"
        )
    layout = chapter.layout
    if moments:
        stills = stills_of(chapter, moments)
        cues = tuple(still.cue for still in stills)
    else:
        cues = equal_changes(chapter, count)
        if len(cues) < count:
            raise InputError(f"strip is {count}, and the run has {len(cues)} recorded steps; give at most that many")
    runs = len(layout.recording) if isinstance(layout.recording, Comparison) else 1
    if size is None:
        scene = in_strip_size(layout.scene, runs, count)
    else:
        if not (isinstance(size, tuple | list) and len(size) == 2):
            raise InputError(f"strip size is {shown(size)}; give (width, height) in pixels, as in (1200, 500)")
        scene = replace(layout.scene, size=size)
    return Still(lay_out_strip(scene, layout.recording, cues), Cue(0, 0.0))
