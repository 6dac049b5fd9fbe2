"""The frames of a file that moves, decoded again, each with its seconds."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.embed import video
from sgdviz.embed.read import opened_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sgdviz.embed.media import Media

USUAL_SECONDS = 0.1
"""The duration that browsers give a frame without one."""


def frames_of(media: Media) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """Yield the (H, W, 4) pixels and the seconds of each frame. Raises `InputError` for a damaged file."""
    if media.kind.shown_as == "video":
        yield from video.frames_of(media.path)
        return
    with opened_picture(media.path, media.kind) as picture:
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            pixels = np.array(picture.convert("RGBA"))
            yield pixels, float(picture.info.get("duration", 0)) / 1000 or USUAL_SECONDS


def last_frame(media: Media) -> NDArray[np.uint8]:
    """Return the (H, W, 4) pixels of the last frame. Raises `InputError` for a damaged file."""
    ((pixels, _),) = deque(frames_of(media), maxlen=1)
    return pixels
