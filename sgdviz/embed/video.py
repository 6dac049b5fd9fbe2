"""The size and the frames of a video, decoded by FFmpeg's libraries through PyAV."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.errors import InputError
from sgdviz.export.save import find_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

USUAL_SECONDS = 0.04
"""The duration of a last frame that has none of its own."""

OLD_STANDARDS = {5, 6}
"""The numbers of ITU-R BT.601 for 625 and for 525 lines; source: ITU-T H.273."""


def size_of(path: str) -> tuple[int, int]:
    """Return the width and the height in pixels. Raises `InputError`."""
    with _opened(path) as (_, stream):
        return int(stream.width), int(stream.height)


def frames_of(path: str) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """Yield the (H, W, 4) pixels and the seconds of each frame. Raises `InputError`."""
    with _opened(path) as (container, stream):
        shown: tuple[NDArray[np.uint8], float, float] | None = None
        for frame in container.decode(stream):
            begins = float(frame.time or 0.0)
            if shown is not None:
                yield shown[0], max(begins - shown[1], 0.0)
            lasts = float(frame.duration * frame.time_base) if frame.duration else USUAL_SECONDS
            shown = _pixels(frame), begins, lasts
        if shown is None:
            raise InputError(f"{path} has no frame; check the file")
        yield shown[0], shown[2]


def _pixels(frame: Any) -> NDArray[np.uint8]:
    """Return a frame in RGB; its colours are of the standard for HDTV, unless it names that for television before."""
    standard = "ITU601" if int(frame.colorspace) in OLD_STANDARDS else "ITU709"
    rgb = frame.to_ndarray(format="rgb24", src_colorspace=standard, dst_colorspace=standard)
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, dtype=np.uint8)])


@contextmanager
def _opened(path: str) -> Iterator[tuple[Any, Any]]:
    """Yield a video and its stream of pictures. Raises `InputError`."""
    find_format(path).load()  # where the extra is missing, this says what to type
    import av

    try:
        with av.open(path) as container:
            if not container.streams.video or not container.streams.video[0].width:
                raise InputError(f"{path} has no pictures; check the file")
            yield container, container.streams.video[0]
    except (av.FFmpegError, OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path} is no video that can be read; check the file") from None
