"""Videos: MP4 and WebM show every frame for its time at any size, stream, and refuse what they cannot hold."""

from __future__ import annotations

import errno
import io
import os
import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from film_helpers import write_film
from helpers import flat_film, flat_frame, names
from video_helpers import decoded, probed

import sgdviz
from sgdviz import InputError, OutputError
from sgdviz.export.save import FORMATS
from sgdviz.export.video.writer import TICKS, VideoEncoder, VideoWriter

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

BOTH = pytest.mark.parametrize("suffix", [".mp4", ".webm"])
STEP = {".mp4": 1 / TICKS, ".webm": 1e-3}
"""The steps of time of each format, in seconds."""


@pytest.mark.decoders
@BOTH
def test_ffprobe_finds_what_players_need(short_run: Recording, tmp_path: Path, suffix: str) -> None:
    """A run of an odd size is a video of even sides in yuv420p, tagged as BT.709, and lasts exactly as long."""
    animation = sgdviz.animate(short_run, size=(401, 203), hold_last=1.5)
    (output,) = animation.save(tmp_path / f"a{suffix}")
    stream, seconds, times, durations = probed(tmp_path / f"a{suffix}")
    wanted = {"width": 402, "height": 204, "pix_fmt": "yuv420p", "color_range": "tv", "color_space": "bt709",
              "color_primaries": "bt709", "color_transfer": "bt709",
              "codec_name": {".mp4": "h264", ".webm": "vp9"}[suffix]}  # fmt: skip
    assert {name: stream[name] for name in wanted} == wanted
    assert seconds == pytest.approx(animation.seconds, abs=STEP[suffix])
    assert output.seconds == animation.seconds
    begins = np.cumsum([0.0, *(cue.seconds for cue in animation.cues)])
    np.testing.assert_allclose(times, begins[:-1], atol=STEP[suffix])
    np.testing.assert_allclose(durations, np.diff(begins), atol=STEP[suffix])
    assert len(decoded(tmp_path / f"a{suffix}")) == len(animation.cues) == 13


@BOTH
def test_imageio_reads_every_frame(short_run: Recording, tmp_path: Path, suffix: str) -> None:
    """Imageio finds the frames of the animation, near to what was drawn."""
    animation = sgdviz.animate(short_run, size=(400, 200))
    animation.save(tmp_path / f"a{suffix}")
    pages = iio.imread(tmp_path / f"a{suffix}", plugin="pyav")
    assert pages.shape == (13, 200, 400, 3)
    for page, frame in zip(pages, animation.frames(), strict=True):
        assert np.abs(page.astype(float) - frame.rgb).mean() < 4


@pytest.mark.decoders
@BOTH
@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (3, 1), (2, 5), (33, 17)])
def test_any_size_is_padded_to_an_even_one(tmp_path: Path, suffix: str, shape: tuple[int, int]) -> None:
    """Odd sides have one column or row of the background more, and the picture is where it was."""
    frames = [flat_frame(np.full(shape, number % 4), 0.05) for number in range(4)]
    got = decoded(write_film(tmp_path / f"a{suffix}", frames, background="#ffffff"))
    height, width = shape
    assert got.shape == (4, height + height % 2, width + width % 2, 3)
    if min(shape) > 10:
        for page, frame in zip(got, frames, strict=True):
            np.testing.assert_allclose(page[2:-4, 2:-4], frame.rgb[2:-3, 2:-3], atol=12)


@pytest.mark.decoders
@BOTH
def test_times_are_exact_and_do_not_add_up_errors(tmp_path: Path, suffix: str) -> None:
    """Unlike durations are kept, equal frames are one for the time of all, and 300 thirtieths are ten seconds."""
    one, other = np.zeros((16, 16), dtype=int), np.ones((16, 16), dtype=int)
    shown = [(one, 0.1), (one, 0.2), (other, 0.04), (one, 0.517), (one, 60)]
    found = probed(write_film(tmp_path / f"a{suffix}", [flat_frame(*each) for each in shown]))
    assert found.durations == pytest.approx([0.3, 0.04, 60.517])
    assert found.seconds == pytest.approx(60.857)
    thirtieths = [flat_frame(np.full((16, 16), number % 2), 1 / 30) for number in range(300)]
    found = probed(write_film(tmp_path / f"b{suffix}", thirtieths))
    np.testing.assert_allclose(found.times, np.arange(300) / 30, atol=0.51 * STEP[suffix] + 1e-6)
    assert found.seconds == pytest.approx(10)


@pytest.mark.decoders
@BOTH
def test_a_frame_of_hours_is_several_that_look_the_same(tmp_path: Path, suffix: str) -> None:
    """A hold whose ticks do not fit into 32 bits keeps its picture and its time."""
    frames = [flat_frame(np.full((16, 16), number), seconds) for number, seconds in ((1, 8000.5), (2, 0.04))]
    path = write_film(tmp_path / f"a{suffix}", frames)
    assert probed(path).durations == pytest.approx([3600, 3600, 800.5, 0.04])
    pages = decoded(path).astype(int)
    for page, wanted in zip(pages, (0, 0, 0, 1), strict=True):
        np.testing.assert_allclose(page, frames[wanted].rgb, atol=8)


