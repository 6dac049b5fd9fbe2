"""Transparent films: laid over any background, they look as if they were drawn there."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from helpers import gif_file, output_of, read_gif

import sgdviz
from sgdviz import DARK, LIGHT, Recording, Theme
from sgdviz.drawing.agg.frame import Box, Frame
from sgdviz.drawing.agg.transparent import uncovered
from sgdviz.drawing.layout import lay_out
from sgdviz.export import gif
from sgdviz.export.film import Film
from sgdviz.export.gif.palette import Palette

if TYPE_CHECKING:
    from pathlib import Path

LOOK: dict[str, Any] = {"size": (400, 200), "every": 3, "caption": "A caption below the panels."}
GROUNDS = ("#ffffff", "#000000", "#808080")
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def channels(color: str) -> np.ndarray:
    """Return the (3,) channels of a ``#rrggbb`` colour."""
    return np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)], dtype=float)


def over(rgba: np.ndarray, ground: str) -> np.ndarray:
    """Return (H, W, 3) colours of (H, W, 4) straight alpha over `ground`. Source: Porter and Duff, 1984."""
    share = rgba[..., 3:] / 255
    return rgba[..., :3] * share + channels(ground) * (1 - share)


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
def test_a_png_over_any_ground_is_the_scene_on_that_ground(
    short_run: Recording, tmp_path: Path, theme: Theme, ground: str
) -> None:
    """A transparent PNG over a colour is, to within three steps of a channel, the scene with that background."""
    sgdviz.animate(short_run, theme=theme, transparent=True, **LOOK).save(f"{tmp_path}/frames/", tmp_path / "a.png")
    wanted = list(sgdviz.animate(short_run, theme=theme.over(ground), **LOOK).frames())
    files = [*sorted((tmp_path / "frames").iterdir()), tmp_path / "a.png"]
    assert len(files) == len(wanted) + 1
    for file, frame in zip(files, [*wanted, wanted[-1]], strict=True):
        read = iio.imread(file)
        assert read.shape == (200, 400, 4)
        assert np.abs(over(read, ground).round() - frame.rgb).max() <= 3  # soft edges are rounded one above the other


@BOTH
def test_the_background_is_clear_and_the_line_is_solid(short_run: Recording, theme: Theme) -> None:
    """Alpha is 0 at the corners, 255 inside the line in its own colour, and between them at edges."""
    rgba = sgdviz.animate(short_run, theme=theme, transparent=True).still().pixels
    assert (rgba[0, 0].tolist(), rgba[-1, -1].tolist()) == ([0, 0, 0, 0], [0, 0, 0, 0])
    line = (rgba == [*channels(theme.line), 255]).all(axis=2)
    assert line.sum() > 500
    soft = (rgba[..., 3] > 0) & (rgba[..., 3] < 255)
    assert soft.sum() > 500
    assert 0.7 < (rgba[..., 3] == 0).mean() < 0.97


def test_alpha_follows_from_black_and_white() -> None:
    """`uncovered` recovers every alpha with random colours from how it looks on black and on white."""
    rng = np.random.default_rng(3)
    rgba = rng.integers(0, 256, (256, 40, 4)).astype(np.uint8)
    rgba[..., 3] = np.arange(256)[:, None]
    on_black, on_white = (
        np.concatenate([over(rgba, ground).round(), rgba[..., 3:]], axis=2).astype(np.uint8)
        for ground in ("#000000", "#ffffff")
    )
    again = uncovered(on_black, on_white)
    assert np.abs(again[..., 3].astype(int) - rgba[..., 3]).max() <= 1
    assert (again[0] == 0).all()
    np.testing.assert_array_equal(again[255], rgba[255])
    for ground in GROUNDS:
        assert np.abs(over(again, ground) - over(rgba, ground)).max() <= 2.01


def test_a_transparent_frame_alone_is_the_frame_in_sequence(short_run: Recording) -> None:
    """A still has the pixels of the frame, and nothing changes outside the boxes."""
    animation = sgdviz.animate(short_run, transparent=True)
    frames = list(animation.frames())
    for row in (0, 5, 12):
        np.testing.assert_array_equal(frames[row].pixels, animation.still(row).pixels)
    for before, frame in itertools.pairwise(frames):
        same = (frame.pixels == before.pixels).all(axis=2)
        for box in frame.changed:
            same[box.top : box.bottom, box.left : box.right] = True
        assert same.all()


