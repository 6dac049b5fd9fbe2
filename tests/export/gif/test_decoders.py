"""Every kind of GIF in every decoder: the same pixels, the same delays, and no complaint."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import answer_of_chromium, flat_frame, output_of, read_gif, write_gif

import sgdviz
from sgdviz.cli import main
from sgdviz.drawing.agg.frame import Box, Frame
from sgdviz.export.gif import Quality
from sgdviz.jobs import lesson_names

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


@dataclass(frozen=True)
class Case:
    """A GIF, its frames as Pillow decodes them, and the centiseconds of each."""

    path: Path
    frames: list[np.ndarray]
    delays: list[int]


pytestmark = pytest.mark.decoders

RNG = np.random.default_rng(5)
NOISE = RNG.integers(0, 4, (300, 4000))
MANY = [RNG.integers(0, 4, (60, 80)) for _ in range(12)]
BLANK = np.zeros((20, 30), dtype=int)
RAMP = np.stack([np.arange(256), np.arange(256)[::-1], np.full(256, 90), np.full(256, 255)], axis=1).astype(np.uint8)
SHADES = tuple(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue, _ in RAMP[:254].tolist())
MANY_COLORS = [
    Frame(np.roll(RAMP.repeat(6, axis=0).reshape(32, 48, 4), shift, axis=0), 0.1, (Box(0, 32, 0, 48),))
    for shift in (0, 5)
]
EDGES = {
    "one pixel": [flat_frame(np.array([[k % 4]]), 0.1) for k in range(5)],
    "one frame": [flat_frame(MANY[0], 0.5)],
    "two frames": [flat_frame(MANY[0], 0.5), flat_frame(MANY[1], 0.7)],
    "two colours": [flat_frame(part % 2, 0.1) for part in MANY],
    "256 colours": MANY_COLORS,
    "table fills": [flat_frame(NOISE, 0.2), flat_frame((NOISE + 1) % 4, 0.2)],
    "no change": [flat_frame(BLANK, 0.1) for _ in range(6)],
    "all changes": [flat_frame(part, 0.05) for part in MANY],
    "shortest": [flat_frame(part, 0.02) for part in MANY],
    "longest": [flat_frame(BLANK, 700.0), flat_frame(BLANK + 1, 1400.5), flat_frame(BLANK, 0.02)],
}


SCENES: dict[str, dict[str, Any]] = {
    "the post": {},
    "dark": {"theme": "dark"},
    "twice as large": {"scale": 2, "every": 2},
    "dark and large": {"theme": "dark", "scale": 2, "every": "pass"},
    "the fit": {"panels": ("fit",), "size": (480, 400)},
    "the loss": {"panels": ("loss",), "size": (320, 400), "loss_scale": "linear"},
}


@pytest.fixture(scope="module", params=[*SCENES, *EDGES])
def case(request: pytest.FixtureRequest, run: Recording, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A GIF of each scene, and of each edge case of the format."""
    path = tmp_path_factory.mktemp("gif") / "a.gif"
    if request.param in SCENES:
        sgdviz.animate(run, **SCENES[request.param]).save(path)
    else:
        changes: dict[str, Any] = {}
        if "256" in request.param:
            changes = {"colors": SHADES, "quality": Quality(colors=256)}
        write_gif(path, EDGES[request.param], **changes)
    frames, durations, _ = read_gif(path)
    return Case(path, frames, [duration // 10 for duration in durations])


def test_gifsicle_finds_nothing_to_complain_about(case: Case) -> None:
    """Gifsicle reads every frame and its delay without a warning."""
    said = output_of("gifsicle", "--info", case.path).decode()
    assert [round(float(delay) * 100) for delay in re.findall(r"delay ([\d.]+)s", said)] == case.delays
    assert said.count("image #") == len(case.frames)
    assert "warning" not in said


@pytest.mark.parametrize("name", SCENES)
def test_gifsicle_finds_little_to_save(run: Recording, tmp_path: Path, name: str) -> None:
    """Gifsicle saves at most 2 % of the bytes of any scene."""
    made, packed = tmp_path / "made.gif", tmp_path / "packed.gif"
    sgdviz.animate(run, **SCENES[name]).save(made)
    output_of("gifsicle", "-O3", made, "-o", packed)
    assert packed.stat().st_size >= 0.98 * made.stat().st_size


@pytest.mark.parametrize("name", lesson_names())
def test_gifsicle_finds_little_to_save_in_a_lesson(tmp_path: Path, name: str) -> None:
    """Gifsicle saves at most 2 % of the bytes of any lesson."""
    made, packed = tmp_path / "made.gif", tmp_path / "packed.gif"
    assert main(["lesson", name, "-q", "-o", str(made)]) == 0
    output_of("gifsicle", "-O3", made, "-o", packed)
    assert packed.stat().st_size >= 0.98 * made.stat().st_size


def test_gifsicle_draws_the_same_frames(case: Case, tmp_path: Path) -> None:
    """The frames that gifsicle unoptimizes equal those of Pillow; of a large GIF, three of them."""
    if case.frames[0].size * len(case.frames) > 1e8:
        frames = [f"#{number}" for number in (0, 1, len(case.frames) // 2)]
    else:
        frames = [f"#{number}" for number in range(len(case.frames))]
    output_of("gifsicle", "--unoptimize", case.path, *frames, "-o", tmp_path / "whole.gif")
    for name, frame in zip(frames, read_gif(tmp_path / "whole.gif").frames, strict=False):
        np.testing.assert_array_equal(frame, case.frames[int(name[1:])])


def test_ffmpeg_draws_the_same_frames(case: Case) -> None:
    """The frames that FFmpeg decodes equal those of Pillow."""
    command = ["-v", "error", "-i", case.path, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = np.frombuffer(output_of("ffmpeg", *command), dtype=np.uint8)
    decoded = raw.reshape(-1, *case.frames[0].shape)
    assert len(decoded) == len(case.frames)
    for theirs, ours in zip(decoded, case.frames, strict=True):
        np.testing.assert_array_equal(theirs, ours)


def test_giflib_reads_every_record(case: Case, tmp_path: Path) -> None:
    """Giflib lists every image and delay, and decodes the first frame; it knows no transparency."""
    said = output_of("giftext", case.path).decode(errors="replace")
    assert said.count("Image #") == len(case.frames)
    assert [int(delay) for delay in re.findall(r"DelayTime: (\d+)", said)] == case.delays
    assert len(output_of("gif2rgb", "-1", case.path)) == case.frames[0].size
    first = tmp_path / "first.gif"
    first.write_bytes(first_frame(case.path.read_bytes()))
    raw = np.frombuffer(output_of("gif2rgb", "-1", first), dtype=np.uint8)
    np.testing.assert_array_equal(raw.reshape(case.frames[0].shape), case.frames[0])


def first_frame(data: bytes) -> bytes:
    """Return a GIF up to the end of its first image."""
    place = 13 + (3 << (data[10] & 7) + 1)
    while data[place] == ord("!"):
        place = after_blocks(data, place + 2)
    return data[: after_blocks(data, place + 11)] + b";"


def after_blocks(data: bytes, place: int) -> int:
    """Return the place after the sub-blocks that begin at `place`."""
    while data[place]:
        place += data[place] + 1
    return place + 1


PAGE = """<!doctype html><title>waiting</title><script>
(async () => {
  const decoder = new ImageDecoder({data: (await fetch("a.gif")).body, type: "image/gif"});
  await decoder.completed;
  const track = decoder.tracks.selectedTrack, said = [];
  for (let i = 0; i < track.frameCount; i++) {
    const {image} = await decoder.decode({frameIndex: i, completeFramesOnly: true});
    const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
    const context = canvas.getContext("2d", {willReadFrequently: true});
    context.drawImage(image, 0, 0);
    const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    said.push([image.duration, Array.from(digest, b => b.toString(16).padStart(2, "0")).join("")]);
    image.close();
  }
  return said;
})().catch(String).then(said => fetch("said", {method: "POST", body: JSON.stringify(said)}));
</script>"""


def test_chromium_draws_the_same_frames_for_as_long(case: Case) -> None:
    """The frames and durations that Chromium decodes equal those of Pillow."""
    said = answer_of_chromium(case.path.parent, PAGE)
    assert isinstance(said, list), said
    assert [duration for duration, _ in said] == [delay * 10_000 for delay in case.delays]
    for (_, digest), frame in zip(said, case.frames, strict=True):
        opaque = np.full((*frame.shape[:2], 1), 255, dtype=np.uint8)
        assert digest == hashlib.sha256(np.concatenate([frame, opaque], axis=2).tobytes()).hexdigest()
