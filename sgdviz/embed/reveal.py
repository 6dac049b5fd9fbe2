"""For a slide of reveal.js: the element, and a few lines of script that start it again when its slide is entered.

Nothing is loaded late, for a talk may have no network by then; but a page is, by reveal.js itself, which so starts it
again. The deck tells the document of each slide, so the script needs no name of the deck's own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sgdviz.embed.elements import element, frame_line, needs, video_lines
from sgdviz.embed.links import address_from

if TYPE_CHECKING:
    from sgdviz.embed.shown import Shown

__all__ = ["needs", "snippet", "takes_dark"]

takes_dark = False

OF_REVEAL = ".gif"
"""The suffix of pictures that reveal.js itself starts again."""


def snippet(shown: Shown) -> str:
    """Return the element and its script."""
    media = shown.media
    if media.kind.shown_as == "page":
        return frame_line(shown, f'data-src="{address_from(shown.folder, media.place)}"')
    if media.kind.shown_as == "video":
        lines = video_lines(shown, lambda place: address_from(shown.folder, place), "loop muted playsinline preload")
        return "\n".join([*lines, *_script("restart_video.js")])
    lines = element(shown, lazy=False)
    moves = media.moves or media.kind.shown_as == "drawing"
    if moves and media.place.suffix != OF_REVEAL:
        lines += _script("restart_image.js")
    return "\n".join(lines)


def _script(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return ["<script>", *text.splitlines(), "</script>"]
