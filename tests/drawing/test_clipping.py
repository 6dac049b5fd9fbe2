"""Clipping: lines and polygons within the range that renderers can hold."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sgdviz.drawing.clipping import REACH, lines_within_reach, polygon_within_reach


def parts(*points: tuple[float, float]) -> list[list[list[float]]]:
    """Return the parts of a line within reach."""
    return [part.tolist() for part in lines_within_reach(np.array(points))]


def test_a_near_line_is_unchanged() -> None:
    """A line within reach is yielded as it is."""
    assert parts((0, 0), (1, 2), (3, 4)) == [[[0, 0], [1, 2], [3, 4]]]
    assert parts((0, 0)) == []


def test_a_segment_is_cut_where_it_leaves() -> None:
    """The cut end lies on the segment, at the limit."""
    ((start, end),) = parts((5, 5), (5e6, 1e3))
    assert start == [5, 5]
    assert end[0] == pytest.approx(REACH)
    assert (end[1] - 5) / (end[0] - 5) == pytest.approx((1e3 - 5) / (5e6 - 5))


def test_a_line_that_comes_back_has_two_parts() -> None:
    """A line interrupted by an excursion continues where it enters the range again."""
    out, back = parts((0, 0), (0, 3e5), (50, 3e5), (50, 0))
    assert out == [[0, 0], [0, REACH]]
    assert back == [[50, REACH], [50, 0]]


def test_a_segment_may_cross_the_whole_range() -> None:
    """Both ends of a segment are cut where both lie outside."""
    ((start, end),) = parts((-3e5, 0), (3e5, 0))
    assert (start, end) == ([-REACH, 0], [REACH, 0])
    assert parts((-3e5, 2e5), (3e5, 2e5)) == []
    assert parts((2e5, 0), (2e5, 5)) == []


def test_nan_and_infinity_interrupt_a_line() -> None:
    """A segment with an end that is not finite is left out."""
    nan, inf = math.nan, math.inf
    assert parts((0, 0), (1, 1), (nan, 2), (3, 3), (4, 4), (inf, 5)) == [[[0, 0], [1, 1]], [[3, 3], [4, 4]]]


def test_a_polygon_is_moved_within_reach() -> None:
    """Points of a polygon without a finite value are left out, and far ones moved to the limit."""
    polygon = polygon_within_reach(np.array([[0.0, 0.0], [math.nan, 1.0], [math.inf, -1e9], [5.0, 5.0]]))
    assert polygon.tolist() == [[0, 0], [REACH, -REACH], [5, 5]]
