"""Writing a video: frames with the times of their cues go to an encoder, and its packets to a container."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import av

from sgdviz.errors import InputError
from sgdviz.export.in_time import TimedWriter
from sgdviz.export.video.planes import Planes

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from sgdviz.drawing.agg import Frame
    from sgdviz.export.about import About
    from sgdviz.export.film import Film
    from sgdviz.export.limits import Limits

TICKS = 90_000
"""Time steps a second: a frame of 1/24, 1/25, 1/30, 1/50 or 1/60 s, or of milliseconds, has a whole number of them."""

LONGEST = 3600
"""Seconds of one frame, whose ticks must fit into 32 bits; a longer hold repeats its frame."""

USUAL_RATE = 25
"""Frames a second that the encoder expects; the frames have times of their own."""

THREADS = 4
"""Of the encoder. The bytes depend on their number, so it is the same on every machine."""

BT709 = 1
"""The number of this standard among the primaries, transfer curves and matrices of FFmpeg."""

LIMITED = 1
"""The range of values in which black is 16."""


class Codec(NamedTuple):
    """A container with its options, and an encoder with its own.

    `tags` and `end_box` return the tags of the container, and bytes for its end, that hold what a file says of itself.
    """

    container: str
    container_options: dict[str, str]
    encoder: str
    encoder_options: dict[str, str]
    tags: Callable[[About], dict[str, str]]
    end_box: Callable[[About], bytes] = lambda _: b""


class VideoEncoder:
    """Turns frames into the planes of a video. Frames follow on: an encoder cannot begin in the middle of a film."""

    def __init__(self, film: Film) -> None:
        self._planes = Planes(film.width, film.height, film.background)

    def begin(self, before: Frame) -> None:
        """Take in the shown frame."""
        self._planes.update(before)

    def encode(self, frame: Frame, *, last: bool) -> NDArray[np.uint8] | None:
        """Return the planes; None where nothing changes."""
        return self._planes.data.copy() if self._planes.update(frame) else None


class VideoWriter(TimedWriter["NDArray[np.uint8]"]):
    """Compresses planes into an open file, which must be readable and seekable: the index is moved to its beginning."""

    def __init__(self, file: BinaryIO, film: Film, codec: Codec) -> None:
        super().__init__()
        self._written = 0
        self._durations: dict[int, int] = {}
        self._file, self._end_box = file, codec.end_box(film.about)
        self._container = av.open(
            file,
            "w",
            format=codec.container,
            container_options={"fflags": "+bitexact", **codec.container_options},  # without random numbers
            io_open=lambda *_: _Reader(file),
        )
        self._container.metadata.update(codec.tags(film.about))
        stream = self._container.add_stream(codec.encoder, rate=USUAL_RATE, options=codec.encoder_options)
        self._stream = cast("VideoStream", stream)
        context = self._stream.codec_context
        context.width, context.height = film.width + film.width % 2, film.height + film.height % 2
        context.pix_fmt = "yuv420p"
        context.time_base = self._stream.time_base = Fraction(1, TICKS)
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        context.thread_count = THREADS

    def _show(self, picture: NDArray[np.uint8], until: float) -> None:
        end = round(until * TICKS)
        while end - self._written > LONGEST * TICKS:
            self._write(picture, self._written + LONGEST * TICKS)
        self._write(picture, end)

    def _write(self, picture: NDArray[np.uint8], end: int) -> None:
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts, frame.time_base = self._written, Fraction(1, TICKS)
        frame.colorspace, frame.color_range = BT709, LIMITED
        self._durations[self._written] = end - self._written
        self._written = end
        self._mux(frame)

    def _mux(self, frame: av.VideoFrame | None) -> None:
        """Give a frame to the encoder, or None at the end, and the packets that are ready to the container."""
        for packet in self._stream.encode(frame):
            assert packet.pts is not None
            packet.duration = self._durations.pop(packet.pts)
            self._container.mux(packet)

    def _end(self) -> None:
        self._mux(None)
        self._container.close()
        self._file.seek(0, 2)
        self._file.write(self._end_box)


class _Reader:
    """Reads from a file that is being written, from a place of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._place = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, and leave the file where it was."""
        here = self._file.tell()
        self._file.seek(self._place)
        data = self._file.read(size)
        self._file.seek(here)
        self._place += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        here = self._file.tell()
        self._place = self._file.seek(offset + (self._place if whence == 1 else 0), 2 if whence == 2 else 0)
        self._file.seek(here)
        return self._place

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def close(self) -> None:
        """Leave the file open."""


def check(path: str, film: Film, limits: Limits) -> None:
    """Raise `InputError`, which names `path`, for a film that a video cannot hold.

    A video is played once, and whether it begins again is up to its player; so 0 plays, for ever, are accepted.
    """
    if film.transparent:
        raise InputError(f"{path} cannot be transparent: a video has a background; write a .webp or an .apng")
    if film.plays > 1:
        what = f"{film.plays} plays are too many for {path}: a video has one"
        raise InputError(f"{what}, which its player repeats; leave out the number of plays")
    if film.shortest < limits.shortest - 1e-9:
        what = f"{1 / film.shortest:g} frames a second are too fast for {path}"
        raise InputError(f"{what}: {limits.name} has at most {round(1 / limits.shortest):,}; show fewer, or for longer")
    limits.check(path, film)
