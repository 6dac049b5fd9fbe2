"""Words: the places and the colours of the pieces of a text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawing_helpers import picture_of

from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.agg.words import words_of
from sgdviz.drawing.colors import channels
from sgdviz.drawing.marks import Span, Text
from sgdviz.drawing.text import face

BLACK, RED, BLUE = "#000000", "#d6213f", "#25578c"


def columns_of(picture: np.ndarray, color: str) -> np.ndarray:
    """Return the columns in which `color` stands, unmixed."""
    columns: np.ndarray = np.flatnonzero((picture == channels(color)).all(axis=2).any(axis=0))
    return columns


@pytest.mark.parametrize("anchor", ["left", "middle", "right"])
@pytest.mark.parametrize("tabular", [False, True])
@pytest.mark.parametrize("spans", [(), (Span(1, 2, BLACK),)])
def test_text_stands_at_its_anchor(anchor: str, spans: tuple[Span, ...], *, tabular: bool) -> None:
    """The same ink is shifted by the width of the text, or by half of it."""
    mark = Text("HHH", 100, 20, 16, BLACK, anchor=anchor, tabular=tabular, spans=spans)  # type: ignore[arg-type]
    columns = np.nonzero((picture_of(mark, size=(200, 30)) != 255).any(axis=(0, 2)))[0]
    middle = (columns.min() + columns.max() + 1) / 2
    sign = {"left": 1, "middle": 0, "right": -1}[anchor]
    width = columns.max() + 1 - columns.min()
    assert width == pytest.approx(face(16).width("HHH"), abs=4)
    assert middle - 100 == pytest.approx(sign * width / 2, abs=2.5)


def test_text_stands_on_its_baseline() -> None:
    """Letters without descenders end at the baseline, and it is rounded to whole pixels."""
    for y, last in ((20.0, 19), (20.4, 19), (20.6, 20)):
        rows = np.nonzero((picture_of(Text("HH", 5, y, 16, BLACK)) != 255).any(axis=(1, 2)))[0]
        assert rows.max() == last


def test_digits_of_tabular_text_keep_their_places() -> None:
    """A digit that changes moves no other: the ink of the others is the same."""
    one, other = (picture_of(Text(text, 5, 30, 20, BLACK, tabular=True), size=(120, 40)) for text in ("8.18", "8.88"))
    cell = face(20).cell("8")
    start = 5 + cell + face(20).cell(".")
    changed = np.nonzero((one != other).any(axis=(0, 2)))[0]
    assert changed.min() >= round(start) - 1
    assert changed.max() <= round(start + cell) + 1


@pytest.mark.parametrize("tabular", [False, True])
@pytest.mark.parametrize("bold", [False, True])
def test_the_characters_of_a_span_have_its_color(*, tabular: bool, bold: bool) -> None:
    """Each pixel of full ink has the colour of the span where its characters stand, and the mark's elsewhere."""
    text = "y = 1.28 x + 0.40"
    spans = (Span(4, 8, RED), Span(13, 17, BLUE))
    mark = Text(text, 10, 30, 24, BLACK, bold=bold, tabular=tabular, spans=spans)
    picture = picture_of(mark, size=(260, 40))
    sans = face(24, bold=bold)
    starts = [10 + sans.width(text[:end], tabular=tabular) for end in range(len(text) + 1)]
    assert columns_of(picture, RED).min() >= starts[4] - 1
    assert columns_of(picture, RED).max() <= starts[8] + 1
    assert columns_of(picture, BLUE).min() >= starts[13] - 1
    assert columns_of(picture, BLUE).max() <= starts[17] + 1
    for color in (RED, BLUE):
        assert len(columns_of(picture, color)) > 15
    black = columns_of(picture, BLACK)
    assert not set(black) & {*columns_of(picture, RED), *columns_of(picture, BLUE)}
    assert black.min() < starts[4]
    assert ((black > starts[8]) & (black < starts[13])).any()


@pytest.mark.parametrize("tabular", [False, True])
def test_spans_do_not_change_the_width(*, tabular: bool) -> None:
    """The ink of a text with spans is as wide as without, and each character has its place to within a pixel."""
    text = "m = 0.84"
    plain = picture_of(Text(text, 10, 30, 24, BLACK, tabular=tabular), size=(160, 40))
    spanned = picture_of(
        Text(text, 10, 30, 24, BLACK, tabular=tabular, spans=(Span(0, 1, BLACK), Span(4, 6, BLACK))), size=(160, 40)
    )
    ends = []
    for picture in (plain, spanned):
        columns = np.nonzero((picture != 255).any(axis=(0, 2)))[0]
        ends.append((columns.min(), columns.max()))
    assert ends[0] == pytest.approx(ends[1], abs=1)
    ink = [(255 - picture[..., 0]).sum(axis=0) for picture in (plain, spanned)]
    assert np.abs(np.cumsum(ink[0]) - np.cumsum(ink[1])).max() <= max(map(np.max, ink)) * 2
    assert ink[0].sum() == pytest.approx(ink[1].sum(), rel=0.02)