@BOTH
def test_the_index_comes_first(short_run: Recording, tmp_path: Path, suffix: str) -> None:
    """A page can play the file while it loads: the index stands before the frames."""
    path = tmp_path / f"a{suffix}"
    sgdviz.animate(short_run, size=(400, 200)).save(path)
    index, frames = {".mp4": (b"moov", b"mdat"), ".webm": (b"\x1c\x53\xbb\x6b", b"\x1f\x43\xb6\x75")}[suffix]
    data = path.read_bytes()
    data = data[data.index(b"\x15\x49\xa9\x66") :] if suffix == ".webm" else data  # past the list of places
    assert 0 < data.index(index) < data.index(frames)


@BOTH
def test_the_bytes_are_always_the_same(short_run: Recording, tmp_path: Path, suffix: str) -> None:
    """Neither another time nor another number of workers changes a byte, nor another output beside it."""
    animation = sgdviz.animate(short_run, size=(400, 200))
    animation.save(tmp_path / f"one{suffix}", workers=1)
    animation.save(tmp_path / f"two{suffix}", tmp_path / "b.gif", workers=2)
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


@BOTH
def test_frames_are_not_kept(tmp_path: Path, suffix: str) -> None:
    """Memory for the pictures in Python does not grow with their number."""

    def peak(count: int) -> int:
        film = flat_film([flat_frame(np.zeros((200, 300), dtype=int))], frames=count)
        exporter = FORMATS[suffix].pixel_exporter()
        encoder = exporter.encoder(film, None)
        with (tmp_path / f"a{suffix}").open("w+b") as file:
            writer = exporter.writer(file, film, None)
            tracemalloc.start()
            for number in range(count):
                picture = np.zeros((200, 300), dtype=int)
                picture[number % 200] = 1
                writer.add(encoder.encode(flat_frame(picture), last=number + 1 == count), 0.04)
            writer.finish()
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(3)
    assert peak(120) < peak(30) + 200 * 300 * 3


@BOTH
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"plays": 2}, r"2 plays are too many for a\.\w+: a video has one, which its player repeats; leave out"),
        ({"transparent": True}, r"a\.\w+ cannot be transparent: a video has a background; write a \.webp or an \.apng"),
        ({"width": 20_000}, r"20000x4 is too large for a\.\w+: .* holds at most 16384 pixels a side"),
        ({"shortest": 1e-7}, r"1e\+07 frames a second are too fast for a\.\w+: .* has at most (1|90),000; show fewer"),
    ],
)
def test_what_a_video_cannot_hold_is_refused(suffix: str, changes: dict[str, Any], said: str) -> None:
    """More plays than one, transparent pixels, a very large picture and very short frames are errors of one line."""
    film = flat_film([flat_frame(np.zeros((4, 4), dtype=int))], **changes)
    with pytest.raises(InputError, match=said):
        FORMATS[suffix].pixel_exporter().check_film(f"a{suffix}", film)


@BOTH
@pytest.mark.parametrize("plays", [0, 1])
def test_one_play_and_for_ever_are_accepted(suffix: str, plays: int) -> None:
    """A video has one play, and its player may repeat it for ever."""
    film = flat_film([flat_frame(np.zeros((4, 4), dtype=int))], plays=plays)
    FORMATS[suffix].pixel_exporter().check_film(f"a{suffix}", film)


@BOTH
def test_a_failure_in_the_middle_leaves_the_old_file(short_run: Recording, here: Path, suffix: str) -> None:
    """An error after some frames, and one of another output, leave the old video and no part of a new one."""
    (here / f"a{suffix}").write_text("old")
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        if len(calls) == 9:
            raise KeyboardInterrupt

    animation = sgdviz.animate(short_run, size=(400, 200))
    with pytest.raises(KeyboardInterrupt):
        animation.save(f"a{suffix}", "b.gif", on_frame=stop)
    with pytest.raises(OutputError, match=r"cannot write no/b\.gif"):
        animation.save(f"a{suffix}", "no/b.gif")
    assert names(here) == [f"a{suffix}"]
    assert (here / f"a{suffix}").read_text() == "old"


class FullDisk(io.BytesIO):
    """A file that takes 5,000 bytes."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 5_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


@BOTH
def test_a_full_disk_is_an_os_error(suffix: str) -> None:
    """The error of a write reaches the caller, who names the output."""
    exporter = FORMATS[suffix].pixel_exporter()
    rng = np.random.default_rng(1)
    frames = [flat_frame(rng.integers(0, 4, (64, 64))) for _ in range(20)]
    film = flat_film(frames)
    encoder, writer = exporter.encoder(film, None), exporter.writer(FullDisk(), film, None)
    assert isinstance(encoder, VideoEncoder)
    assert isinstance(writer, VideoWriter)

    def write_all() -> None:
        for frame in frames:
            writer.add(encoder.encode(frame, last=False), frame.seconds)
        writer.finish()

    with pytest.raises(OSError, match="No space left"):
        write_all()


@BOTH
def test_without_pyav_the_error_is_the_command_to_type(
    short_run: Recording, here: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """The missing extra is named with its exact command, before anything is written."""
    for module in [name for name in sys.modules if name.startswith("sgdviz.export.video")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(InputError) as caught:
        sgdviz.animate(short_run).save(f"a{suffix}", "b.gif")
    assert str(caught.value) == 'this output needs av, which is not installed; type: pip install "sgdviz[video]"'
    assert names(here) == []
