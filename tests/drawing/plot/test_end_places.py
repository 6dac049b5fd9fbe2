"""Places of names at the ends of curves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sgdviz.drawing.plot.end_places import STEADY, end_places

HEIGHTS = st.floats(-50, 450)


@given(arrays(float, st.tuples(st.integers(1, 12), st.integers(1, 6)), elements=HEIGHTS))
def test_names_never_overlap_and_stay_in_the_plot(ends: np.ndarray) -> None:
    """At every row each two names are a height apart, between the limits."""
    found = end_places(ends, 16.0, 0.0, 400.0)
    assert found.shape == ends.shape
    assert found.min() >= 0
    assert found.max() <= 400
    gaps = np.diff(np.sort(found, axis=1), axis=1)
    assert gaps.min(initial=16.0) >= 16 - 1e-6


def test_names_far_from_each_other_stand_at_their_ends() -> None:
    """Nothing is moved without need."""
    np.testing.assert_allclose(end_places(np.array([[300.0, 20.0, 150.0]]), 16.0, 0.0, 400.0), [[300, 20, 150]])


def test_equal_ends_share_their_middle() -> None:
    """Names of ends in one place stand around it, in the order of the runs."""
    np.testing.assert_allclose(end_places(np.full((1, 3), 100.0), 16.0, 0.0, 400.0), [[84, 100, 116]])
    np.testing.assert_allclose(end_places(np.full((1, 3), 400.0), 16.0, 0.0, 400.0), [[368, 384, 400]])


def test_ends_that_swing_past_each_other_do_not_exchange_their_names() -> None:
    """Two names change places when their ends are a height apart in the other order, and not before."""
    swing = np.array([[100.0, 104.0], [106.0, 98.0], [97.0, 105.0], [120.0, 90.0]])
    found = end_places(swing, 16.0, 0.0, 400.0)
    assert (found[:3, 0] < found[:3, 1]).all()
    assert found[3, 0] > found[3, 1]


def test_a_name_moves_only_when_it_is_far_enough_off() -> None:
    """Small movements of an end leave its name where it is."""
    ends = np.array([[100.0], [102.0], [99.0], [100.0 + STEADY * 16 + 1]])
    assert end_places(ends, 16.0, 0.0, 400.0)[:, 0].tolist() == pytest.approx([100, 100, 100, ends[3, 0]])


def test_an_end_that_is_no_number_keeps_its_place() -> None:
    """The name of a diverged run stays; one far outside stands at the edge."""
    ends = np.array([[100.0, 1e9], [np.nan, -1e9]])
    np.testing.assert_allclose(end_places(ends, 16.0, 0.0, 400.0), [[100, 400], [100, 0]])


def test_a_plot_too_low_for_its_names_has_them_from_its_top_on() -> None:
    """Names keep their distance, and the last stand below the plot."""
    np.testing.assert_allclose(end_places(np.full((1, 3), 5.0), 16.0, 0.0, 20.0), [[0, 16, 32]])
