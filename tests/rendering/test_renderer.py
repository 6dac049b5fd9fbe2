"""Rendering: any frame alone, in any order, pixel for pixel, and where it says."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import sgdviz
from sgdviz import Cue, Recording, Scene, Theme
from sgdviz.marks import Dots, Rect, Stroke, Text
from sgdviz.rendering import Renderer
from sgdviz.rendering.canvas import Canvas, rgb
from sgdviz.rendering.frame import NOWHERE
from sgdviz.theme import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

LOOKS = [
    Scene(),
    Scene(theme="dark", scale=1.5, loss_scale="linear"),
    Scene(panels=("loss",), size=(301, 203)),
    Scene(size=(90, 40)),  # so small that words lie over each other and over the plots
]


@pytest.mark.parametrize("scene", LOOKS)
@pytest.mark.parametrize("rows", [range(301), [0, 6, 30, 31, 299, 300], [300, 17, 17, 0, 250]])
def test_a_frame_alone_is_the_frame_in_sequence(run: Recording, scene: Scene, rows: list[int]) -> None:
    """Pixel for pixel, whatever came before."""
    renderer = Renderer(scene, run)
    checked = set(list(rows)[:: max(len(rows) // 6, 1)])
    for cue, frame in zip(
        [Cue(row, 0.1) for row in rows], renderer.frames([Cue(row, 0.1) for row in rows]), strict=True
    ):
        if cue.row in checked:
            np.testing.assert_array_equal(frame.pixels, renderer.still(cue).pixels)


@pytest.mark.parametrize("scene", LOOKS)
def test_nothing_changes_outside_the_boxes(run: Recording, scene: Scene) -> None:
    """What a frame says has changed is all that has."""
    animation = sgdviz.Animation(run, scene, sgdviz.Pacing(every=7))
    for before, frame in pairwise(animation.frames()):
        same = (frame.rgba == before.rgba).all(axis=2)
        for box in frame.changed:
            same[box.top : box.bottom, box.left : box.right] = True
        assert same.all()


def test_frames_that_are_kept_stay_as_they_are(short_run: Recording) -> None:
    """The public iterator gives each frame pixels of its own; they cover the picture and are opaque."""
    frames = list(sgdviz.animate(short_run).frames())
    assert len({frame.pixels.tobytes() for frame in frames}) == 13
    assert frames[0].pixels.shape == (400, 800, 3)
    assert all((frame.rgba[..., 3] == 255).all() for frame in frames)


def centre_of(pixels: np.ndarray, color: str, column: int, *, near: float) -> float:
    """Return the middle of the ink of `color` in a column of pixels, within 12 rows of `near`."""
    low = max(int(near) - 12, 0)
    strip = pixels[low : int(near) + 13, column].astype(float)
    ink = np.clip(1 - np.linalg.norm(strip - np.array(rgb(color)), axis=1) / 120, 0, None)
    return float((ink * (np.arange(len(ink)) + low + 0.5)).sum() / ink.sum())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("row", [0, 3, 40, 300])
def test_the_red_line_lies_where_m_and_b_say(run: Recording, theme: Theme, row: int) -> None:
    """To half a pixel, away from the points and the zero lines that cross it."""
    pixels = sgdviz.animate(run, theme=theme).still(row).pixels
    plot = Scene().lay_out(run)[0].plot_area
    m, b = run.params[row]
    for x in (-4.6, -2.9, -1.2, 2.45, 3.5):
        column = int(plot.left + (x + 5) / 9 * plot.width)
        middle = (column + 0.5 - plot.left) / plot.width * 9 - 5
        y = plot.bottom - (m * middle + b + 10) / 17.295 * plot.height
        if plot.top + 6 < y < plot.bottom - 6:
            assert centre_of(pixels, theme.line, column, near=y) == pytest.approx(y, abs=0.5)


@pytest.mark.parametrize("row", [0, 150, 300])
def test_the_data_points_are_where_they_belong(run: Recording, row: int) -> None:
    """The middle of each dot is the data's blue, at its place to the pixel."""
    pixels = sgdviz.animate(run).still(row).pixels
    plot = Scene().lay_out(run)[0].plot_area
    for x, y in zip(run.dataset.inputs, run.dataset.y, strict=True):
        column, line = plot.left + (x + 5) / 9 * plot.width, plot.bottom - (y + 10) / 17.295 * plot.height
        dot = pixels[int(line) - 12 : int(line) + 13, int(column) - 12 : int(column) + 13]
        rows, columns = np.nonzero((dot == rgb(LIGHT.data)).all(axis=2))
        assert rows.mean() == pytest.approx(12, abs=1)
        assert columns.mean() == pytest.approx(12, abs=1)


def test_text_is_blended_and_clipped() -> None:
    """Over a colour it takes steps between both; beyond the edge it is cut off, without an error."""
    canvas = Canvas(60, 20, "#000000")
    box = canvas.draw(Text("Hello world", 30, 15, 14, "#ffffff"))
    assert box.right == 60
    assert canvas.rgba[..., 0].max() == 255
    assert len(np.unique(canvas.rgba[..., 0])) > 10
    assert canvas.draw(Text("Hello", 500, 15, 14, "#ffffff")) == NOWHERE
    assert canvas.draw(Text("", 5, 15, 14, "#ffffff")) == NOWHERE


