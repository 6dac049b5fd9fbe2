"""Lines with fewer points: none further off than the tolerance, and ends that stay."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sgdviz.drawing.svg.simplify import TOLERANCE, simplified


@given(
    arrays(np.float64, st.tuples(st.integers(1, 60), st.just(2)), elements=st.integers(-50, 50).map(lambda n: n / 8))
)
def test_no_point_is_further_off_than_the_tolerance(points: np.ndarray) -> None:
    """Each point lies within the tolerance of the piece of the line that replaces its neighbourhood."""
    line = simplified(points)
    assert (line[0] == points[0]).all()
    assert (line[-1] == points[-1]).all()
    if len(line) == 1:
        return
    starts, ways = line[:-1], np.diff(line, axis=0)
    squares = (ways**2).sum(axis=1)
    for point in points:
        shares = np.clip(((point - starts) * ways).sum(axis=1) / np.where(squares > 0, squares, 1.0), 0, 1)
        assert np.hypot(*(starts + shares[:, None] * ways - point).T).min() <= TOLERANCE + 1e-9


def test_a_straight_line_has_two_points() -> None:
    """Points on a line between its ends are left out; a corner stays."""
    along = np.stack([np.linspace(0, 100, 50), np.linspace(0, 30, 50)], axis=1)
    assert len(simplified(along)) == 2
    assert len(simplified(np.concatenate([along, [[100.0, 90.0]]]))) == 3
