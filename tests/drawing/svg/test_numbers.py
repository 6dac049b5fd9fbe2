"""Numbers in SVG: brief path data that can be read back."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.svg.numbers import UNITS, joined, points_path, polyline, units

whole = st.integers(min_value=-(10**6), max_value=10**6)


@given(st.lists(whole))
def test_joined_numbers_can_be_told_apart(values: list[int]) -> None:
    """The numbers of a joined text are the numbers that went in."""
    assert [int(number) for number in re.findall(r"-?\d+", joined(values))] == values


@given(st.lists(st.tuples(whole, whole), min_size=2, max_size=30))
def test_a_polyline_goes_through_its_points(points: list[tuple[int, int]]) -> None:
    """The relative lines add up to the points, in tenths of a pixel, without repetitions."""
    pen = RecordingPen()
    parse_path(polyline(np.array(points) / UNITS), pen)
    through = [own for command, operands in pen.value if command in ("moveTo", "lineTo") for own in operands]
    distinct = [points[0], *(point for before, point in pairwise(points) if point != before)]
    assert through == (distinct if len(distinct) > 1 else [points[0], points[0]])


@given(st.lists(st.tuples(whole, whole), min_size=1, max_size=30))
def test_a_path_of_points_begins_a_line_at_each(points: list[tuple[int, int]]) -> None:
    """Every point is the start of a line without length, which round caps make a dot."""
    pen = RecordingPen()
    parse_path(points_path(np.array(points) / UNITS), pen)
    assert [operands[0] for command, operands in pen.value if command == "moveTo"] == points
    assert [operands[0] for command, operands in pen.value if command == "lineTo"] == points


def test_units_are_tenths_of_a_pixel() -> None:
    """A length is rounded to the nearest tenth."""
    assert [units(pixels) for pixels in (0.0, 0.04, 0.06, 12.34, -3.45001)] == [0, 0, 1, 123, -35]


def test_a_closed_polyline_ends_in_z() -> None:
    """A polygon is closed by its path data."""
    assert polyline(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]), closed=True) == "M0 0h10v10z"