@pytest.mark.slow
@BOTH
def test_a_gif_over_the_theme_s_background_is_the_scene(run: Recording, tmp_path: Path, theme: Theme) -> None:
    """Every pixel is as near to the opaque frame as the palette allows, and the background is transparent."""
    look = {**LOOK, "every": "pass"}
    sgdviz.animate(run, theme=theme, transparent=True, **look).save(tmp_path / "a.gif")
    opaque = sgdviz.animate(run, theme=theme, **look)
    decoded = read_gif(tmp_path / "a.gif", "RGBA").frames
    frames = list(opaque.frames())
    assert len(decoded) == len(frames) == 51
    layout = lay_out(replace(opaque.scene, transparent=True), run)
    colors = Palette(theme.background, layout.colors).colors[1:].astype(float)
    for picture, frame in zip(decoded, frames, strict=True):
        assert set(np.unique(picture[..., 3])) == {0, 255}
        plain = (frame.rgb == channels(theme.background)).all(axis=2)
        assert (picture[plain, 3] == 0).mean() > 0.999
        seen = over(picture, theme.background)
        flat = frame.rgb.reshape(-1, 3).astype(float)
        nearest = np.sqrt(((flat[:, None] - colors) ** 2).sum(axis=2).min(axis=1))
        off = np.sqrt(((seen.reshape(-1, 3) - flat) ** 2).sum(axis=1))
        assert (off <= nearest + 2 * 2 * np.sqrt(3)).all()
        line = (frame.rgb == channels(theme.line)).all(axis=2)
        assert (picture[line] == [*channels(theme.line), 255]).all()


@pytest.mark.decoders
def test_ffmpeg_and_gifsicle_draw_the_same_frames(run: Recording, tmp_path: Path) -> None:
    """Both decode the same alpha and the same visible colours of every frame, without complaint."""
    path = tmp_path / "a.gif"
    sgdviz.animate(run, transparent=True, **{**LOOK, "every": 2}).save(path)
    decoded, durations, _ = read_gif(path, "RGBA")
    assert sum(durations) == sum(round(cue.seconds * 1000) for cue in sgdviz.animate(run, every=2).cues)
    command = ["-v", "error", "-i", path, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "-"]
    raw = np.frombuffer(output_of("ffmpeg", *command), dtype=np.uint8).reshape(-1, 200, 400, 4)
    assert len(raw) == len(decoded)
    output_of("gifsicle", "--unoptimize", path, "-o", tmp_path / "whole.gif")
    whole = read_gif(tmp_path / "whole.gif", "RGBA").frames
    for ours, *others in zip(decoded, raw, whole, strict=True):
        there = ours[..., 3] == 255
        for theirs in others:
            np.testing.assert_array_equal(theirs[..., 3], ours[..., 3])
            np.testing.assert_array_equal(theirs[there], ours[there])


@pytest.mark.decoders
def test_gifsicle_sees_every_picture_taken_away(short_run: Recording, tmp_path: Path) -> None:
    """Every picture is disposed of to the background and read without a warning."""
    sgdviz.animate(short_run, transparent=True, **LOOK).save(tmp_path / "a.gif")
    said = output_of("gifsicle", "--info", tmp_path / "a.gif").decode()
    assert said.count("image #") == said.count("disposal background") == 5
    assert "warning" not in said


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_makes_the_same_bytes(run: Recording, tmp_path: Path, workers: int) -> None:
    """A transparent GIF and folder of several chunks are the same from one process and from several."""
    animation = sgdviz.animate(run, transparent=True, size=(400, 200), every=2)
    animation.save(tmp_path / "one.gif", f"{tmp_path}/one/", workers=1)
    animation.save(tmp_path / "many.gif", f"{tmp_path}/many/", workers=workers)
    assert (tmp_path / "one.gif").read_bytes() == (tmp_path / "many.gif").read_bytes()
    for one, other in zip(sorted((tmp_path / "one").iterdir()), sorted((tmp_path / "many").iterdir()), strict=True):
        assert one.read_bytes() == other.read_bytes()


def frames_of(*pictures: np.ndarray, seconds: float = 0.1) -> list[Frame]:
    """Return frames of (H, W, 4) pixels, all of which count as changed."""
    height, width = pictures[0].shape[:2]
    return [Frame(np.ascontiguousarray(p), seconds, (Box(0, height, 0, width),)) for p in pictures]


def test_each_frame_replaces_the_one_before(tmp_path: Path) -> None:
    """Pictures do not add up, equal frames are one, an empty one is empty, and a hold of 700 s keeps its picture."""
    empty = np.zeros((6, 9, 4), dtype=np.uint8)
    one, other = empty.copy(), empty.copy()
    one[1:3, 2:5] = other[4, 8] = (0xD6, 0x21, 0x3F, 255)
    frames = frames_of(one, one, other, empty, empty, one) + frames_of(other, seconds=700.0)
    film = Film(9, 6, len(frames), 0.02, 0, 1.0, "#ffffff", ("#d6213f",), transparent=True)
    encoder = gif.encoder(film)
    with gif_file(tmp_path / "a.gif", film) as add:
        for frame in frames:
            add(encoder.encode(frame, last=False), frame.seconds)
    decoded, durations, _ = read_gif(tmp_path / "a.gif", "RGBA")
    assert durations == [200, 100, 200, 100, 655340, 44660]
    for picture, wanted in zip(decoded, (one, other, empty, one, other, other), strict=True):
        np.testing.assert_array_equal(picture[..., 3], wanted[..., 3])
        np.testing.assert_array_equal(picture[wanted[..., 3] == 255], wanted[wanted[..., 3] == 255])
