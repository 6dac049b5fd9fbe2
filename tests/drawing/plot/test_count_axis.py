"""Axes of steps: spaced by the square root, with labels at round numbers and at the last."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.plot.count_axis import LINEAR_LENGTH, count_axis
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face


@pytest.mark.parametrize(
    ("last", "ticks"),
    [
        (1, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (12, (0, 5, 10, 12)),
        (20, (0, 5, 10, 15, 20)),
        (36, (0, 1, 5, 10, 20, 36)),
        (300, (0, 10, 50, 100, 200, 300)),
        (750, (0, 10, 100, 200, 500, 750)),
        (10_000, (0, 200, 1000, 5000, 10_000)),
        (100_000, (0, 2000, 10_000, 50_000, 100_000)),
    ],
)
def test_ticks_are_round_numbers_and_the_last(last: int, ticks: tuple[int, ...]) -> None:
    """An axis of the width of a loss panel is labelled at a few round numbers, and at both ends."""
    axis = count_axis(0, last, width=244)
    assert axis.ticks == ticks
    assert (axis.low, axis.high) == (0, last)


@given(st.integers(0, 10**6), st.integers(0, 10**5), st.floats(20, 900), st.sampled_from([0.0, 0.14]))
def test_labels_keep_apart(first: int, length: int, width: float, room: float) -> None:
    """No two labels touch, however long the run and narrow the plot; the last step always has one."""
    axis = count_axis(first, first + length, width=width, room=room)
    assert first + length in axis.ticks
    assert len(set(axis.ticks)) == len(axis.ticks) <= 11
    assert all(tick == round(tick) for tick in axis.ticks)
    places = axis.share(axis.ticks) * width
    sizes = [face(SIZES.label).width(axis.label(tick)) for tick in axis.ticks]
    for (left, size), (right, other) in pairwise(zip(places, sizes, strict=True)):
        assert right - left >= (size + other) / 2 + 9.9


@pytest.mark.parametrize("last", [1, 12, 20, 21, 300, 100_000])
def test_shares_rise_with_the_steps(last: int) -> None:
    """Each step lies to the right of the one before, the first at 0 and the last at 1."""
    shares = count_axis(0, last, width=244).share(np.arange(last + 1))
    assert (shares[0], shares[-1]) == (0, 1)
    assert (np.diff(shares) > 0).all()


def test_a_long_run_is_spaced_by_the_square_root() -> None:
    """A quarter of the steps takes half of the width; a short run is spaced evenly."""
    assert count_axis(0, 300, width=244).share(75) == pytest.approx(0.5)
    assert count_axis(100, 500, width=244).share(200) == pytest.approx(0.5)
    assert count_axis(0, LINEAR_LENGTH, width=244).share(5) == pytest.approx(5 / LINEAR_LENGTH)


@pytest.mark.parametrize("last", [12, 300])
def test_room_lies_beyond_the_last_step(last: int) -> None:
    """With room the last step, still labelled, stands before the end of the axis."""
    axis = count_axis(0, last, width=300, room=0.25)
    assert axis.share(last) == pytest.approx(0.8)
    assert axis.ticks[-1] == last


def test_one_step_alone_has_an_axis() -> None:
    """A recording of a single row stands in the middle of its axis."""
    axis = count_axis(7, 7, width=244)
    assert axis.ticks == (7,)
    assert axis.share(7) == pytest.approx(0.5)