@pytest.mark.parametrize("tabular", [False, True])
def test_a_span_over_all_characters_is_the_text_in_its_color(*, tabular: bool) -> None:
    """A text whose span holds all of it has the same pixels as a text of that colour."""
    spanned = Text("m = 0.84", 10, 30, 24, BLACK, tabular=tabular, spans=(Span(0, 8, RED),))
    plain = Text("m = 0.84", 10, 30, 24, RED, tabular=tabular)
    np.testing.assert_array_equal(picture_of(spanned, size=(160, 40)), picture_of(plain, size=(160, 40)))


def test_adjacent_spans_have_a_color_each() -> None:
    """Spans that touch, at the start and at the end of a text, leave none of its own colour."""
    words = words_of(Text("abcd", 10, 30, 24, BLACK, spans=(Span(0, 2, RED), Span(2, 4, BLUE))))
    assert [word.color for word in words] == [RED, BLUE]
    words = words_of(Text("abcd", 10, 30, 24, BLACK, spans=(Span(1, 2, RED), Span(3, 4, BLUE))))
    assert [word.color for word in words] == [BLACK, RED, BLACK, BLUE]


def test_words_have_the_opacity_of_their_text() -> None:
    """Every word of a text has the opacity of the mark, in spans too."""
    words = words_of(Text("one two", 10, 30, 24, BLACK, tabular=True, opacity=0.5, spans=(Span(0, 3, RED),)))
    assert [word.opacity for word in words] == [0.5, 0.5]


def test_an_empty_text_has_no_ink() -> None:
    """An empty text, as of a step that another panel shows, touches nothing."""
    for tabular in (False, True):
        assert sum(word.coverage.size for word in words_of(Text("", 10, 30, 24, BLACK, tabular=tabular))) == 0


def test_program_text_stands_in_columns() -> None:
    """In the mono face, the characters of two lines stand under each other."""
    starts = []
    for line in ("il1|", "WM@8"):
        picture = picture_of(Text(line, 10, 30, 20, BLACK, face="mono"), size=(80, 40))
        ink = (255 - picture[..., 0]).sum(axis=0)
        step = face(20, family="mono").advance("m")
        cells = [ink[round(10 + step * place) : round(10 + step * (place + 1))] for place in range(4)]
        middles = [float((cell * np.arange(len(cell))).sum() / cell.sum()) for cell in cells]
        starts.append(middles)
    assert starts[0] == pytest.approx(starts[1], abs=1.6)
    assert picture_of(Text("il", 10, 30, 20, BLACK, face="mono")).tolist() != (
        picture_of(Text("il", 10, 30, 20, BLACK)).tolist()
    )


@pytest.mark.parametrize("text", ["fj", "rj", "AA", "0.47"])
@pytest.mark.parametrize("tabular", [False, True])
def test_spans_of_one_color_change_no_pixel(text: str, *, tabular: bool) -> None:
    """Words of adjacent spans do not cut into each other, set as labels or drawn as text."""
    plain = Text(text, 10, 40, 15, "#000000", tabular=tabular)
    colored = replace(plain, spans=(Span(1, 2, "#000000"),))
    other = replace(plain, spans=(Span(1, 2, "#000001"),))
    canvases = [Canvas(60, 60, "#ffffff") for _ in range(3)]
    for canvas, mark in zip(canvases, (plain, colored, other), strict=True):
        for word in words_of(mark):
            canvas.set_label(word)
    np.testing.assert_array_equal(canvases[0].pixels, canvases[1].pixels)
    assert np.abs(canvases[0].pixels.astype(int) - canvases[2].pixels).max() == 1
    drawn = Canvas(60, 60, "#ffffff")
    drawn.draw(other)
    np.testing.assert_array_equal(drawn.pixels, canvases[2].pixels)


def test_an_equation_of_another_script_is_one_word() -> None:
    """Its runs stand one after the other, each with its ink, and a digit that changes moves nothing behind it."""
    marks = [Text(f"ציון = {number} שעות", 10, 40, 24, BLACK, tabular=True) for number in ("111", "888")]
    words = [word for mark in marks for word in words_of(mark)]
    assert len(words) == 2
    assert words[0].left == words[1].left
    pictures = [picture_of(mark, size=(260, 60)) for mark in marks]
    sans = face(24)
    begin = 10 + sans.width("ציון") + sans.width(" = ", tabular=True)
    end = begin + sans.width("888", tabular=True)
    changed = np.flatnonzero((pictures[0] != pictures[1]).any(axis=(0, 2)))
    assert begin - 1 <= changed.min() <= changed.max() <= end + 1
    assert columns_of(pictures[0], BLACK).max() > end + sans.width(" ")


def test_spans_colour_the_runs_of_another_script() -> None:
    """The letters of a span have its colour, and the others that of the text."""
    mark = Text("שע = שע", 10, 40, 24, BLACK, spans=(Span(0, 2, RED), Span(5, 7, BLUE)))
    picture = picture_of(mark, size=(160, 60))
    red, black, blue = (columns_of(picture, color) for color in (RED, BLACK, BLUE))
    assert 0 < red.max() < black.min() <= black.max() < blue.min()


def test_a_blank_text_of_another_script_has_no_words() -> None:
    """Invisible characters between blanks are no ink."""
    assert [
        word for word in words_of(Text("\u200f 1 \u200f", 0, 0, 24, BLACK, tabular=True)) if not word.coverage.size
    ] == []
    assert words_of(Text("\u200f \u200f", 0, 0, 24, BLACK, tabular=True, spans=(Span(0, 1, RED),))) == []
