"""Helpers of the tests of videos: what ffprobe finds in a file, and its frames as ffmpeg decodes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from helpers import output_of

if TYPE_CHECKING:
    from pathlib import Path


class Probed(NamedTuple):
    """The facts of a video's stream as ffprobe names them, its seconds, and the time and seconds of each frame."""

    stream: dict[str, Any]
    seconds: float
    times: list[float]
    durations: list[float]


def probed(path: Path) -> Probed:
    """Return what ffprobe finds in a video of one stream."""
    show = ["-v", "error", "-show_streams", "-show_format", "-show_packets", "-of", "json"]
    said = json.loads(output_of("ffprobe", *show, path))
    (stream,) = said["streams"]
    packets = [(float(packet["pts_time"]), float(packet["duration_time"])) for packet in said["packets"]]
    times, durations = zip(*packets, strict=True)
    return Probed(stream, float(said["format"]["duration"]), list(times), list(durations))


def decoded(path: Path) -> np.ndarray:
    """Return the (T, H, W, 3) frames of a video as ffmpeg decodes them, with the matrix and the range that it states.

    Each frame comes once, however long it is shown.
    """
    stream = probed(path).stream
    colors = f"scale=in_color_matrix={stream['color_space']}:in_range={stream['color_range']}:out_range=pc"
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    data = output_of("ffmpeg", "-v", "error", "-i", path, "-fps_mode", "passthrough", "-vf", colors, *raw)
    return np.frombuffer(data, dtype=np.uint8).reshape(-1, stream["height"], stream["width"], 3)
