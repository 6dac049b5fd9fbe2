"""Free places: where a block of text covers the fewest marks, and no other words."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.marks import Rect
from sgdviz.drawing.plot.free_place import SAMPLES_APART, corner, covered, free_place, sampled

AREA = Rect(100, 50, 500, 350)
NOTHING = np.empty((0, 2))


def test_an_empty_area_has_its_place_in_a_corner() -> None:
    """Without marks and without a point to be near, the block stands in the upper left corner."""
    assert free_place(80, 40, AREA, NOTHING, NOTHING) == Rect(100, 50, 180, 90)


def test_a_block_goes_where_the_fewest_marks_are() -> None:
    """With marks everywhere but in one corner, that corner is taken."""
    x, y = np.meshgrid(np.arange(100, 501, 10.0), np.arange(50, 351, 10.0))
    taken = np.column_stack([x.ravel(), y.ravel()])
    free = taken[(taken[:, 0] < 380) | (taken[:, 1] < 280)]
    place = free_place(100, 50, AREA, free, NOTHING)
    assert place == Rect(400, 300, 500, 350)
    assert covered(place, free) == 0
    assert covered(place, taken) == 11 * 6


def test_near_a_point_the_nearest_free_place_is_taken() -> None:
    """The block stands beside the point, not over it."""
    point = np.array([300.0, 200.0])
    place = free_place(80, 40, AREA, point[None], NOTHING, near=point)
    assert covered(place, point[None]) == 0
    gap = max(place.left - 300, 300 - place.right, place.top - 200, 200 - place.bottom)
    assert 0 < gap <= 40


def test_other_words_outweigh_all_marks() -> None:
    """A place that covers every mark is better than one that covers one reserved point."""
    reserved = np.array([[x, y] for x in np.arange(100, 501, 20.0) for y in np.arange(50, 351, 20.0) if y < 250])
    taken = np.array([[x, y] for x in np.arange(100, 501, 5.0) for y in np.arange(260, 351, 5.0)])
    place = free_place(80, 40, AREA, taken, reserved)
    assert covered(place, reserved) == 0
    assert covered(place, taken) > 0


@pytest.mark.parametrize(("width", "height"), [(1000, 40), (80, 900), (400, 300)])
def test_a_block_too_large_begins_at_the_edge(width: float, height: float) -> None:
    """A block that has no room begins at the left and upper edge."""
    place = free_place(width, height, AREA, NOTHING, NOTHING)
    assert (place.left, place.top) == (100, 50)
    assert (place.width, place.height) == (width, height)


def test_samples_of_a_line_lie_on_it_close_together() -> None:
    """The ends of each piece are among the samples, none further apart than a line of text is high."""
    line = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 50.0]])
    points = sampled([line])
    assert all(any(np.array_equal(corner, point) for point in points) for corner in line)
    gaps = np.hypot(*np.diff(points, axis=0).T)
    assert gaps.max() <= SAMPLES_APART
    assert all(point[1] == 0 or point[0] == 100 for point in points)


def test_lines_without_end_have_a_bounded_number_of_samples() -> None:
    """A piece with an end that is not finite has none, and a very long one no more than about a thousand."""
    assert len(sampled([np.array([[0.0, 0.0], [np.nan, 5.0], [np.inf, 5.0]])])) == 0
    assert 500 < len(sampled([np.array([[0.0, 0.0], [1e9, 1e9]])])) <= 1010
    assert sampled([]).shape == (0, 2)


@pytest.mark.parametrize(
    ("point", "expected"), [((110, 60), (420, 310)), ((490, 60), (100, 310)), ((490, 340), (100, 50))]
)
def test_a_corner_lies_opposite_to_the_marks(point: tuple[float, float], expected: tuple[float, float]) -> None:
    """Of the corners that cover nothing, the one furthest from the marks is taken."""
    assert corner(80, 40, AREA, np.array([point], dtype=float))[:2] == expected


def test_the_corner_that_covers_the_fewest_marks_is_taken() -> None:
    """With marks in every corner, the one with the fewest."""
    counts = {(110.0, 60.0): 3, (490.0, 60.0): 2, (110.0, 340.0): 1, (490.0, 340.0): 2}
    taken = np.array([place for place, count in counts.items() for _ in range(count)])
    assert corner(80, 40, AREA, taken) == Rect(100, 310, 180, 350)
