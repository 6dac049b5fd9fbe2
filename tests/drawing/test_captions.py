"""Captions and titles: whole, clear of everything else, and with the room that they need."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, box_of, plot_of, text_marks

import sgdviz
from sgdviz import DARK, LIGHT, Recording, Scene, Theme
from sgdviz.drawing.captions import lay_caption, lay_title
from sgdviz.drawing.colors import channels
from sgdviz.drawing.layout import lay_out

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.marks import Text

LONG = (
    "Every step moves m and b a little way against the gradient of one sample's squared error, "
    "and the mean over all six points goes down, though not at every single step of the way."
)

TITLE = "How one artificial neuron learns a straight line from six points, step by step"

SCENES: list[dict[str, Any]] = [
    {},
    {"theme": DARK, "scale": 2.0},
    {"panels": ("fit",), "size": (480, 400)},
    {"panels": ("loss",), "size": (320, 400)},
    {"size": (1280, 720)},
]


def lines_of(layout: Layout, role: str) -> list[Text]:
    """Return the texts around the panels that are the "title" or the "caption"."""
    return [text for text in layout.around if text.role == role]


@pytest.mark.parametrize("settings", SCENES)
def test_nothing_overlaps(run: Recording, settings: dict[str, Any]) -> None:
    """Labels, readouts and caption lines keep clear of each other, of the plots and of the edges."""
    scene = Scene(caption=LONG, **settings)
    layout = lay_out(scene, run)
    panels, lines = layout.panels, lines_of(layout, "caption")
    words = [text for panel in panels for text in text_marks([*panel.static(), *panel.moving(0), *panel.labels(0)])]
    boxes = [box_of(mark, layout.size) for mark in [*words, *lines]]
    assert len(lines) >= 2
    for one, other in combinations(boxes, 2):
        apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
        assert apart, (one, other)
    for line in lines:
        box = box_of(line, layout.size)
        assert all(box.top > panel.plot_area.bottom for panel in panels)
        assert box.left >= panels[0].plot_area.left - 2 * layout.unit
        assert box.right <= panels[-1].plot_area.right + 2
        assert box.bottom < layout.size[1] - 8 * layout.unit


@pytest.mark.parametrize("settings", SCENES)
def test_panels_give_way_to_a_caption(run: Recording, settings: dict[str, Any]) -> None:
    """Panels over a caption have the height that is left, and their type stays as large."""
    plain, captioned = lay_out(Scene(**settings), run), lay_out(Scene(caption=LONG, **settings), run)
    scene = captioned.scene
    taken = lay_caption(LONG, scene.theme, captioned.unit, *captioned.size).height
    assert taken > 0
    for before, after in zip(plain.panels, captioned.panels, strict=True):
        assert after.area.bottom == before.area.bottom - taken
        assert after.unit == before.unit
        assert (after.area.left, after.area.right) == (before.area.left, before.area.right)
        assert after.plot_area.height > 0.5 * before.plot_area.height


@pytest.mark.parametrize("caption", [None, "", "  \n"])
def test_an_empty_caption_takes_no_room(run: Recording, caption: str | None) -> None:
    """The picture with an empty caption is the picture without one."""
    lines = lay_caption("", LIGHT, 1.0, 800, 400)
    assert (lines.marks, lines.height) == ((), 0.0)
    scene = Scene(caption=caption)
    assert lay_out(scene, run).around == ()
    np.testing.assert_array_equal(
        sgdviz.Animation(run, scene, sgdviz.Pacing()).still(9).rgb, sgdviz.animate(run).still(9).rgb
    )


@BOTH_THEMES
def test_the_caption_is_drawn_in_the_muted_color_and_stays(short_run: Recording, theme: Theme) -> None:
    """The muted colour is at the foot of every frame, and no frame changes there."""
    animation = sgdviz.animate(short_run, theme=theme, caption="A caption.")
    top = round(400 - lay_caption("A caption.", theme, 1.0, 800, 400).height)
    feet = [frame.rgb[top:].copy() for frame in animation.frames()]
    assert len(feet) == 13
    for before, after in pairwise(feet):
        np.testing.assert_array_equal(before, after)
    assert (feet[0] == channels(theme.muted)).all(axis=2).sum() > 10
    assert theme.muted in animation.layout.colors


@pytest.mark.parametrize("unit", [1.0, 2.0])
def test_a_caption_ends_at_its_place(unit: float) -> None:
    """The last line of a caption stands 18 reference pixels above the edge, and the lines are 20 apart."""
    lines = lay_caption(LONG, LIGHT, unit, round(800 * unit), round(400 * unit))
    assert lines.marks[-1].y == 382 * unit
    assert {after.y - before.y for before, after in pairwise(lines.marks)} == {20 * unit}
    assert lines.height == (20 + 20 * (len(lines.marks) - 1) + 18) * unit
    assert {mark.role for mark in lines.marks} == {"caption"}


@pytest.mark.parametrize("size", [(800, 400), (400, 240), (1600, 500)])
def test_a_title_too_long_for_the_first_panel_stands_over_all(run: Recording, size: tuple[int, int]) -> None:
    """Such a title is whole, in at most two lines; the panels begin below it and have their own headings."""
    layout = lay_out(Scene(title=TITLE, size=size), run)
    lines = lines_of(layout, "title")
    assert " ".join(line.text for line in lines) == TITLE
    assert 1 <= len(lines) <= 2
    head = layout.panels[0]
    assert "Fit" in [text.text for text in text_marks(head.static())]
    assert head.area.top == lay_title(TITLE, LIGHT, layout.unit, size[0]).height > lines[-1].y
    short = lay_out(Scene(title="One line", size=size), run)
    assert short.around == ()
    assert short.panels[0].area.top == 0
    assert "One line" in [text.text for text in text_marks(short.panels[0].static())]
    assert "Loss" in [text.text for text in text_marks(short.panels[1].static())]


def test_a_title_far_too_long_ends_in_an_ellipsis(run: Recording) -> None:
    """A title has at most two lines."""
    lines = lines_of(lay_out(Scene(title="word " * 60), run), "title")
    assert len(lines) == 2
    assert lines[-1].text.endswith("…")


def test_an_empty_title_takes_no_room() -> None:
    """A scene without a title has its panels at the very top."""
    lines = lay_title("", LIGHT, 1.0, 800)
    assert (lines.marks, lines.height) == ((), 0.0)


@pytest.mark.parametrize("overlay", [True, False])
def test_a_comparison_s_title_lines_up_with_all_below(run: Recording, short_run: Recording, *, overlay: bool) -> None:
    """A title too long for the strip stands over it, from the same left edge as the panels and the caption."""
    title = "Two runs over the same six points, of which one ended early, and neither of them was any the worse for it"
    layout = sgdviz.animate([run, short_run], title=title, caption="A caption.", overlay=overlay).layout
    lines = lines_of(layout, "title")
    assert " ".join(line.text for line in lines) == title
    strip, head, *_ = layout.panels
    assert strip.area.top == lay_title(title, LIGHT, layout.unit, layout.size[0]).height
    edges = {lines[0].x, lines_of(layout, "caption")[0].x, strip.plot_area.left, head.plot_area.left}
    assert len(edges) == 1
    assert plot_of(head).area.left in edges
    assert text_marks(strip.static())[0].text == ""
    short = sgdviz.animate([run, short_run], title="Two runs", overlay=overlay).layout
    assert short.around == ()
    assert text_marks(short.panels[0].static())[0].text == "Two runs"
