"""The colours of videos, as ffmpeg and Chromium show them: the thin red line stays red."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from film_helpers import write_film
from helpers import COLORS, answer_of_chromium, flat_frame, system_tool
from video_helpers import decoded

import sgdviz
from sgdviz.drawing.colors import channels

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

BOTH = pytest.mark.parametrize("suffix", [".mp4", ".webm"])


def off_the_line(pages: np.ndarray, frames: list[np.ndarray], color: tuple[int, ...]) -> np.ndarray:
    """Return, for each page, the mean difference of red, green and blue where the frame has exactly `color`."""
    differences = []
    for page, frame in zip(pages, frames, strict=True):
        line = (frame == color).all(axis=-1)
        assert line.sum() > 500
        differences.append(np.abs(page[line].astype(float) - color).mean(axis=0))
    return np.array(differences)


@pytest.mark.decoders
@BOTH
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_red_line_stays_red(run: Recording, tmp_path: Path, suffix: str, theme: str) -> None:
    """Ffmpeg decodes the pixels of the line to within 10 of 255 in each channel, and the whole to 32 dB or more.

    In each frame its own conversion of the same frames is off by more than 15 in red.
    """
    animation = sgdviz.animate(run, every=10, theme=theme)
    path = tmp_path / f"a{suffix}"
    animation.save(path)
    frames = [frame.rgb for frame in animation.frames()]
    color = channels(animation.scene.theme.line)
    pages = decoded(path)
    assert (off_the_line(pages, frames, color) < 10).all()
    for page, frame in zip(pages, frames, strict=True):
        assert np.mean((page.astype(float) - frame) ** 2) < 255**2 / 10**3.2
    plain = plainly_encoded(frames, tmp_path / f"plain{suffix}")
    assert (off_the_line(plain, frames, color)[:, 0] > 15).all()


def plainly_encoded(frames: list[np.ndarray], path: Path) -> np.ndarray:
    """Return the frames of the video that ffmpeg makes with its defaults but for the format of pixels."""
    height, width = frames[0].shape[:2]
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}"]
    matrix = ["-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_range", "tv"]
    speed = ["-deadline", "realtime", "-cpu-used", "8"] if path.suffix == ".webm" else []
    command = [system_tool("ffmpeg"), "-v", "error", *raw, "-r", "25", "-i", "-", *matrix, "-pix_fmt", "yuv420p"]
    subprocess.run([*command, *speed, path], input=np.stack(frames).tobytes(), check=True)
    return decoded(path)


PAGE = """<!doctype html><title>waiting</title><video muted preload="auto"></video><script>
const video = document.querySelector("video"), said = [];
const context = new OffscreenCanvas(64, 64).getContext("2d", {willReadFrequently: true});
const shown = async at => {
  await new Promise(done => { video.onseeked = done; video.currentTime = at; });
  let color = [0, 0, 0];  // black, which no frame is, until the decoder has handed one over
  for (let turn = 0; turn < 200 && !color.some(Boolean); turn++) {
    await new Promise(done => setTimeout(done, 10));
    context.drawImage(video, 0, 0);
    color = Array.from(context.getImageData(32, 32, 1, 1).data.slice(0, 3));
  }
  return color;
};
(async () => {
  const file = await (await fetch("NAME")).blob();
  await new Promise((done, fail) => {
    video.oncanplaythrough = done;
    video.onerror = () => fail(video.error.message);
    video.src = URL.createObjectURL(file);
  });
  for (const at of TIMES) said.push(await shown(at));
  return {duration: video.duration, width: video.videoWidth, height: video.videoHeight, shown: said};
})().catch(String).then(said => fetch("said", {method: "POST", body: JSON.stringify(said)}));
</script>"""


@pytest.mark.decoders
@BOTH
def test_chromium_shows_each_frame_at_its_time(tmp_path: Path, suffix: str) -> None:
    """Chromium finds the exact duration, the last hold included, and at each time the colour of its frame."""
    shown = [(1, 1.0), (2, 0.5), (3, 0.04), (0, 1.5)]
    path = write_film(tmp_path / f"a{suffix}", [flat_frame(np.full((64, 64), index), s) for index, s in shown])
    times, wanted = [0.05, 0.95, 1.05, 1.45, 1.52, 1.6, 3.0], [1, 1, 2, 2, 3, 0, 0]
    said = answer_of_chromium(tmp_path, PAGE.replace("NAME", path.name).replace("TIMES", str(times)))
    assert isinstance(said, dict), said
    assert said["duration"] == pytest.approx(3.04, abs=1e-3)
    assert (said["width"], said["height"]) == (64, 64)
    np.testing.assert_allclose(said["shown"], COLORS[wanted], atol=6)
