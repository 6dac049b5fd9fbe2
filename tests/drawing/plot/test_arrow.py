"""Arrows: a shaft as long as it should be, a head at its end, and arcs that turn the right way."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.arrow import HEAD, LEAST_HEAD, arc, arrow

PEN = Pen("test.arrow", "#123456")


def test_an_arrow_is_its_shaft_and_a_head_at_its_tip() -> None:
    """The shaft has all points, and both sides of the head run back from the tip, alike on either side."""
    points = np.array([[10.0, 50.0], [10.0, 10.0]])
    clip = Rect(0, 0, 60, 60)
    shaft, head = arrow(PEN, points, 2.4, clip)
    np.testing.assert_array_equal(shaft.points, points)
    left, tip, right = head.points
    assert tip.tolist() == [10.0, 10.0]
    assert left[1] == right[1] == 10 + HEAD
    assert left[0] - 10 == pytest.approx(10 - right[0])
    assert {(mark.color, mark.width, mark.clip) for mark in (shaft, head)} == {("#123456", 2.4, clip)}


@pytest.mark.parametrize(("length", "head"), [(5.0, 5.0 * LEAST_HEAD), (50.0, HEAD)])
def test_a_short_arrow_has_a_small_head(length: float, head: float) -> None:
    """The head of a short arrow is a share of it, so that its length can be seen."""
    _, mark = arrow(PEN, np.array([[0.0, 0.0], [length, 0.0]]), 2.4)
    assert mark.points[1, 0] - mark.points[0, 0] == pytest.approx(head)


def test_a_halo_is_the_same_arrow_with_wider_strokes() -> None:
    """Both strokes have the points of the arrow itself, and reach the halo's width past it on each side."""
    points = np.array([[10.0, 50.0], [30.0, 10.0]])
    for mark, halo in zip(arrow(PEN, points, 2.4), arrow(PEN, points, 2.4, halo=1.5), strict=True):
        np.testing.assert_array_equal(halo.points, mark.points)
        assert halo.width == pytest.approx(mark.width + 3)


def test_an_arrow_without_length_has_no_marks() -> None:
    """There is nothing to draw from a point to itself."""
    assert list(arrow(PEN, np.array([[3.0, 4.0], [3.0, 4.0]]), 2.4)) == []


@pytest.mark.parametrize("length", [30.0, -30.0, 0.5])
@pytest.mark.parametrize("start", [(100.0, 20.0), (20.0, 90.0), (-40.0, 50.0)])
def test_an_arc_is_a_part_of_a_circle_of_the_given_length(start: tuple[float, float], length: float) -> None:
    """All points are as far from the center as the start, and the pieces add up to the length."""
    center, first = np.array([20.0, 50.0]), np.array(start)
    points = arc(center, first, length, count=400)
    np.testing.assert_allclose(points[0], first)
    np.testing.assert_allclose(np.hypot(*(points - center).T), math.dist(center, first))
    assert np.hypot(*np.diff(points, axis=0).T).sum() == pytest.approx(abs(length), rel=1e-4)


def test_a_positive_arc_turns_to_the_left() -> None:
    """To the right of the center an arc of positive length rises on the screen, to the left of it it falls."""
    center = np.array([50.0, 50.0])
    assert arc(center, np.array([90.0, 50.0]), 10.0)[-1, 1] < 50
    assert arc(center, np.array([10.0, 50.0]), 10.0)[-1, 1] > 50
    assert arc(center, np.array([90.0, 50.0]), -10.0)[-1, 1] > 50
