"""Dashed lines, asserted on their points."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.plot.dashes import LONGEST, PATTERNS, Dashes

LEVEL = np.array([[0.0, 5.0], [100.0, 5.0]])


def ink(points: np.ndarray) -> list[list[float]]:
    """Return the ends of each part of a level line."""
    parts = np.split(points, np.flatnonzero(np.isnan(points[:, 0])))
    parts = [part[~np.isnan(part[:, 0])] for part in parts]
    return [[float(part[0, 0]), float(part[-1, 0])] for part in parts if len(part) > 1]


@pytest.mark.parametrize("dash", ["dashed", "dotted"])
@pytest.mark.parametrize("unit", [1.0, 2.5])
def test_dashes_have_the_lengths_of_their_pattern(dash: str, unit: float) -> None:
    """Dashes and gaps alternate from the beginning on, in reference pixels."""
    on, off = (length * unit for length in PATTERNS[dash])  # type: ignore[index] # a parameter
    found = ink(Dashes(LEVEL, dash, unit).cut(LEVEL))  # type: ignore[arg-type] # a parameter
    starts = np.arange(0, 100, on + off)
    np.testing.assert_allclose([begin for begin, _ in found], starts)
    np.testing.assert_allclose([end for _, end in found], np.minimum(starts + on, 100))


def test_a_solid_line_is_unchanged() -> None:
    """The very same points are returned."""
    assert Dashes(LEVEL, "solid", 1.0).cut(LEVEL) is LEVEL


@given(st.lists(st.integers(1, 19), unique=True, min_size=1).map(sorted))
def test_pieces_have_the_gaps_of_the_whole(cuts: list[int]) -> None:
    """However a bent curve is cut, the inked parts of its pieces are those of the whole, by place and by number."""
    x = np.arange(20.0) * 7
    curve = np.stack([x, 40 * np.sin(x / 15)], axis=1)
    dashes = Dashes(curve, "dashed", 1.0)
    bounds = [0, *cuts, 19]
    for first in (None, 0):
        pieces = [
            dashes.cut(curve[begin : end + 1], None if first is None else begin)
            for begin, end in itertools.pairwise(bounds)
            if end > begin
        ]
        assert sum(map(inked, pieces)) == pytest.approx(inked(dashes.cut(curve)))


def inked(points: np.ndarray) -> float:
    """Return the length of all parts of a line."""
    return float(np.nansum(np.hypot(*np.diff(points, axis=0).T)))


def test_a_line_far_out_of_the_picture_is_solid() -> None:
    """A line of a diverging run would have gaps without number."""
    steep = np.array([[0.0, 0.0], [400.0, -1e9]])
    assert Dashes(steep, "dotted", 1.0).cut(steep) is steep
    assert LONGEST < 1e9


def test_points_that_are_no_numbers_interrupt_the_line() -> None:
    """A curve of a diverged run keeps its part of numbers."""
    curve = np.array([[0.0, 0.0], [10.0, 0.0], [20.0, np.nan], [30.0, np.nan]])
    found = Dashes(curve, "dashed", 1.0).cut(curve)
    assert np.nanmax(found[~np.isnan(found[:, 1]), 0]) <= 10
    assert ink(found[~np.isnan(found[:, 1])])[0][0] == 0
