"""A transparent background: laid over any slide, it looks as if it had been drawn there."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest
from conftest import system_tool
from PIL import Image, ImageSequence
from test_decoders import output_of

import sgdviz
from sgdviz import InputError, Recording, Theme
from sgdviz.exporters import Film, gif
from sgdviz.exporters.palette import Palette
from sgdviz.rendering.frame import Box, Frame
from sgdviz.rendering.transparent import uncovered
from sgdviz.theme import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

LOOK: dict[str, Any] = {"size": (400, 200), "every": 3, "caption": "What is said under it."}
GROUNDS = ("#ffffff", "#000000", "#808080")
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def channels(color: str) -> np.ndarray:
    """Return the (3,) channels of a ``#rrggbb`` colour."""
    return np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)], dtype=float)


def over(rgba: np.ndarray, ground: str) -> np.ndarray:
    """Return (H, W, 3) colours of (H, W, 4) straight alpha over `ground`. Source: Porter and Duff, 1984."""
    share = rgba[..., 3:] / 255
    return rgba[..., :3] * share + channels(ground) * (1 - share)


def pages(path: Path) -> tuple[list[np.ndarray], list[int]]:
    """Return the frames of a GIF as RGBA, and their milliseconds, as Pillow reads them."""
    with Image.open(path) as picture:
        read = [(np.array(page.convert("RGBA")), page.info["duration"]) for page in ImageSequence.Iterator(picture)]
    return [frame for frame, _ in read], [int(duration) for _, duration in read]


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
def test_a_png_over_any_ground_is_the_scene_on_that_ground(
    short_run: Recording, tmp_path: Path, theme: Theme, ground: str
) -> None:
    """To within two steps of a channel: as drawn by the ordinary renderer, on a theme with that background."""
    sgdviz.animate(short_run, theme=theme, transparent=True, **LOOK).save(f"{tmp_path}/frames/", tmp_path / "a.png")
    wanted = list(sgdviz.animate(short_run, theme=theme.over(ground), **LOOK).frames())
    files = [*sorted((tmp_path / "frames").iterdir()), tmp_path / "a.png"]
    assert len(files) == len(wanted) + 1
    for file, frame in zip(files, [*wanted, wanted[-1]], strict=True):
        read = iio.imread(file)
        assert read.shape == (200, 400, 4)
        assert np.abs(over(read, ground).round() - frame.pixels).max() <= 2


@BOTH
def test_alpha_is_what_it_must_be(short_run: Recording, theme: Theme) -> None:
    """Nothing at the corners, all of the ink in the line, in its own colour, and something between at its edges."""
    rgba = sgdviz.animate(short_run, theme=theme, transparent=True).still().rgba
    assert (rgba[0, 0].tolist(), rgba[-1, -1].tolist()) == ([0, 0, 0, 0], [0, 0, 0, 0])
    line = (rgba == [*channels(theme.line), 255]).all(axis=2)
    assert line.sum() > 500
    soft = (rgba[..., 3] > 0) & (rgba[..., 3] < 255)
    assert soft.sum() > 500
    assert 0.7 < (rgba[..., 3] == 0).mean() < 0.97


def test_alpha_comes_back_from_two_grounds() -> None:
    """Every alpha with random colours: laid over black and white by the formula, and taken apart again."""
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
    """Pixel for pixel, and nothing changes outside the boxes."""
    animation = sgdviz.animate(short_run, transparent=True)
    frames = list(animation.frames())
    for row in (0, 5, 12):
        np.testing.assert_array_equal(frames[row].rgba, animation.still(row).rgba)
    for before, frame in itertools.pairwise(frames):
        same = (frame.rgba == before.rgba).all(axis=2)
        for box in frame.changed:
            same[box.top : box.bottom, box.left : box.right] = True
        assert same.all()


@BOTH
def test_a_gif_over_the_theme_s_background_is_the_scene(run: Recording, tmp_path: Path, theme: Theme) -> None:
    """Every pixel within the palette's step and two of the ordinary frame; what is background there is nothing here."""
    look = {**LOOK, "every": "pass"}
    sgdviz.animate(run, theme=theme, transparent=True, **look).save(tmp_path / "a.gif")
    opaque = sgdviz.animate(run, theme=theme, **look)
    film = sgdviz.Animation(run, replace(opaque.scene, transparent=True), sgdviz.Pacing(every="pass"))
    decoded, _ = pages(tmp_path / "a.gif")
    frames = list(opaque.frames())
    assert len(decoded) == len(frames) == 51
    inks = film._renderer.inks
    colors = Palette(theme.background, inks).colors[1:].astype(float)
    for picture, frame in zip(decoded, frames, strict=True):
        assert set(np.unique(picture[..., 3])) == {0, 255}
        plain = (frame.pixels == channels(theme.background)).all(axis=2)
        assert (picture[plain, 3] == 0).mean() > 0.999
        seen = over(picture, theme.background)
        flat = frame.pixels.reshape(-1, 3).astype(float)
        nearest = np.sqrt(((flat[:, None] - colors) ** 2).sum(axis=2).min(axis=1))
        off = np.sqrt(((seen.reshape(-1, 3) - flat) ** 2).sum(axis=1))
        assert (off <= nearest + 2 * 2 * np.sqrt(3)).all()
        line = (frame.pixels == channels(theme.line)).all(axis=2)
        assert (picture[line] == [*channels(theme.line), 255]).all()


