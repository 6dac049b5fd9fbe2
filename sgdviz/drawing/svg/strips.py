"""Strips: pictures side by side under a clip that shows one of them, so that a list of places animates them all.

A list of places is short: one digit a frame. Animating the reference to a picture would be as short, but some programs
that clean SVG drop that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.svg.defs import HREF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.svg.defs import Defs
    from sgdviz.drawing.svg.timeline import Timeline

APART = 100_000
"""Units between two pictures of a strip: more than a picture is wide."""


OVERHEAD = 150
"""Bytes of the elements around a strip."""

_CLIP = re.compile(r' *\bclip-path="[^"]*"')


class Strip(NamedTuple):
    """A strip of `pictures` of the whole page; frame k shows the one at ``places[k]``, nothing past the last.

    `style` holds attributes of all pictures.
    """

    pictures: Sequence[str]
    places: Sequence[int]
    style: str

    def element(self, timeline: Timeline, defs: Defs) -> str:
        """Return the element that shows the strip."""
        scale = f'transform="scale({1 / APART:f} 1)"'.replace("0.0", ".0")
        name = defs.group(self._content, f"{_CLIP.sub('', self.style)} {scale}".strip())
        clip = defs.clip_to(f'<rect width="{APART}" height="{APART}"/>')
        values = list(map(str, self.places))
        use = f'<use {HREF}="#{name}" x="{timeline.base(values)}">{timeline.animate("x", values)}</use>'
        return f'<g clip-path="url(#{clip})"><g transform="scale({APART} 1)">{use}</g></g>'

    def length(self, timeline: Timeline) -> int:
        """Return about how many bytes the strip takes."""
        return len(self._content) + len(self.style) + len(timeline.animate("x", list(map(str, self.places)))) + OVERHEAD

    @property
    def _content(self) -> str:
        """The pictures side by side; each has the clip of the style itself: one around all would hide the others."""
        clip = "".join(_CLIP.findall(self.style))
        return "".join(
            f'<g{clip} transform="translate({-APART * place})">{picture}</g>'
            if place
            else f"<g{clip}>{picture}</g>"
            if clip
            else picture
            for place, picture in enumerate(self.pictures)
        )
