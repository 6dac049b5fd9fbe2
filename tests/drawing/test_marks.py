"""Marks: rectangles, and the colours that each kind of mark is drawn with."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.marks import Area, Dots, Mark, Rect, Span, Stroke, Text, colors_of

POINTS = np.zeros((2, 2))


def test_a_rectangle_has_a_width_and_a_height() -> None:
    """The width runs from left to right, and the height from top to bottom."""
    rectangle = Rect(10, 20, 40, 25)
    assert (rectangle.width, rectangle.height) == (30, 5)


@pytest.mark.parametrize(
    ("mark", "colors"),
    [
        (Stroke(POINTS, "#000001", 1.0), {"#000001"}),
        (Area(POINTS, np.array([0, 2]), "#000002"), {"#000002"}),
        (Dots(POINTS, 1.0, "#000003"), {"#000003"}),
        (Dots(POINTS, 1.0, None, "#000004", 1.0), {"#000004"}),
        (Dots(POINTS, 1.0, "#000003", "#000004", 1.0), {"#000003", "#000004"}),
        (Text("word", 0, 0, 9, "#000005"), {"#000005"}),
        (Text("word", 0, 0, 9, "#000005", spans=(Span(0, 1, "#000006"), Span(2, 3, "#000007"))),
         {"#000005", "#000006", "#000007"}),
    ],
)  # fmt: skip
def test_the_colors_of_a_mark_are_those_of_all_its_parts(mark: Mark, colors: set[str]) -> None:
    """`colors_of` knows the fill and the edge of dots, and the spans of a text."""
    assert set(colors_of(mark)) == colors


def test_two_strokes_are_two_marks() -> None:
    """Strokes, dots and areas are compared by identity, so that a mark that stays is told from an equal new one."""
    assert Stroke(POINTS, "#000001", 1.0) != Stroke(POINTS, "#000001", 1.0)
    assert Dots(POINTS, 1.0, "#000001") != Dots(POINTS, 1.0, "#000001")
    assert Area(POINTS, np.array([0, 2]), "#000001") != Area(POINTS, np.array([0, 2]), "#000001")
