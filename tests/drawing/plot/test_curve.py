"""Curves: pieces that join, and that are finished once each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sgdviz.drawing.plot.curve import MOST_ROWS, Curve, joined

STEPS = np.random.default_rng(0).uniform(0.5, 4.0, 60)
POINTS = np.column_stack([np.cumsum(STEPS), np.sin(np.arange(60.0))])


def test_pieces_join_into_the_whole_curve() -> None:
    """The finished pieces and the unfinished one hold every point once, each starting where the last one ended."""
    curve = Curve(POINTS, 6.0)
    pieces = [piece for row in range(60) for piece in curve.finished(row)] + [curve.unfinished(59)]
    assert len(pieces) > 10
    for one, other in pairwise(pieces):
        assert one[-1].tolist() == other[0].tolist()
    np.testing.assert_array_equal(np.concatenate([pieces[0][:1], *(piece[1:] for piece in pieces)]), POINTS)


def test_a_piece_is_as_long_as_asked_for_and_hardly_longer() -> None:
    """A finished piece is at least its length wide, and without its last step it would not be."""
    curve = Curve(POINTS, 6.0)
    pieces = [piece for row in range(60) for piece in curve.finished(row)]
    assert all(piece[-1, 0] - piece[0, 0] >= 6.0 > piece[-2, 0] - piece[0, 0] for piece in pieces)


@pytest.mark.parametrize("row", range(0, 60, 7))
def test_the_curve_up_to_a_row_ends_there(row: int) -> None:
    """At any row, the pieces finished so far and the unfinished one end at the point of that row."""
    curve = Curve(POINTS, 6.0)
    pieces = [piece for earlier in range(row + 1) for piece in curve.finished(earlier)] + [curve.unfinished(row)]
    joined = np.concatenate([pieces[0][:1], *(piece[1:] for piece in pieces)])
    np.testing.assert_array_equal(joined, POINTS[: row + 1])


def test_a_row_finishes_at_most_one_piece() -> None:
    """The first row finishes nothing, and steps longer than a piece finish one each."""
    far = Curve(np.column_stack([np.arange(5) * 10.0, np.zeros(5)]), 6.0)
    assert [len(list(far.finished(row))) for row in range(5)] == [0, 0, 1, 1, 1]


def test_a_piece_has_a_limited_number_of_rows() -> None:
    """Where many rows share a pixel, a piece ends after a number of rows, so that a frame stays quick to draw."""
    rows = 3 * MOST_ROWS + 2
    curve = Curve(np.column_stack([np.linspace(0, 1, rows), np.zeros(rows)]), 6.0)
    pieces = [piece for row in range(rows) for piece in curve.finished(row)]
    assert [len(piece) for piece in pieces] == [MOST_ROWS + 1] * 3


def test_points_that_were_not_recorded_lie_on_the_lines_between_the_others() -> None:
    """The heights of interpolated points change to those of the straight lines; their places along the axis stay."""
    points = np.array([[0.0, 0.0], [1.0, 9.0], [4.0, 8.0], [6.0, 9.0]])
    moved = joined(points, np.array([True, False, True, True]))
    assert moved.tolist() == [[0, 0], [1, 2], [4, 8], [6, 9]]