@pytest.mark.parametrize("anchor", ["left", "middle", "right"])
def test_text_stands_at_its_anchor(anchor: str) -> None:
    """The same ink, shifted by its width."""
    canvas = Canvas(200, 30, "#000000")
    canvas.draw(Text("HHH", 100, 20, 16, "#ffffff", anchor=anchor))  # type: ignore[arg-type]
    columns = np.nonzero(canvas.rgba[..., 0].any(axis=0))[0]
    middle = (columns.min() + columns.max() + 1) / 2
    sign = {"left": 1, "middle": 0, "right": -1}[anchor]
    assert (middle - 100) * sign >= 0
    assert abs(middle - 100) == pytest.approx(0 if sign == 0 else (columns.max() + 1 - columns.min()) / 2, abs=2.5)


@pytest.mark.parametrize(
    "points",
    [
        [[math.nan, math.nan], [5, 5]],
        [[-1e9, -1e9], [1e9, 1e9]],
        [[5, 5]],
        [[1e9, 1e9], [1e9, -1e9]],
    ],
)
def test_strokes_anywhere_do_no_harm(points: list[list[float]]) -> None:
    """NaN, one point and the far end of the world: no error, no ink outside the box that is returned."""
    canvas = Canvas(20, 20, "#ffffff")
    box = canvas.draw(Stroke(np.array(points, dtype=float), "#000000", 2, Rect(2, 2, 18, 18)))
    inked = np.argwhere((canvas.rgba[..., :3] != 255).any(axis=2))
    assert all(box.top <= row < box.bottom and box.left <= column < box.right for row, column in inked)


def test_dots_look_the_same_wherever_they_are() -> None:
    """Whole-pixel places: each dot is a copy of the first."""
    canvas = Canvas(80, 20, "#ffffff")
    canvas.draw(Dots(np.array([[10.2, 10.4], [30.9, 10.4], [60.5, 10.4]]), 4, "#ff0000", "#000000", 1))
    ink = (canvas.rgba[..., :3] != 255).any(axis=2)
    starts = np.nonzero(np.diff(ink.any(axis=0).astype(int)) == 1)[0] + 1
    first, *others = [canvas.rgba[:, start : start + 12] for start in starts]
    assert len(others) == 2
    for other in others:
        np.testing.assert_array_equal(other, first)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_scene_tells_its_inks(run: Recording, diverging_run: Recording, theme: Theme) -> None:
    """Every colour of every mark at every row, what moves first."""
    for recording in (run, diverging_run):
        renderer = Renderer(Scene(theme=theme), recording)
        used: set[str | None] = {theme.background}
        for panel in renderer.panels:
            marks = [*panel.backdrop(), *panel.deposits(0, len(recording))]
            for row in range(panel.shown_rows):
                marks += [*panel.resting(row), *panel.moving(row)]
            for mark in marks:
                used |= {mark.fill, mark.edge} if isinstance(mark, Dots) else {mark.color}
        assert used - {None} == {*renderer.inks, theme.background}
        assert renderer.inks.index(theme.line) < renderer.inks.index(theme.muted)


def test_a_sample_seen_once_keeps_its_colour(tmp_path: Path) -> None:
    """A mark of a single frame is in the palette as well."""
    recorder = sgdviz.Recorder([0, 1, 2], [0, 1, 2], predict=lambda xs: slope * xs)
    for step in range(9):
        slope = step / 9
        recorder.record(slope=slope, loss=1.0, sample=1 if step == 6 else None)
    animation = sgdviz.animate(recorder.recording())
    animation.save(tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as picture:
        picture.seek(6)
        decoded = np.array(picture.convert("RGB"))
    drawn = animation.still(7).pixels
    accent = rgb(LIGHT.accent)
    assert (drawn == accent).all(axis=2).sum() > 50
    assert (decoded[(drawn == accent).all(axis=2)] == accent).all()


def test_lasting_dots_are_the_dots_laid_down_one_by_one() -> None:
    """On any ground, where they lie over each other as well, to within the rounding of a channel."""
    centers = np.array([[20.0, 20.0], [24.0, 22.0], [50.0, 12.0], [-1.0, 30.0]])
    ground = np.random.default_rng(0).integers(0, 256, (40, 60, 3))
    pictures = []
    for lasting in (False, True):
        canvas = Canvas(60, 40, "#000000")
        canvas.rgba[..., :3] = ground
        canvas.draw(Dots(centers, 6.5, "#25578c", "#ffffff", 2.0, lasting=lasting))
        pictures.append(canvas.rgba.astype(int))
    off = np.abs(pictures[0] - pictures[1])
    assert off.max() <= 2
    assert (pictures[1][..., 3] == 255).all()
    assert (pictures[1][..., :3] != ground).any(axis=2).sum() > 300
