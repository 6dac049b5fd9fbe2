"""Numbers in SVG: brief path data that can be read back."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.svg.numbers import UNITS, joined, polyline, units

whole = st.integers(min_value=-(10**6), max_value=10**6)


@given(st.lists(whole))
def test_joined_numbers_can_be_told_apart(values: list[int]) -> None:
    """The numbers of a joined text are the numbers that went in."""
    assert [int(number) for number in re.findall(r"-?\d+", joined(values))] == values


@given(st.lists(st.tuples(whole, whole), min_size=2, max_size=30))
def test_a_polyline_goes_through_its_points(points: list[tuple[int, int]]) -> None:
    """The relative lines add up to the points, in tenths of a pixel, without repetitions."""
    data = polyline(np.array(points) / UNITS)
    start, steps = re.fullmatch(r"M(.*)l(.*)", data).groups()  # type: ignore[union-attr] # a polyline has this form
    numbers = [int(number) for number in re.findall(r"-?\d+", start) + re.findall(r"-?\d+", steps)]
    through = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0).tolist()
    distinct = [points[0], *(point for before, point in pairwise(points) if point != before)]
    assert through == [list(point) for point in (distinct if len(distinct) > 1 else [points[0], points[0]])]


def test_units_are_tenths_of_a_pixel() -> None:
    """A length is rounded to the nearest tenth."""
    assert [units(pixels) for pixels in (0.0, 0.04, 0.06, 12.34, -3.45001)] == [0, 0, 1, 123, -35]


def test_a_closed_polyline_ends_in_z() -> None:
    """A polygon is closed by its path data."""
    assert polyline(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]), closed=True) == "M0 0l10 0 0 10z"
