"""A column of names at the ends of many curves."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sgdviz.drawing.marks import Rect, Stroke, Text
from sgdviz.drawing.panels.name_column import MOST_ROOM, most_names, name_column
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.text import face

AREA, PEN = Rect(50.0, 92.0, 374.0, 344.0), Pen("parameters.name", "#123456")


@pytest.mark.parametrize("count", [1, 5, 14, 20])
def test_names_keep_apart_beside_the_ends(count: int) -> None:
    """Each name stands to the right of the end of its curve, joined to it by a line, and below the one before."""
    names = [f"parameter of the input {number}" for number in range(count)]
    column = name_column(names, range(count), AREA, 1.0)
    ends = np.column_stack([np.full(count, 300.0), np.sort(np.random.default_rng(0).uniform(150, 180, count))])
    marks = list(column.marks(ends, [PEN] * count, [PEN] * count))
    texts = [mark for mark in marks if isinstance(mark, Text)]
    lines = [mark for mark in marks if isinstance(mark, Stroke)]
    assert len({text.text for text in texts}) == count
    for (_, height), line, text in zip(ends, lines, texts, strict=True):
        assert line.points[0, 1] == height
        assert line.points[1, 1] == pytest.approx(text.y - 0.36 * text.size)
        assert 300 < line.points[0, 0] < line.points[1, 0] < text.x
        assert text.x + face(text.size, bold=True).width(text.text) <= 300 + column.width + 1e-9
        assert AREA.top <= text.y - 0.36 * text.size <= AREA.bottom
    assert all(lower.y - upper.y >= upper.size for upper, lower in pairwise(texts))
    assert column.width <= MOST_ROOM * AREA.width


def test_ends_outside_the_plot_are_named_at_its_edge() -> None:
    """The name of a curve that has left the plot, or ends in no number, stands inside."""
    column = name_column(["a", "b", "c"], [0, 1, 2], AREA, 1.0)
    ends = np.array([[300.0, -1e9], [300.0, np.nan], [300.0, 1e9]])
    texts = [mark for mark in column.marks(ends, [PEN] * 3, [PEN] * 3) if isinstance(mark, Text)]
    assert all(AREA.top <= text.y - 0.36 * text.size <= AREA.bottom for text in texts)


def test_as_many_names_as_the_plot_is_high() -> None:
    """Twenty lines of the least type fit into the plot, and not a hundred."""
    assert 20 <= most_names(AREA, 1.0) < 30
    assert most_names(AREA, 2.0) < most_names(AREA, 1.0)
