"""Plots: the pixels of values, and the frame around them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from drawing_helpers import strokes, text_marks, texts

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.axis import Axis, linear_axis
from sgdviz.drawing.plot.plot import FramePens, Plot
from sgdviz.drawing.text import face
from sgdviz.drawing.words import find_words

PLOT = Plot(Rect(100, 50, 300, 150), linear_axis(0, 10), Axis(1, 100, (1, 10, 100), log=True))

PENS = FramePens(Pen("grid", "#e9edf1"), Pen("axis", "#b4bec8"), Pen("label", "#66717e"))


def test_values_lie_where_the_axes_say() -> None:
    """Corners and middle have their pixels, y downwards, and decades are evenly spaced."""
    assert PLOT.place([0, 5, 10], [1, 10, 100]).tolist() == [[100, 150], [200, 100], [300, 50]]
    assert PLOT.heights([1, 10, 100]).tolist() == [150, 100, 50]


def test_values_that_cannot_be_shown_stay_finite_or_break_the_line() -> None:
    """Infinity is far away in its direction, and so is zero on a log axis; NaN stays NaN."""
    points = PLOT.place([1, 1, 1, math.nan], [math.inf, 0, math.nan, 1])
    assert -math.inf < points[0, 1] < -1e6
    assert 1e6 < points[1, 1] < math.inf
    assert np.isnan(points[2, 1])
    assert np.isnan(points[3, 0])


def test_a_plot_contains_the_points_of_its_area() -> None:
    """The sides of the area belong to it; a point beyond any of them does not."""
    assert PLOT.contains(np.array([100.0, 50.0]))
    assert PLOT.contains(np.array([300.0, 150.0]))
    for point in ([99.0, 100.0], [301.0, 100.0], [200.0, 49.0], [200.0, 151.0], [math.nan, 100.0]):
        assert not PLOT.contains(np.array(point))


def test_a_height_is_shown_to_half_a_pixel() -> None:
    """A height on the side of the area, or within half a pixel of it, belongs to the plot; NaN does not."""
    assert all(PLOT.shows_height(y) for y in (49.6, 50.0, 100.0, 150.0, 150.4))
    assert not any(PLOT.shows_height(y) for y in (49.4, 150.6, 1e9, -1e9, math.nan))


def test_a_long_y_label_stands_over_the_plot() -> None:
    """A label without room beside the axis stands over it, and one too long even for that is shortened."""
    for label, anchor, x in (("price", "right", 91), ("price ($1000)", "left", 100), ("price " * 20, "left", 100)):
        text = text_marks(PLOT.frame(PENS, 1.0, x_label="x", y_label=label))[-1]
        assert (text.anchor, text.x) == (anchor, x)
        assert text.text == label or text.text.endswith("…")
        width = face(text.size).width(text.text)
        left = text.x - width if anchor == "right" else text.x
        assert left >= 50  # a panel leaves 50 pixels to the left of its plot
        assert left + width <= PLOT.area.right


def test_a_long_x_label_is_shortened() -> None:
    """The label of the x axis is no wider than the plot."""
    label = text_marks(PLOT.frame(PENS, 1.0, x_label="size " * 20))[-1]
    assert label.text.startswith("size size")
    assert label.text.endswith("…")
    assert face(label.size).width(label.text) <= PLOT.area.width


def test_the_frame_labels_every_tick_once() -> None:
    """Each tick has a grid line and a label, and the line through zero is stronger and above the rest."""
    marks = list(PLOT.frame(PENS, 1.0, x_label="step", y_label="cost", zero=True))
    lines = strokes(marks)
    assert len(lines) == len(PLOT.x.ticks) + len(PLOT.y.ticks)
    assert texts(marks) == ["0", "5", "10", "1", "10", "100", "step", "cost"]
    assert [line.color for line in lines] == ["#e9edf1"] * 2 + ["#b4bec8"] + ["#e9edf1"] * 3
    assert not strokes(PLOT.frame(PENS, 1.0, x_label="step"), "#b4bec8")


def test_grid_lines_are_crisp_and_end_with_the_plot() -> None:
    """A grid line runs at its tick from one side of the plot to the other, and asks for sharp edges."""
    lines = strokes(PLOT.frame(PENS, 2.0, x_label="step"))
    assert [line.points.tolist() for line in lines] == [
        *([[x, 150], [x, 50]] for x in (100, 200, 300)),
        *([[100, y], [300, y]] for y in (150, 100, 50)),
    ]
    assert {(line.crisp, line.cap, line.width) for line in lines} == {(True, "butt", 2.0)}


def test_a_frame_without_lines_has_its_labels() -> None:
    """A frame without a grid labels the ticks all the same."""
    marks = list(PLOT.frame(PENS, 1.0, x_label="step", lines=False))
    assert not strokes(marks)
    assert texts(marks) == ["0", "5", "10", "1", "10", "100", "step"]


@pytest.mark.parametrize("unit", [0.8, 1.0, 2.5])
@pytest.mark.parametrize(("low", "high"), [(-5e-6, 5e-6), (-1e7, 1e7), (-0.0003, 0.0004), (0, 4)])
@pytest.mark.parametrize("size", [(300, 150), (60, 40), (30, 400)])
def test_labels_of_ticks_do_not_touch(size: tuple[int, int], low: float, high: float, unit: float) -> None:
    """In a small plot only some ticks have labels and lines, zero among them; all type is as large."""
    axis = linear_axis(low, high)
    plot = Plot(Rect(100, 50, 100 + size[0], 50 + size[1]), axis, axis)
    marks = list(plot.frame(PENS, unit, x_label="", zero=True))
    labels = [mark for mark in text_marks(marks) if mark.text]
    assert {text.size for text in labels} == {14 * unit}
    across = [text for text in labels if text.anchor == "middle"]
    for one, other in pairwise(across):
        assert other.x - one.x >= (face(14 * unit).width(one.text) + face(14 * unit).width(other.text)) / 2 + 4.9 * unit
    up = [text for text in labels if text.anchor == "right"]
    for one, other in pairwise(up):
        assert one.y - other.y >= 18.9 * unit
    assert len(strokes(marks)) == len(labels)
    assert "0" in texts(across)
    assert "0" in texts(up)


def test_an_axis_without_labels_has_its_lines() -> None:
    """A plot whose axis a neighbour labels keeps the grid."""
    for labelled, expected in (((False, True), ["1", "10", "100", "y"]), ((True, False), ["0", "5", "10", "x"])):
        marks = list(PLOT.frame(PENS._replace(labelled=labelled), 1.0, x_label="x", y_label="y"))
        assert texts(marks) == expected
        assert len(strokes(marks)) == 6


@pytest.mark.parametrize(
    ("high", "axis_label", "numbers"),
    [(8e5, "Preis, in Tsd.", ["0", "200", "400", "600", "800"]), (8e6, "Preis, in Mio.", ["0", "2", "4", "6", "8"])],
)
def test_a_unit_without_room_moves_to_the_label_of_the_axis(high: float, axis_label: str, numbers: list[str]) -> None:
    """Where tick labels would shrink much with their unit, the numbers stand alone and the axis has the unit."""
    plot = Plot(PLOT.area, linear_axis(0, 1), linear_axis(0, high))
    words = replace(find_words("de"), millions="{number} Millionen")
    pens = PENS._replace(words=words)
    marks = text_marks(plot.frame(pens, 1.0, x_label="", y_label="Preis"))
    ticks = [mark for mark in marks if mark.anchor == "right"]
    assert [mark.text for mark in ticks] == numbers
    assert {mark.size for mark in ticks} == {14.0}
    assert marks[-1].text == axis_label
    unlabelled = texts(plot.frame(pens, 1.0, x_label=""))
    assert any("Tsd." in text or "Millionen" in text for text in unlabelled)


def test_a_short_unit_stays_at_the_ticks() -> None:
    """English thousands have room beside the plot."""
    plot = Plot(PLOT.area, linear_axis(0, 1), linear_axis(0, 8e5))
    shown = texts(plot.frame(PENS, 1.0, x_label="", y_label="price"))
    assert {"200k", "800k", "price"} <= {*shown}


def test_names_at_the_ticks_are_no_numbers() -> None:
    """A name with a comma or a point, and one that ends like a unit, is written as it is in every language."""
    names = ("Dr. Lee, oak", "a long walk")
    across = Axis(-0.2, 1.2, (0.0, 0.5, 1.0), written=(names[0], "0.5", names[1]), names=names)
    up = replace(across, written=("milk", "0.5", "a long walk"), names=("milk", "a long walk"))
    for language, half in (("en", "0.5"), ("de", "0,5")):
        pens = PENS._replace(words=find_words(language))
        found = texts(Plot(Rect(0, 0, 600, 300), across, up).frame(pens, 1.0, x_label="x", y_label="y"))
        assert found == [names[0], half, names[1], "milk", half, "a long walk", "x", "y"]
