"""Transparent pictures; `tests/export/gif/test_transparent.py` has the tests on files."""

from __future__ import annotations

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, plot_of

import sgdviz
from sgdviz import DARK, LIGHT, Cue, Recording, Scene, Theme
from sgdviz.drawing.agg import Renderer, renderer_of
from sgdviz.drawing.agg.transparent import TransparentRenderer, uncovered
from sgdviz.drawing.colors import channels
from sgdviz.drawing.layout import lay_out


@pytest.mark.parametrize("transparent", [False, True])
def test_the_scene_decides_on_the_renderer(short_run: Recording, *, transparent: bool) -> None:
    """A transparent scene has a renderer that leaves out the background, any other scene one that draws it."""
    renderer = renderer_of(lay_out(Scene(transparent=transparent), short_run))
    assert type(renderer) is (TransparentRenderer if transparent else Renderer)
    assert (renderer.width, renderer.height) == (800, 400)


@BOTH_THEMES
def test_halos_are_holes(short_run: Recording, theme: Theme) -> None:
    """The halo of a data point, which has the background's colour, lets the background of a page through."""
    layout = lay_out(Scene(theme=theme, transparent=True), short_run)
    pixels = renderer_of(layout).still(Cue(0, 0.1)).pixels
    opaque = Renderer(layout).still(Cue(0, 0.1)).pixels
    fit = layout.panels[0]
    seen = 0
    for x, y in plot_of(fit).place(short_run.dataset.inputs, short_run.dataset.y):
        place = slice(int(y) - 9, int(y) + 10), slice(int(x) - 9, int(x) + 10)
        halo = (opaque[place][..., :3] == channels(theme.background)).all(axis=2)
        assert (pixels[place][..., 3][halo] <= 4).all()
        assert pixels[int(y), int(x)].tolist() == [*channels(theme.data), 255]
        seen += int(halo.sum())
    assert seen > 100


@BOTH_THEMES
def test_the_grid_and_the_trail_let_the_background_through(run: Recording, theme: Theme) -> None:
    """A pixel of the grid or of the trail has little alpha, the paler the less, and one of the line has all of it."""
    layout = lay_out(Scene(panels=("fit",), size=(480, 400), theme=theme, transparent=True), run)
    alpha = renderer_of(layout).still(Cue(300, 0.1)).pixels[..., 3]
    opaque = Renderer(layout).still(Cue(300, 0.1)).rgb
    found = [
        int(np.median(alpha[(opaque == channels(color)).all(axis=2)]))
        for color in (theme.line, *theme.trail[:2], theme.trail[-1])
    ]
    assert found[0] == 255
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 4
    assert found[1] < 190
    grid = alpha[(opaque == channels(theme.grid)).all(axis=2)]
    assert len(grid) > 500
    assert 5 < np.median(grid) < 60


@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_a_transparent_frame_on_the_theme_s_background_is_the_frame(short_run: Recording, ground: Theme) -> None:
    """Laid over the background of its theme, a transparent frame is the ordinary one to within three steps."""
    scene = {"theme": ground, "size": (400, 200)}
    frames = sgdviz.animate(short_run, transparent=True, **scene).frames()  # type: ignore[arg-type]
    ordinary = sgdviz.animate(short_run, **scene).frames()  # type: ignore[arg-type]
    for frame, expected in zip(frames, ordinary, strict=True):
        share = frame.pixels[..., 3:] / 255
        over = frame.rgb * share + np.array(channels(ground.background)) * (1 - share)
        assert np.abs(over.round() - expected.rgb).max() <= 3  # each layer is rounded


def test_a_pixel_is_uncovered_from_black_and_white() -> None:
    """A pixel that is the same on black and white is opaque, one that is the ground has no colour, others mix."""
    on_black = np.array([[[214, 33, 63, 255], [0, 0, 0, 255], [50, 0, 100, 255]]], dtype=np.uint8)
    on_white = np.array([[[214, 33, 63, 255], [255, 255, 255, 255], [177, 127, 227, 255]]], dtype=np.uint8)
    assert uncovered(on_black, on_white).tolist() == [[[214, 33, 63, 255], [0, 0, 0, 0], [100, 0, 199, 128]]]
