"""MP4 with H.264, which every browser, phone and presentation program plays."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.export.about.mp4 import box, tags
from sgdviz.export.limits import Limits
from sgdviz.export.video.writer import TICKS, Codec, VideoEncoder, VideoWriter, check

if TYPE_CHECKING:
    from sgdviz.export.film import Film

LIMITS = Limits("MP4 with H.264", side=16384, plays=1, shortest=1 / TICKS)

H264 = Codec(
    "mp4",
    {"movflags": "+faststart"},  # the index first, so that a page can play the file while it loads
    "libx264",
    {
        "crf": "22",
        "tune": "animation",
        "bf": "0",  # frames in the order of their times, each with its own duration
        # The colours of lines, which are few pixels, more exactly; and few frames in memory, which is 5 % smaller too.
        "x264-params": "chroma-qp-offset=-4:rc-lookahead=10",
    },
    tags,
    box,
)


def check_film(path: str, film: Film) -> None:
    """Raise `InputError`, which names `path`, for a film that MP4 cannot hold."""
    check(path, film, LIMITS)


def encoder(film: Film, settings: None = None) -> VideoEncoder:
    """Return the encoder of a whole film."""
    return VideoEncoder(film)


def writer(target: BinaryIO, film: Film, settings: None = None) -> VideoWriter:
    """Begin a video in an open file."""
    return VideoWriter(target, film, H264)
