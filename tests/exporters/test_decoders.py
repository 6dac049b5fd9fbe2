"""Every GIF in every decoder: the same pixels, the same durations, no complaint."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import queue
import re
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import system_tool
from PIL import Image, ImageSequence
from test_gif import frame_of, write

import sgdviz
from sgdviz import cli
from sgdviz.lessons import lesson_names
from sgdviz.rendering.frame import Box, Frame

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


@dataclass(frozen=True)
class Case:
    """A GIF, what Pillow reads from it, and the centiseconds of each frame."""

    path: Path
    frames: list[np.ndarray]
    delays: list[int]


def pillow(path: Path) -> Case:
    """Read `path` with Pillow, the decoder that the others are held against."""
    with Image.open(path) as picture:
        pages = [
            (np.array(page.convert("RGB")), page.info["duration"] // 10) for page in ImageSequence.Iterator(picture)
        ]
    return Case(path, [page for page, _ in pages], [int(delay) for _, delay in pages])


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
    "one pixel": [frame_of(np.array([[k % 4]]), 0.1) for k in range(5)],
    "one frame": [frame_of(MANY[0], 0.5)],
    "two frames": [frame_of(MANY[0], 0.5), frame_of(MANY[1], 0.7)],
    "two colours": [frame_of(part % 2, 0.1) for part in MANY],
    "256 colours": MANY_COLORS,
    "table fills": [frame_of(NOISE, 0.2), frame_of((NOISE + 1) % 4, 0.2)],
    "no change": [frame_of(BLANK, 0.1) for _ in range(6)],
    "all changes": [frame_of(part, 0.05) for part in MANY],
    "shortest": [frame_of(part, 0.02) for part in MANY],
    "longest": [frame_of(BLANK, 700.0), frame_of(BLANK + 1, 1400.5), frame_of(BLANK, 0.02)],
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
    """A GIF of each kind that there is."""
    path = tmp_path_factory.mktemp("gif") / "a.gif"
    if request.param in SCENES:
        sgdviz.animate(run, **SCENES[request.param]).save(path)
    else:
        changes: dict[str, Any] = {"inks": SHADES, "colors": 256} if "256" in request.param else {}
        write(path, EDGES[request.param], **changes)
    return pillow(path)


def output_of(*command: object) -> bytes:
    """Run a system program and return what it writes; anything on stderr is a complaint."""
    tool, *arguments = map(str, command)
    done = subprocess.run([system_tool(tool), *arguments], capture_output=True, check=True, timeout=300)
    assert done.stderr == b""
    return done.stdout


def test_gifsicle_finds_nothing_to_complain_about(case: Case) -> None:
    """It reads every frame with its delay, without a warning."""
    said = output_of("gifsicle", "--info", case.path).decode()
    assert [round(float(delay) * 100) for delay in re.findall(r"delay ([\d.]+)s", said)] == case.delays
    assert said.count("image #") == len(case.frames)
    assert "warning" not in said


@pytest.mark.parametrize("name", SCENES)
def test_gifsicle_finds_little_to_save(run: Recording, tmp_path: Path, name: str) -> None:
    """At most two in a hundred bytes of any scene."""
    made, packed = tmp_path / "made.gif", tmp_path / "packed.gif"
    sgdviz.animate(run, **SCENES[name]).save(made)
    output_of("gifsicle", "-O3", made, "-o", packed)
    assert packed.stat().st_size >= 0.98 * made.stat().st_size


@pytest.mark.parametrize("name", lesson_names())
def test_gifsicle_finds_little_to_save_in_a_lesson(tmp_path: Path, name: str) -> None:
    """At most two in a hundred bytes of any, as the command line makes them."""
    made, packed = tmp_path / "made.gif", tmp_path / "packed.gif"
    assert cli.main(["lesson", name, "-q", "-o", str(made)]) == 0
    output_of("gifsicle", "-O3", made, "-o", packed)
    assert packed.stat().st_size >= 0.98 * made.stat().st_size


def test_gifsicle_draws_the_same_frames(case: Case, tmp_path: Path) -> None:
    """Unoptimized, every frame is whole; a few of them are compared."""
    if case.frames[0].size * len(case.frames) > 1e8:
        frames = [f"#{number}" for number in (0, 1, len(case.frames) // 2)]
    else:
        frames = [f"#{number}" for number in range(len(case.frames))]
    output_of("gifsicle", "--unoptimize", case.path, *frames, "-o", tmp_path / "whole.gif")
    for name, frame in zip(frames, pillow(tmp_path / "whole.gif").frames, strict=False):
        np.testing.assert_array_equal(frame, case.frames[int(name[1:])])


def test_ffmpeg_draws_the_same_frames(case: Case) -> None:
    """Every one of them, pixel for pixel."""
    command = ["-v", "error", "-i", case.path, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = np.frombuffer(output_of("ffmpeg", *command), dtype=np.uint8)
    decoded = raw.reshape(-1, *case.frames[0].shape)
    assert len(decoded) == len(case.frames)
    for theirs, ours in zip(decoded, case.frames, strict=True):
        np.testing.assert_array_equal(theirs, ours)


def test_giflib_reads_every_record(case: Case, tmp_path: Path) -> None:
    """Its lister names every image and delay; its converter, which knows no transparency, draws the first frame."""
    said = output_of("giftext", case.path).decode(errors="replace")
    assert said.count("Image #") == len(case.frames)
    assert [int(delay) for delay in re.findall(r"DelayTime: (\d+)", said)] == case.delays
    assert len(output_of("gif2rgb", "-1", case.path)) == case.frames[0].size
    first = tmp_path / "first.gif"
    first.write_bytes(first_frame(case.path.read_bytes()))
    raw = np.frombuffer(output_of("gif2rgb", "-1", first), dtype=np.uint8)
    np.testing.assert_array_equal(raw.reshape(case.frames[0].shape), case.frames[0])


def first_frame(data: bytes) -> bytes:
    """Return a GIF up to the end of its first image, by walking over its blocks."""
    place = 13 + (3 << (data[10] & 7) + 1)
    while data[place] == ord("!"):
        place = after_blocks(data, place + 2)
    return data[: after_blocks(data, place + 11)] + b";"


def after_blocks(data: bytes, place: int) -> int:
    """Return where the sub-blocks that begin at `place` have ended."""
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


def answer_of_chromium(folder: Path) -> Any:
    """Return what the page in `folder` says when a headless Chromium opens it from localhost."""
    (folder / "index.html").write_text(PAGE)
    answers: queue.Queue[Any] = queue.Queue()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_POST(self) -> None:
            answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-extensions",
             "--force-color-profile=srgb"]  # fmt: skip
    handler = functools.partial(Handler, directory=folder)
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = f"http://127.0.0.1:{server.server_address[1]}/index.html"
        command = [system_tool("chromium"), *flags, f"--user-data-dir={profile}", page]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
            try:
                return answers.get(timeout=120)
            finally:
                browser.kill()
                server.shutdown()


def test_chromium_draws_the_same_frames_for_as_long(case: Case) -> None:
    """Each frame's pixels, by their digest, and its microseconds, from the browser's own decoder."""
    said = answer_of_chromium(case.path.parent)
    assert isinstance(said, list), said
    assert [duration for duration, _ in said] == [delay * 10_000 for delay in case.delays]
    for (_, digest), frame in zip(said, case.frames, strict=True):
        opaque = np.full((*frame.shape[:2], 1), 255, dtype=np.uint8)
        assert digest == hashlib.sha256(np.concatenate([frame, opaque], axis=2).tobytes()).hexdigest()
