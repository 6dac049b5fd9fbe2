"""The still of a job: the last frame of its animation, small enough for hundreds on one page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sgdviz.export.about import About
from sgdviz.export.about.stream import Stream
from sgdviz.export.about.webp import packet, read
from sgdviz.export.stills import last_still

if TYPE_CHECKING:
    from PIL.Image import Image

    from sgdviz.animation import Animation

WIDTH, HEIGHT = 400, 600
"""The largest still in pixels; a card of the gallery is about as wide."""

QUALITY, EFFORT = 80, 2
"""Of WebP: type without visible noise in about 10 KB, which takes some milliseconds."""


def still_of(animation: Animation) -> bytes:
    """Return the last frame as a WebP of at most `WIDTH` x `HEIGHT` pixels, which holds the animation's alt text.

    A transparent picture stands on the background of its theme. The same animation gives the same bytes.
    """
    from PIL import Image

    from sgdviz.drawing import agg

    last = last_still(animation.chapters[-1])  # as in `Animation.still`, without naming missing characters again
    picture = Image.fromarray(agg.still_of(last.layout, last.cue).pixels, "RGBA")
    ground = Image.new("RGBA", picture.size, animation.scene.theme.background)
    picture = _within(Image.alpha_composite(ground, picture).convert("RGB"))
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=QUALITY, method=EFFORT, xmp=packet(About(alt=animation.alt_text)))
    return file.getvalue()


def alt_of(still: bytes) -> str:
    """Return the alt text in a still; empty where it has none."""
    about = read(Stream(io.BytesIO(still))) if still else None
    return about.alt if about else ""


def size_of(still: bytes) -> tuple[int, int]:
    """Return the width and the height of a still in pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(still), formats=["WEBP"]) as picture:
        return picture.size


def picture_of(still: bytes) -> Image:
    """Return a still as a picture."""
    from PIL import Image

    with Image.open(io.BytesIO(still), formats=["WEBP"]) as picture:
        picture.load()
    return picture


def _within(picture: Image) -> Image:
    """Return a picture made small enough; a whole number of pixels becomes one where the sizes allow."""
    from PIL.Image import Resampling

    share = max(picture.width / WIDTH, picture.height / HEIGHT)
    if share <= 1:
        return picture
    size = max(round(picture.width / share), 1), max(round(picture.height / share), 1)
    return picture.resize(size, Resampling.BOX if share.is_integer() else Resampling.LANCZOS)
