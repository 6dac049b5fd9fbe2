"""The legend of two classes."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import LIGHT
from sgdviz.drawing.marks import Dots, Rect, Text
from sgdviz.drawing.panels.class_legend import MOST_ROOM, ClassLegend
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.text import face

AREA, PEN = Rect(50.0, 92.0, 400.0, 300.0), Pen("boundary.label", LIGHT.muted)


@pytest.mark.parametrize(
    "names",
    [("no", "yes"), ("upper moon", "lower moon"), ("no", "a very long name of a class, much longer than its room")],
)
def test_each_class_has_a_dot_and_a_name_over_the_plot(names: tuple[str, str]) -> None:
    """The names stand in one line over the right end of the plot, each after its dot, and a long one is shortened."""
    legend = ClassLegend(names, AREA, 1.0, 0.3 * AREA.width)
    marks = list(legend.marks(lambda number, place: Dots(np.array([place]), 4.0, f"#00000{number}"), PEN))
    dots = [mark for mark in marks if isinstance(mark, Dots)]
    texts = [mark for mark in marks if isinstance(mark, Text)]
    assert [dot.fill for dot in dots] == ["#000000", "#000001"]
    assert [text.text[:2] for text in texts] == [name[:2] for name in names]
    assert texts[0].text == names[0]
    right = legend.left
    for dot, text in zip(dots, texts, strict=True):
        assert right < dot.centers[0, 0] - 4 < dot.centers[0, 0] + 4 < text.x
        assert text.y < AREA.top
        right = text.x + face(text.size).width(text.text)
    assert right == pytest.approx(AREA.right)
    assert AREA.right - legend.left <= MOST_ROOM * AREA.width + 1


def test_names_are_whole_where_the_label_beside_them_leaves_room() -> None:
    """A short label of the y axis leaves more of the strip than the share that a legend has in any case."""
    names, area = ("upper moon", "lower moon"), Rect(50.0, 92.0, 290.0, 300.0)
    written = {}
    for beside in (25.0, 100.0):
        legend = ClassLegend(names, area, 1.0, beside)
        marks = legend.marks(lambda number, place: Dots(np.array([place]), 4.0, f"#00000{number}"), PEN)
        written[beside] = tuple(mark.text for mark in marks if isinstance(mark, Text))
        assert legend.left >= area.left + min(beside, (1 - MOST_ROOM) * area.width) - 1
    assert written[25.0] == names
    assert written[100.0] != names


def test_shortened_names_stay_apart() -> None:
    """Two long names that begin alike keep their ends."""
    legend = ClassLegend(("no recurrence within five years", "no recurrence within ten years"), AREA, 1.0, 25.0)
    marks = legend.marks(lambda number, place: Dots(np.array([place]), 4.0, f"#00000{number}"), PEN)
    first, second = (mark.text for mark in marks if isinstance(mark, Text))
    assert first != second
