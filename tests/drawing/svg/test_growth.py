"""Marks that stay once they are there, as one mark below a clip that grows."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.marks import Dots, Mark, Stroke
from sgdviz.drawing.svg.growth import Added, growth_of

CURVE = np.array([[0.0, 9.0], [10.0, 5.0], [20.0, 4.0], [30.0, 3.5]])


def line(points: np.ndarray) -> Stroke:
    """Return a line through `points`."""
    return Stroke(points, "#225588", 2.0)


def dot(x: float, y: float = 5.0) -> Dots:
    """Return a dot."""
    return Dots(np.array([[x, y]]), 2.0, "#225588")


def added(batches: list[list[Mark]], ends: list[Mark | None] | None = None) -> Added:
    """Return batches of which frame k has the first k + 1."""
    counts = [number + 1 for number in range(len(batches))]
    return Added(batches, counts, ends or [None] * len(batches))


def test_pieces_of_a_curve_are_one_curve() -> None:
    """Pieces that continue each other become one line, and the reach of a frame is the end of its last piece."""
    growth = growth_of(added([[line(CURVE[:2])], [line(CURVE[1:3])], [line(CURVE[2:])]]))
    assert growth is not None
    assert isinstance(growth.mark, Stroke)
    assert (growth.mark.points == CURVE).all()
    assert growth.reach == [10.0, 20.0, 30.0]
    assert growth.beyond == 0


def test_an_unfinished_piece_is_part_of_its_curve() -> None:
    """The piece that moves at the end of a curve counts where it is the part that comes next."""
    ends: list[Mark | None] = [line(CURVE[:2]), line(CURVE[1:3]), line(CURVE[2:])]
    growth = growth_of(added([[], [line(CURVE[:2])], [line(CURVE[1:3])]], ends))
    assert growth is not None
    assert growth.reach == [10.0, 20.0, 30.0]
    elsewhere: list[Mark | None] = [None, None, line(CURVE[2:] + 1)]
    assert growth_of(added([[line(CURVE[:2])], [line(CURVE[1:3])], []], elsewhere)) is None


@pytest.mark.parametrize("points", [CURVE[::-1], np.where(CURVE == 4, np.nan, CURVE)])
def test_what_does_not_come_from_left_to_right_is_no_growth(points: np.ndarray) -> None:
    """A line that goes back, and one with a gap, are shown piece by piece."""
    assert growth_of(added([[line(points)]])) is None


def test_dots_from_left_to_right() -> None:
    """Dots become one mark; a reach between one and the next shows the same."""
    growth = growth_of(added([[dot(0.0)], [dot(10.0)], [dot(20.0)]]))
    assert growth is not None
    assert growth.reach == [0.0, 10.0, 20.0]
    assert growth.beyond == 2.0
    assert growth.is_shown_by([5.0, 15.0, 25.0])
    assert not growth.is_shown_by([5.0, 20.0, 25.0])
    assert growth_of(added([[dot(10.0)], [dot(0.0)]])) is None


def test_looks_do_not_mix() -> None:
    """Dots and lines together, and translucent marks, are no growth."""
    assert growth_of(added([[dot(0.0)], [line(CURVE)]])) is None
    assert growth_of(added([[Dots(np.zeros((1, 2)), 2.0, "#225588", opacity=0.5)]])) is None