def test_ffmpeg_and_gifsicle_draw_the_same_frames(run: Recording, tmp_path: Path) -> None:
    """Alpha and every colour that is there, in every frame, and no complaint."""
    path = tmp_path / "a.gif"
    sgdviz.animate(run, transparent=True, **{**LOOK, "every": 2}).save(path)
    decoded, durations = pages(path)
    assert sum(durations) == sum(round(cue.seconds * 1000) for cue in sgdviz.animate(run, every=2).cues)
    command = ["-v", "error", "-i", path, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "-"]
    raw = np.frombuffer(output_of("ffmpeg", *command), dtype=np.uint8).reshape(-1, 200, 400, 4)
    assert len(raw) == len(decoded)
    output_of("gifsicle", "--unoptimize", path, "-o", tmp_path / "whole.gif")
    whole, _ = pages(tmp_path / "whole.gif")
    for ours, *others in zip(decoded, raw, whole, strict=True):
        there = ours[..., 3] == 255
        for theirs in others:
            np.testing.assert_array_equal(theirs[..., 3], ours[..., 3])
            np.testing.assert_array_equal(theirs[there], ours[there])


def test_gifsicle_sees_what_is_taken_away(short_run: Recording, tmp_path: Path) -> None:
    """Every image is disposed of to the background, and read without a warning."""
    system_tool("gifsicle")
    sgdviz.animate(short_run, transparent=True, **LOOK).save(tmp_path / "a.gif")
    said = output_of("gifsicle", "--info", tmp_path / "a.gif").decode()
    assert said.count("image #") == said.count("disposal background") == 5
    assert "warning" not in said


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_makes_the_same_bytes(run: Recording, tmp_path: Path, workers: int) -> None:
    """With several stretches, of a GIF and of a folder."""
    animation = sgdviz.animate(run, transparent=True, size=(160, 80), every=2)
    animation.save(tmp_path / "one.gif", f"{tmp_path}/one/", workers=1)
    animation.save(tmp_path / "many.gif", f"{tmp_path}/many/", workers=workers)
    assert (tmp_path / "one.gif").read_bytes() == (tmp_path / "many.gif").read_bytes()
    for one, other in zip(sorted((tmp_path / "one").iterdir()), sorted((tmp_path / "many").iterdir()), strict=True):
        assert one.read_bytes() == other.read_bytes()


def frames_of(*pictures: np.ndarray, seconds: float = 0.1) -> list[Frame]:
    """Return frames of (H, W, 4) pixels, all of which may have changed."""
    height, width = pictures[0].shape[:2]
    return [Frame(np.ascontiguousarray(p), seconds, (Box(0, height, 0, width),)) for p in pictures]


def write(path: Path, frames: list[Frame]) -> tuple[list[np.ndarray], list[int]]:
    """Write `frames` as a transparent GIF and read it again."""
    height, width = frames[0].rgba.shape[:2]
    film = Film(width, height, len(frames), 0.02, 0, 1.0, "#ffffff", ("#d6213f",), transparent=True)
    encoder = gif.encoder(film)
    with gif.writer(str(path), film) as add:
        for frame in frames:
            add(encoder.encode(frame, last=False), frame.seconds)
    return pages(path)


def test_frames_come_and_go(tmp_path: Path) -> None:
    """What is gone is gone, same frames are one, an empty one is empty, and a hold past GIF's longest keeps its ink."""
    empty = np.zeros((6, 9, 4), dtype=np.uint8)
    one, other = empty.copy(), empty.copy()
    one[1:3, 2:5] = other[4, 8] = (0xD6, 0x21, 0x3F, 255)
    shown = frames_of(one, one, other, empty, empty, one) + frames_of(other, seconds=700.0)
    decoded, durations = write(tmp_path / "a.gif", shown)
    assert durations == [200, 100, 200, 100, 655340, 44660]
    for picture, wanted in zip(decoded, (one, other, empty, one, other, other), strict=True):
        np.testing.assert_array_equal(picture[..., 3], wanted[..., 3])
        np.testing.assert_array_equal(picture[wanted[..., 3] == 255], wanted[wanted[..., 3] == 255])


def test_a_size_can_be_asked_for(short_run: Recording, tmp_path: Path) -> None:
    """As of any other GIF; it stays transparent."""
    animation = sgdviz.animate(short_run, transparent=True)
    (made,) = animation.save(tmp_path / "a.gif", max_size=40_000)
    assert made.bytes <= 40_000
    assert made.given_up
    assert (pages(tmp_path / "a.gif")[0][-1][..., 3] == 0).mean() > 0.5


def test_transparent_is_yes_or_no() -> None:
    """A word is refused."""
    with pytest.raises(InputError, match="transparent is 'yes'; give True or False"):
        sgdviz.Scene(transparent="yes")  # type: ignore[arg-type] # that is what is tested
