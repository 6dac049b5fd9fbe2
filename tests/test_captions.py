"""Captions: every word under the panels, and nothing over anything else."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import ImageFont

import sgdviz
from sgdviz import Recording, Scene, Theme
from sgdviz.marks import Mark, Text
from sgdviz.rendering import Renderer
from sgdviz.rendering.canvas import Canvas
from sgdviz.theme import DARK, LIGHT
from sgdviz.typesetting import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.rendering.frame import Box

LONG = (
    "Every step moves m and b a little way against the gradient of one sample's squared error, "
    "and the mean over all six points goes down, though not at every single step of the way."
)

REGULAR = f"{sgdviz.__path__[0]}/fonts/Inter-Regular.ttf"

SCENES: list[dict[str, Any]] = [
    {},
    {"theme": "dark", "scale": 2.0},
    {"panels": ("fit",), "size": (480, 400)},
    {"panels": ("loss",), "size": (320, 400)},
    {"size": (1280, 720)},
]


def box_of(mark: Text, scene: Scene) -> Box:
    """Return the pixels that a text inks, by drawing it alone."""
    canvas = Canvas(*scene.pixels, "#ffffff")
    return canvas.draw(mark)


def texts(marks: Iterable[Mark]) -> list[Text]:
    """Return those of `marks` that are texts."""
    return [mark for mark in marks if isinstance(mark, Text)]


@pytest.mark.parametrize("settings", SCENES)
def test_nothing_overlaps(run: Recording, settings: dict[str, Any]) -> None:
    """Labels, readouts and caption lines keep clear of each other, of the plots and of the edges."""
    scene = Scene(caption=LONG, **settings)
    panels = scene.lay_out(run)
    lines = scene.laid_caption(run).marks
    words = [text for panel in panels for text in texts([*panel.backdrop(), *panel.moving(0)])]
    # A step in fixed places stands in the heading's line twice: as it is made room for, and as it is.
    boxes = [box_of(mark, scene) for mark in dict.fromkeys([*words, *lines])]
    for one, other in combinations(boxes, 2):
        apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
        assert apart, (one, other)
    for line in lines:
        box = box_of(line, scene)
        assert all(box.top > panel.plot_area.bottom for panel in panels)
        assert box.left >= panels[0].plot_area.left - 2 * scene.unit
        assert box.right <= panels[-1].plot_area.right + 2
        assert box.bottom < scene.pixels[1] - 8 * scene.unit


@pytest.mark.parametrize("settings", SCENES)
def test_panels_give_way(run: Recording, settings: dict[str, Any]) -> None:
    """They have the height that is left, and their type stays as large."""
    plain, captioned = Scene(**settings), Scene(caption=LONG, **settings)
    for before, after in zip(plain.lay_out(run), captioned.lay_out(run), strict=True):
        assert after.area.bottom == before.area.bottom - captioned.laid_caption(run).height
        assert after.unit == before.unit
        assert (after.area.left, after.area.right) == (before.area.left, before.area.right)
        assert after.plot_area.height > 0.5 * before.plot_area.height


def test_without_a_caption_nothing_changes(run: Recording) -> None:
    """An empty one takes no room."""
    for caption in (None, "", "  \n"):
        scene = Scene(caption=caption)
        assert scene.laid_caption(run).height == 0
        assert scene.laid_caption(run).marks == ()
        np.testing.assert_array_equal(
            sgdviz.Animation(run, scene, sgdviz.Pacing()).still(9).pixels, sgdviz.animate(run).still(9).pixels
        )


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_caption_is_drawn_in_the_muted_colour_and_stays(short_run: Recording, theme: Theme) -> None:
    """Only the background and the muted colour are at the foot of every frame, and no frame changes there."""
    animation = sgdviz.animate(short_run, theme=theme, caption="What is said.")
    top = round(400 - animation.scene.laid_caption(short_run).height)
    feet = [frame.pixels[top:].copy() for frame in animation.frames()]
    for before, after in pairwise(feet):
        np.testing.assert_array_equal(before, after)
    muted = [int(theme.muted[place : place + 2], 16) for place in (1, 3, 5)]
    assert (feet[0] == muted).all(axis=2).sum() > 20
    assert theme.muted in Renderer(animation.scene, short_run).inks


@pytest.mark.parametrize("room", [90, 200, 350, 700])
def test_lines_hold_all_words_in_order(room: int) -> None:
    """As few lines as a line at a time needs, none wider than the room, measured by Pillow itself."""
    lines = wrap(LONG, 14, room, most=99)
    assert " ".join(lines) == LONG
    measure = ImageFont.truetype(REGULAR, 14, layout_engine=ImageFont.Layout.BASIC).getlength
    assert max(map(measure, lines)) <= room
    least, used = 1, ""
    for word in LONG.split():
        if measure(f"{used} {word}".strip()) > room:
            least, used = least + 1, word
        else:
            used = f"{used} {word}".strip()
    assert len(lines) == least


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    """After the last line, and in a word wider than a line; no word stays alone in a last line."""
    lines = wrap(LONG, 14, 200, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert LONG.startswith(f"{lines[0]} {lines[1].removesuffix('…')}")
    assert (
        max(ImageFont.truetype(REGULAR, 14, layout_engine=ImageFont.Layout.BASIC).getlength(line) for line in lines)
        <= 200
    )
    assert wrap("W" * 300, 14, 100, most=3)[0].endswith("W…")
    assert wrap("", 14, 100, most=3) == []
    first, second = wrap("one two three four five six seven", 14, 205, most=3)
    assert len(second) > len("seven")
    assert first.startswith("one two")


@pytest.mark.parametrize("size", [(800, 400), (320, 200), (1600, 500)])
def test_a_title_too_long_for_the_first_panel_stands_over_all(run: Recording, size: tuple[int, int]) -> None:
    """Whole, in at most two lines; the panels begin below it and have their own headings."""
    title = "How one artificial neuron learns a straight line from six points, step by step"
    scene = Scene(title=title, size=size)
    lines = scene.laid_title(run).marks
    assert " ".join(line.text for line in lines) == title
    assert len(lines) <= 2
    head = scene.lay_out(run)[0]
    assert head.title == "Fit"
    assert head.area.top == scene.laid_title(run).height > lines[-1].y
    short = Scene(title="One line", size=size)
    assert short.laid_title(run).height == 0
    assert short.lay_out(run)[0].title == "One line"


def test_a_title_far_too_long_ends_in_an_ellipsis(run: Recording) -> None:
    """It belongs into the text around the picture."""
    lines = Scene(title="word " * 60).laid_title(run).marks
    assert len(lines) == 2
    assert lines[-1].text.endswith("…")


@pytest.mark.parametrize("overlay", [True, False])
def test_a_comparison_s_title_lines_up_with_all_below(run: Recording, short_run: Recording, *, overlay: bool) -> None:
    """Over the strip where it is too long for that, from the same left edge as panels and caption."""
    title = "Two runs over the same six points, of which one ended early, and neither of them was any the worse for it"
    animation = sgdviz.animate([run, short_run], title=title, caption="What is said.", overlay=overlay)
    comparison, scene = animation._shown, animation.scene
    lines = scene.laid_title(comparison).marks
    assert " ".join(line.text for line in lines) == title
    strip, head, *_ = animation._renderer.panels
    assert strip.area.top == scene.laid_title(comparison).height
    edges = {lines[0].x, scene.laid_caption(comparison).marks[0].x, strip.plot_area.left, head.plot_area.left}
    assert len(edges) == 1
    assert strip.title == ""
    short = sgdviz.animate([run, short_run], title="Two runs", overlay=overlay)._renderer
    assert short.around == ()
    assert short.panels[0].title == "Two runs"
