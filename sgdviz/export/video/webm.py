"""WebM with VP9, which every browser plays; its times are whole milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.export.about.webm import tags
from sgdviz.export.limits import Limits
from sgdviz.export.video.writer import Codec, VideoEncoder, VideoWriter, check

if TYPE_CHECKING:
    from sgdviz.export.film import Film

LIMITS = Limits("WebM", side=16384, plays=1, shortest=0.001)

VP9 = Codec(
    "webm",
    {"cues_to_front": "1"},
    "libvpx-vp9",
    {
        "crf": "30",
        "b": "0",  # the quality alone decides
        "deadline": "realtime",  # seven times as fast as "good", and 3 % larger
        "cpu-used": "5",
        "lag-in-frames": "0",  # no frames held in memory, and 2 % larger
        "row-mt": "1",
        "tune-content": "screen",
    },
    tags,
)


def check_film(path: str, film: Film) -> None:
    """Raise `InputError`, which names `path`, for a film that WebM cannot hold."""
    check(path, film, LIMITS)


def encoder(film: Film, settings: None = None) -> VideoEncoder:
    """Return the encoder of a whole film."""
    return VideoEncoder(film)


def writer(target: BinaryIO, film: Film, settings: None = None) -> VideoWriter:
    """Begin a video in an open file."""
    return VideoWriter(target, film, VP9)
