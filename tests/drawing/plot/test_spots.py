"""Spots: dots that hide each other are counted, and the counts keep off the dots."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import LIGHT
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.pens import Pen
from sgdviz.drawing.plot.spots import MOST_COUNTS, NEAR, Count, count_texts, hidden_by, spots_of
from sgdviz.drawing.text import face

AREA = Rect(0.0, 0.0, 200.0, 100.0)
PEN = Pen("fit.count", LIGHT.data)
NOTHING = np.empty((0, 2))


def test_dots_at_one_place_are_one_spot() -> None:
    """A spot is at the first of its dots, in the order of the data, and counts all of them."""
    spots = spots_of(np.array([[9.0, 9.0], [1.0, 1.0], [9.0, 9.0], [5.0, 1.0], [9.0, 9.0]]), 5.0)
    assert spots.places.tolist() == [[9, 9], [1, 1], [5, 1]]
    assert spots.of_dots.tolist() == [0, 1, 0, 2, 0]
    assert spots.counts.tolist() == [3, 1, 1]
    assert spots.shared.tolist() == [0]


def test_dots_that_hide_each_other_are_one_spot() -> None:
    """Dots nearer than a share of their radius are one spot, and dots a little further apart are two."""
    near, apart = 0.9 * NEAR * 5, 1.1 * NEAR * 5
    assert len(spots_of(np.array([[0.0, 0.0], [near, 0.0]]), 5.0).places) == 1
    assert len(spots_of(np.array([[0.0, 0.0], [apart, 0.0]]), 5.0).places) == 2


def test_a_count_is_written_for_some_spots_only() -> None:
    """Spots are countable where some are shared, and not more than there is room for."""
    lattice = np.stack(np.meshgrid(np.arange(7.0), np.arange(7.0)), axis=-1).reshape(-1, 2) * 20
    assert not spots_of(lattice, 5.0).is_countable
    assert spots_of(np.concatenate([lattice, lattice[:MOST_COUNTS]]), 5.0).is_countable
    assert not spots_of(np.concatenate([lattice, lattice[: MOST_COUNTS + 1]]), 5.0).is_countable


@pytest.mark.parametrize("place", [(100, 50), (3, 3), (197, 97), (3, 97), (197, 3)])
def test_a_count_stands_beside_its_dot_inside_the_plot(place: tuple[float, float]) -> None:
    """In a corner too, the words are inside the plot and do not cover the dot."""
    at = np.array(place, dtype=float)
    (text,) = count_texts([Count(at, PEN, "×12")], AREA, 5.0, hidden_by(at[None], 5.0), 1.0)
    left, right = text.x, text.x + face(text.size, bold=True).width(text.text)
    top, bottom = text.y - 0.75 * text.size, text.y
    assert AREA.left <= left < right <= AREA.right
    assert AREA.top <= top < bottom <= AREA.bottom
    across, down = max(left - at[0], at[0] - right, 0), max(top - at[1], at[1] - bottom, 0)
    assert 3.0 <= np.hypot(across, down) <= 12.0


def test_a_count_avoids_what_is_taken() -> None:
    """Of the sides of a dot, a count takes one where nothing is covered."""
    at = np.array([100.0, 50.0])
    right = np.stack(np.meshgrid(np.arange(101, 140), np.arange(10, 90)), axis=-1).reshape(-1, 2).astype(float)
    (text,) = count_texts([Count(at, PEN, "×2")], AREA, 5.0, right, 1.0)
    assert text.x + face(text.size, bold=True).width(text.text) <= 101


def test_counts_keep_apart() -> None:
    """Counts of neighbouring dots do not cover each other."""
    counts = [Count(np.array([x, 50.0]), PEN, "×23") for x in (90.0, 101.0, 150.0, 153.0)]
    boxes = [
        (text.x, text.y - 0.75 * text.size, text.x + face(text.size, bold=True).width(text.text), text.y)
        for text in count_texts(counts, AREA, 5.0, NOTHING, 1.0)
    ]
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_a_count_without_a_place_of_its_own_is_left_out() -> None:
    """In a lattice as close as the digits, each count that is written can be read."""
    at = np.stack(np.meshgrid(np.arange(60.0, 140, 8), np.arange(30.0, 70, 8)), axis=-1).reshape(-1, 2)
    counts = [Count(place, PEN, "×2") for place in at]
    boxes = [
        (text.x, text.y - 0.7 * text.size, text.x + face(text.size, bold=True).width(text.text), text.y)
        for text in count_texts(counts, AREA, 5.0, hidden_by(at, 5.0), 1.0)
    ]
    assert 5 < len(boxes) < len(at)
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_counts_on_one_line_do_not_run_together() -> None:
    """Between two counts side by side is the width of a blank or more, or the second stands elsewhere."""
    (alone,) = count_texts([Count(np.array([40.0, 50.0]), PEN, "×9 ×12")], AREA, 5.0, NOTHING, 1.0)
    width = face(alone.size, bold=True).width(alone.text)
    counts = [Count(np.array([x, 50.0]), PEN, "×9 ×12") for x in (40.0, 40.0 + width + 1)]
    first, second = count_texts(counts, AREA, 5.0, NOTHING, 1.0)
    assert second.y != first.y or abs(second.x - first.x) >= width + first.size / 2
