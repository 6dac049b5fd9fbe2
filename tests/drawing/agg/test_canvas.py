"""Canvases: marks as pixels, asserted on what is covered and on what is not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import picture_of

from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.agg.frame import NOWHERE, Box
from sgdviz.drawing.agg.words import Word, words_of
from sgdviz.drawing.colors import channels
from sgdviz.drawing.marks import Area, Dots, Mark, Rect, Span, Stroke, Text

if TYPE_CHECKING:
    from collections.abc import Callable

BLACK, WHITE, RED = "#000000", "#ffffff", "#d6213f"

SQUARE = [[10.0, 10.0], [30.0, 10.0], [30.0, 30.0], [10.0, 30.0], [10.0, 10.0]]
HOLE = [[15.0, 15.0], [15.0, 25.0], [25.0, 25.0], [25.0, 15.0], [15.0, 15.0]]


def stroke(**opacity: Any) -> Stroke:
    """Return a thick black line over the middle of a canvas."""
    return Stroke(np.array([[5.0, 20.0], [35.0, 20.0]]), BLACK, 8.0, cap="butt", **opacity)


def disc(**opacity: Any) -> Dots:
    """Return a black dot in the middle of a canvas."""
    return Dots(np.array([[20.0, 20.0]]), 8.0, BLACK, **opacity)


def ring(**opacity: Any) -> Dots:
    """Return a thick black circle."""
    return Dots(np.array([[20.0, 12.0]]), 8.0, None, BLACK, 6.0, **opacity)


def area(**opacity: Any) -> Area:
    """Return a black square over the middle of a canvas."""
    return Area(np.array(SQUARE), np.array([0, 5]), BLACK, **opacity)


def letter(**opacity: Any) -> Text:
    """Return a black block, a character that fills the middle of a canvas."""
    return Text("\u2588", 10, 30, 24, BLACK, **opacity)


MARKS = pytest.mark.parametrize("make", [stroke, disc, ring, area, letter])


@MARKS
def test_half_opacity_is_mid_grey(make: Callable[..., Mark]) -> None:
    """Black at an opacity of one half on white is grey where the opaque mark is black, and white where it is white."""
    opaque, half = picture_of(make(), size=(40, 40)), picture_of(make(opacity=0.5), size=(40, 40))
    covered, bare = (opaque == 0).all(axis=2), (opaque == 255).all(axis=2)
    assert covered.sum() > 50
    assert bare.sum() > 500
    assert np.abs(half[covered] - 128).max() <= 2
    assert (half[bare] == 255).all()
    assert np.abs(half - (255 + opaque) / 2).max() <= 2  # soft edges have half of their ink


@MARKS
@pytest.mark.parametrize("opacity", [0.25, 0.8])
def test_opacity_is_the_share_of_the_color(make: Callable[..., Mark], opacity: float) -> None:
    """The grey of black on white is as dark as the opacity says."""
    opaque, faint = picture_of(make(), size=(40, 40)), picture_of(make(opacity=opacity), size=(40, 40))
    assert np.abs(faint - (255 - (255 - opaque) * opacity)).max() <= 2


@MARKS
def test_an_opaque_mark_has_its_own_color(make: Callable[..., Mark]) -> None:
    """An opacity of 1 is the default, and leaves nothing of the ground where the mark covers it."""
    on_white, on_grey = (picture_of(make(), size=(40, 40), ground=ground) for ground in (WHITE, "#808080"))
    np.testing.assert_array_equal(picture_of(make(opacity=1.0), size=(40, 40)), on_white)
    covered = (on_white == 0).all(axis=2)
    assert covered.sum() > 50
    assert (on_grey[covered] == 0).all()


def test_an_opacity_does_not_stay_on_the_canvas() -> None:
    """Marks of different opacity that are alike otherwise keep their own, in any order."""
    for opacities in ((0.5, 1.0), (1.0, 0.5)):
        canvas = Canvas(40, 80, WHITE)
        for place, opacity in zip((20.0, 60.0), opacities, strict=True):
            canvas.draw(Stroke(np.array([[5.0, place], [35.0, place]]), BLACK, 8.0, opacity=opacity))
        greys = [int(canvas.pixels[round(place), 20, 0]) for place in (20.0, 60.0)]
        assert greys == [pytest.approx(255 * (1 - opacity), abs=2) for opacity in opacities]


@pytest.mark.parametrize("opacity", [0.3, 0.5, 1.0])
def test_stamped_dots_have_their_opacity(opacity: float) -> None:
    """A stencil shows dots as they are drawn one by one."""
    drawn, stamped = Canvas(40, 40, WHITE), Canvas(40, 40, WHITE)
    drawn.draw(disc(opacity=opacity))
    stamped.stamp(disc(opacity=opacity))
    assert np.abs(drawn.pixels.astype(int) - stamped.pixels).max() <= 2
    assert stamped.pixels[20, 20, 0] == pytest.approx(255 * (1 - opacity), abs=2)


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize("place", [20.0, 20.2, 20.5, 20.7, 20.999])
@pytest.mark.parametrize("upright", [False, True])
def test_a_crisp_rule_covers_whole_pixels(width: int, place: float, *, upright: bool) -> None:
    """A crisp rule has exactly its own colour in `width` lines of pixels around its place, and no shades beside."""
    ends = [[place, 10.0], [place, 30.0]] if upright else [[10.0, place], [30.0, place]]
    rule = Stroke(np.array(ends), RED, float(width), cap="butt", crisp=True)
    picture = picture_of(rule, size=(40, 40))
    picture = picture.transpose(1, 0, 2) if upright else picture
    inked = (picture == channels(RED)).all(axis=2)
    assert (inked | (picture == 255).all(axis=2)).all()
    lines = np.flatnonzero(inked.any(axis=1))
    assert len(lines) == width
    assert inked[lines, 10:30].all()
    assert inked.sum() == 20 * width
    assert abs((lines[0] + lines[-1] + 1) / 2 - place) <= 1
    assert lines[0] <= place <= lines[-1] + 1


@pytest.mark.parametrize(("width", "pixels"), [(0.4, 1), (1.4, 1), (1.6, 2), (2.8, 3)])
def test_a_crisp_rule_has_a_whole_width(width: float, pixels: int) -> None:
    """The width of a crisp rule is rounded, and at least one pixel."""
    rule = Stroke(np.array([[10.0, 20.3], [30.0, 20.3]]), BLACK, width, cap="butt", crisp=True)
    assert (picture_of(rule, size=(40, 40)) == 0).all(axis=2).sum() == 20 * pixels


def test_a_stroke_that_is_not_crisp_lies_where_it_is() -> None:
    """An ordinary stroke half-way between two lines of pixels inks both by half."""
    rule = Stroke(np.array([[10.0, 20.0], [30.0, 20.0]]), BLACK, 1.0, cap="butt")
    picture = picture_of(rule, size=(40, 40))[..., 0]
    assert np.abs(picture[[19, 20], 12:28] - 128).max() <= 2
    assert (picture[[18, 21]] == 255).all()


def test_the_points_of_a_crisp_rule_stay_as_they_are() -> None:
    """Drawing a mark does not change it."""
    points = np.array([[10.0, 20.3], [30.0, 20.3]])
    picture_of(Stroke(points, BLACK, 1.0, crisp=True))
    assert points.tolist() == [[10.0, 20.3], [30.0, 20.3]]


def test_a_hole_stays_empty() -> None:
    """An area whose second polygon runs the other way covers the ring between both and nothing else."""
    picture = picture_of(Area(np.array(SQUARE + HOLE), np.array([0, 5, 10]), BLACK), size=(40, 40))[..., 0]
    expected = np.full((40, 40), 255)
    expected[10:30, 10:30] = 0
    expected[15:25, 15:25] = 255
    inside = np.zeros((40, 40), dtype=bool)
    inside[11:29, 11:29] = inside[:9] = inside[31:] = True  # away from the outer edge
    inside[14:26, 14:26] = False
    inside[16:24, 16:24] = True
    np.testing.assert_array_equal(picture[inside], expected[inside])
    assert (picture[15:25, 15:25] == 255).sum() >= 64


def test_polygons_of_an_area_are_separate() -> None:
    """Two polygons of one area are not joined by a bridge."""
    shifted = [[x + 24.0, y] for x, y in SQUARE]
    picture = picture_of(Area(np.array(SQUARE + shifted), np.array([0, 5, 10]), BLACK), size=(60, 40))[..., 0]
    assert (picture[11:29, 11:29] == 0).all()
    assert (picture[11:29, 35:53] == 0).all()
    assert (picture[:, 31:33] == 255).all()


def test_a_clip_ends_every_mark() -> None:
    """Strokes, dots and areas have no ink outside their clip, and the box of each says so."""
    clip = Rect(12, 14, 26, 22)
    marks: list[Mark] = [
        Stroke(np.array([[0.0, 18.0], [40.0, 18.0]]), BLACK, 30.0, clip),
        Dots(np.array([[20.0, 18.0]]), 15.0, BLACK, clip=clip),
        Area(np.array(SQUARE), np.array([0, 5]), BLACK, clip),
    ]
    for mark in marks:
        canvas = Canvas(40, 40, WHITE)
        box = canvas.draw(mark)
        rows, columns = np.nonzero(canvas.pixels[..., 0] != 255)
        assert (rows.min(), rows.max() + 1, columns.min(), columns.max() + 1) == (14, 22, 12, 26)
        assert box.top <= 14
        assert box.bottom >= 22
        assert box.left <= 12
        assert box.right >= 26


def test_a_label_covers_what_lies_below_it() -> None:
    """A label stands on a patch of the background: within its box nothing of the marks below is left."""
    text = Text("label", 6, 26, 18, RED)
    alone, over = Canvas(60, 40, WHITE), Canvas(60, 40, WHITE)
    over.draw(Area(np.array([[0, 0], [60, 0], [60, 40], [0, 40], [0, 0]], dtype=float), np.array([0, 5]), "#25578c"))
    (word,) = words_of(text)
    alone.draw(text)
    box = over.set_label(word)
    covered = slice(box.top, box.bottom), slice(box.left, box.right)
    np.testing.assert_array_equal(over.pixels[covered], alone.pixels[covered])
    assert (alone.pixels[covered][..., :3] == channels(RED)).all(axis=2).any()
    outside = np.ones((40, 60), dtype=bool)
    outside[covered] = False
    assert (over.pixels[outside][:, :3] == channels("#25578c")).all()


def test_a_text_with_a_patch_covers_what_lies_below_it() -> None:
    """Drawing a text with a patch fills its box with the colour of the patch, and one without leaves what is there."""
    field = Area(np.array([[0, 0], [60, 0], [60, 40], [0, 40], [0, 0]], dtype=float), np.array([0, 5]), "#25578c")
    patched, plain = (Text("label", 6, 26, 18, RED, patch=patch) for patch in ("#ffe9a8", None))
    canvas = Canvas(60, 40, WHITE)
    canvas.draw(field)
    box = canvas.draw(patched)
    covered = slice(box.top, box.bottom), slice(box.left, box.right)
    on_patch = picture_of(plain, ground="#ffe9a8")
    np.testing.assert_array_equal(canvas.pixels[covered][..., :3], on_patch[covered])
    assert (canvas.pixels[0, 0, :3] == channels("#25578c")).all()
    assert not (canvas.pixels[covered][..., :3] == channels("#25578c")).all(axis=2).any()
    assert (picture_of(field, plain)[covered] == channels("#25578c")).all(axis=2).sum() > 50


def test_a_label_at_half_opacity_is_paler() -> None:
    """The opacity of a label is that of its glyphs: its patch covers what lies below."""
    (opaque,), (half,) = (words_of(Text("\u2588", 10, 30, 24, BLACK, opacity=opacity)) for opacity in (1.0, 0.5))
    pictures = []
    for word in (opaque, half):
        canvas = Canvas(40, 40, WHITE)
        canvas.draw(area())
        box = canvas.set_label(word)
        pictures.append(canvas.pixels[box.top : box.bottom, box.left : box.right, 0].astype(int))
    assert np.abs(pictures[1] - (255 + pictures[0]) / 2).max() <= 2
    assert (pictures[0] == 0).sum() > 50


def test_a_label_beyond_the_edge_is_cut_off() -> None:
    """A label half outside sets its visible part, and one that is all outside touches nothing."""
    canvas = Canvas(60, 40, WHITE)
    (word,) = words_of(Text("label", 40, 26, 18, BLACK))
    box = canvas.set_label(word)
    assert box.right == 60
    assert (canvas.pixels[..., 0] == 0).any()
    (word,) = words_of(Text("label", 400, 26, 18, BLACK))
    assert canvas.set_label(word) == NOWHERE


def test_text_is_blended_and_clipped() -> None:
    """Text takes steps between its colour and the ground, and is cut off at the edge without an error."""
    canvas = Canvas(60, 20, BLACK)
    box = canvas.draw(Text("Hello world", 30, 15, 14, WHITE))
    assert box.right == 60
    assert canvas.pixels[..., 0].max() == 255
    assert len(np.unique(canvas.pixels[..., 0])) > 10
    assert canvas.draw(Text("Hello", 500, 15, 14, WHITE)) == NOWHERE
    assert canvas.draw(Text("", 5, 15, 14, WHITE)) == NOWHERE


def test_spans_of_a_text_are_drawn_in_their_colors() -> None:
    """A text with a span has pixels of exactly both colours, each where its characters stand."""
    picture = picture_of(Text("HH", 4, 30, 24, BLACK, spans=(Span(1, 2, RED),)), size=(60, 40))
    red, black = ((picture == channels(color)).all(axis=2) for color in (RED, BLACK))
    assert red.sum() == black.sum() > 20
    assert np.nonzero(black)[1].max() < np.nonzero(red)[1].min()


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
    """NaN, one point and places far outside raise no error, and no ink lies outside the box that is returned."""
    canvas = Canvas(20, 20, WHITE)
    box = canvas.draw(Stroke(np.array(points, dtype=float), BLACK, 2, Rect(2, 2, 18, 18)))
    inked = np.argwhere((canvas.pixels[..., :3] != 255).any(axis=2))
    assert all(box.top <= row < box.bottom and box.left <= column < box.right for row, column in inked)


def test_nan_interrupts_a_stroke() -> None:
    """A stroke has a gap where a point is NaN, and goes on after it."""
    points = np.array([[5.0, 10.0], [15.0, 10.0], [math.nan, math.nan], [25.0, 10.0], [35.0, 10.0]])
    inked = (picture_of(Stroke(points, BLACK, 4.0, cap="butt"), size=(40, 20)) == 0).all(axis=2).any(axis=0)
    assert inked[6:14].all()
    assert inked[26:34].all()
    assert not inked[16:24].any()


@pytest.mark.parametrize(("cap", "reach"), [("butt", 10), ("round", 6)])
def test_a_round_cap_reaches_past_the_end(cap: str, reach: int) -> None:
    """A stroke with round caps is longer by its width, one with butt caps ends at its points."""
    line = Stroke(np.array([[10.0, 20.0], [30.0, 20.0]]), BLACK, 8.0, cap=cap)  # type: ignore[arg-type]
    columns = np.nonzero((picture_of(line, size=(40, 40)) != 255).any(axis=(0, 2)))[0]
    assert columns.min() == reach
    assert columns.max() == 39 - reach


def test_dots_look_the_same_wherever_they_are() -> None:
    """Each dot is a copy of the first, at whole pixels."""
    canvas = Canvas(80, 20, WHITE)
    canvas.draw(Dots(np.array([[10.2, 10.4], [30.9, 10.4], [60.5, 10.4]]), 4, "#ff0000", BLACK, 1))
    ink = (canvas.pixels[..., :3] != 255).any(axis=2)
    starts = np.nonzero(np.diff(ink.any(axis=0).astype(int)) == 1)[0] + 1
    first, *others = [canvas.pixels[:, start : start + 12] for start in starts]
    assert len(others) == 2
    for other in others:
        np.testing.assert_array_equal(other, first)


def test_a_dot_has_its_fill_below_its_edge() -> None:
    """The middle of a dot has the colour of its fill, and a ring around it that of its edge."""
    picture = picture_of(Dots(np.array([[20.0, 20.0]]), 8.0, RED, "#25578c", 4.0), size=(40, 40))
    assert (picture[20, 16:25] == channels(RED)).all()
    for row, column in ((20, 12), (20, 28), (12, 20), (28, 20)):
        assert (picture[row, column] == channels("#25578c")).all()
    hollow = picture_of(Dots(np.array([[20.0, 20.0]]), 8.0, None, "#25578c", 4.0), size=(40, 40))
    assert (hollow[20, 16:25] == 255).all()
    assert (hollow[20, 12] == channels("#25578c")).all()


def test_dots_at_nan_are_left_out() -> None:
    """A dot without a place is not drawn, and the others are."""
    canvas = Canvas(40, 40, WHITE)
    box = canvas.draw(Dots(np.array([[math.nan, 5.0], [20.0, 20.0], [math.inf, 5.0]]), 4.0, BLACK))
    assert canvas.pixels[20, 20, 0] == 0
    assert (canvas.pixels[:10, :, 0] == 255).all()
    assert box.top > 10


@pytest.mark.parametrize("opacity", [1.0, 0.4])
def test_stamped_dots_are_the_dots_drawn_one_by_one(opacity: float) -> None:
    """On any ground, where dots overlap as well, both agree to within the rounding of a channel."""
    centers = np.array([[20.0, 20.0], [24.0, 22.0], [50.0, 12.0], [-1.0, 30.0]])
    mark = Dots(centers, 6.5, "#25578c", WHITE, 2.0, opacity=opacity)
    ground = np.random.default_rng(0).integers(0, 256, (40, 60, 3))
    pictures, boxes = [], []
    for way in ("draw", "stamp", "stamp"):
        canvas = Canvas(60, 40, BLACK)
        canvas.pixels[..., :3] = ground
        boxes.append(getattr(canvas, way)(mark))
        pictures.append(canvas.pixels.astype(int))
    assert np.abs(pictures[0] - pictures[1]).max() <= 2
    assert boxes[0] == boxes[1]
    assert (pictures[1][..., 3] == 255).all()
    assert (pictures[1][..., :3] != ground).any(axis=2).sum() > 300


def test_a_stencil_is_made_once() -> None:
    """Stamping a mark again uses its stencil; an equal mark that is another object has one of its own."""
    canvas = Canvas(40, 40, WHITE)
    mark = disc()
    assert canvas.stamp(mark) == canvas.stamp(mark)
    assert len(canvas._stencils) == 1
    canvas.stamp(disc())
    assert len(canvas._stencils) == 2


def test_a_box_is_restored_from_another_canvas() -> None:
    """Restoring copies the pixels of a box, and no others."""
    source, canvas = Canvas(40, 40, RED), Canvas(40, 40, WHITE)
    canvas.restore(Box(5, 10, 20, 30), source)
    restored = (canvas.pixels[..., :3] == channels(RED)).all(axis=2)
    assert restored[5:10, 20:30].all()
    assert restored.sum() == 50


def test_a_word_has_an_identity() -> None:
    """The key of a word tells apart its place, its colour and its opacity, and is the same when it is set again."""
    (word,), (again,) = words_of(Text("m", 4, 30, 24, BLACK)), words_of(Text("m", 4, 30, 24, BLACK))
    others = [
        Text("b", 4, 30, 24, BLACK),
        Text("m", 5, 30, 24, BLACK),
        Text("m", 4, 31, 24, BLACK),
        Text("m", 4, 30, 24, RED),
        Text("m", 4, 30, 24, BLACK, opacity=0.5),
    ]
    keys = {other.key for mark in others for other in words_of(mark)}
    assert isinstance(word, Word)
    assert word.key == again.key
    assert len(keys) == 5
    assert word.key not in keys
