"""Axes: limits, round ticks, and labels that can be told apart."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.plot.axis import Axis, linear_axis, log_axis, root_axis


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (-5, 4, (-4, -2, 0, 2, 4)),
        (0, 300, (0, 100, 200, 300)),
        (-9.995, 7.295, (-10, -5, 0, 5)),
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (3, 3, None),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, ticks: tuple[float, ...] | None) -> None:
    """Ticks are 1, 2 or 5 times a power of ten apart, and the axis holds the values."""
    axis = linear_axis(low, high, most=6 if high == 1 else 5)
    assert ticks is None or axis.ticks == pytest.approx(ticks)
    assert axis.low <= low <= high <= axis.high


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(3, 9))
def test_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    """An axis has at least one tick, no more than asked for, and none outside."""
    axis = linear_axis(low, low + span, most=most)
    assert 1 <= len(axis.ticks) <= most
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_an_axis_that_does_not_reach_ends_at_its_values(low: float, span: float) -> None:
    """An axis without reach has exactly the limits that were given, and no tick outside."""
    axis = linear_axis(low, low + span, reach=False)
    assert (axis.low, axis.high) == (low, low + span)
    near = 1e-6 * span
    assert all(low - near <= tick <= low + span + near for tick in axis.ticks)


def test_an_axis_reaches_to_a_tick_nearby() -> None:
    """An end within a twentieth of the length of the next tick is extended to it; one further off is not."""
    axis = linear_axis(0.4, 9.6)
    assert (axis.low, axis.high) == (0, 10)
    axis = linear_axis(0.4, 9.0)
    assert (axis.low, axis.high) == (0, 9.0)


def test_an_axis_that_counts_has_whole_ticks() -> None:
    """An axis of steps has no tick at 0.5, and the ticks of any axis are at least as far apart as asked for."""
    assert linear_axis(0, 1, least_step=1).ticks == (0, 1)
    assert linear_axis(0, 10, most=9, least_step=3).ticks == (0, 5, 10)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.28, 29, (1, 10)),
        (0.08, 120, (0.1, 1, 10, 100)),
        (1e-9, 30, (1e-9, 1e-6, 1e-3, 1)),
        (2.3, 29, (2, 5, 10, 20)),
        (1, 1, (0.5, 1, 2)),
        (2.2, 6, (2, 5)),
        (3.1, 4.2, (2, 5)),
        (2.6, 3.3, (2, 5)),
    ],
)
def test_log_axes_reach_a_little_past_their_values(low: float, high: float, ticks: tuple[float, ...]) -> None:
    """A log axis begins and ends near its values and is labelled at powers of ten, or at 1, 2 and 5 times them."""
    axis = log_axis(low, high)
    assert axis.log
    assert axis.ticks == pytest.approx(ticks)
    if high > 4 * low:
        assert axis.share([low, high]).tolist() == pytest.approx([0.06 / 1.12, 1.06 / 1.12])
    else:
        assert (axis.high / axis.low, axis.high * axis.low) == pytest.approx((4, high * low))


@given(st.floats(1e-300, 1e300), st.floats(1, 1e12), st.floats(0, 0.5))
def test_the_ticks_of_a_log_axis_keep_apart(low: float, ratio: float, apart: float) -> None:
    """A log axis has a tick, none outside, and none nearer to the next than asked for."""
    axis = log_axis(low, low * ratio, apart=apart)
    places = axis.share(axis.ticks)
    assert 1 <= len(places) <= 9
    assert places.min() >= -1e-9
    assert places.max() <= 1 + 1e-9
    assert all(after - before >= apart - 1e-9 for before, after in pairwise(places))


def test_a_log_axis_of_an_ordinary_plot_has_two_ticks_or_more() -> None:
    """Two labels are needed to read an axis; one as high as a small panel has room for them at every range."""
    for number in range(400):
        low = 10 ** (number / 400)
        for ratio in (1, 3, 5, 8, 15, 40, 90, 200, 1e4, 1e9):
            assert len(log_axis(low, low * ratio, apart=0.1).ticks) > 1


def test_a_power_spaces_an_axis() -> None:
    """On an axis of square roots a quarter of the way lies in the middle, and values before its start keep order."""
    axis = Axis(100, 500, (100, 500), power=0.5)
    assert axis.share([0, 100, 200, 500, 1000]).tolist() == [-0.5, 0, 0.5, 1, 1.5]
    assert Axis(0, 20_000, (0, 5000, 20_000), power=0.5).label(20_000) == "20k"
    assert Axis(0, 10_002, (0, 5000, 10_002), power=0.5).label(10_002) == "10002"


def test_shares_run_from_the_low_end_to_the_high_end() -> None:
    """The share of a value is linear along a linear axis and counts decades along a log axis."""
    assert Axis(-5, 5, (0,)).share([-5, 0, 5, 10]).tolist() == [0, 0.5, 1, 1.5]
    assert Axis(1, 100, (1,), log=True).share([1, 10, 100]).tolist() == [0, 0.5, 1]
    nowhere = Axis(1, 100, (1,), log=True).share([0, -1])
    assert nowhere[0] == -math.inf
    assert math.isnan(nowhere[1])


def test_large_labels_count_in_thousands() -> None:
    """House prices have no room for all their zeros; labels that are too large even so are written as powers."""
    axis = linear_axis(0, 800_000)
    assert [axis.label(tick) for tick in axis.ticks] == ["0", "200k", "400k", "600k", "800k"]
    large = linear_axis(0, 1.5e10)
    assert large.label(large.ticks[-1]) == "1.5×10¹⁰"


def test_labels_of_many_digits_are_short() -> None:
    """Labels of five digits or more would not fit beside a plot."""
    powers = log_axis(1, 1e7, most=9)
    assert [powers.label(tick) for tick in powers.ticks] == ["1", "10", "100", "1000", "10k", "100k", "10⁶", "10⁷"]
    tens = linear_axis(0, 40_000)
    assert [tens.label(tick) for tick in tens.ticks] == ["0", "10k", "20k", "30k", "40k"]
    assert linear_axis(0, 3e8).label(2e8) == "2×10⁸"
    millions = linear_axis(-5e6, 1e7)
    assert [millions.label(tick) for tick in millions.ticks] == ["−5M", "0", "5M", "10M"]
    halves = linear_axis(0, 2e6)
    assert [halves.label(tick) for tick in halves.ticks] == ["0", "0.5M", "1M", "1.5M", "2M"]


@pytest.mark.parametrize(("low", "high"), [(1e12, 1e12 + 2), (2000, 2020), (0.001, 0.002), (-1e-9, 1e-9)])
def test_labels_can_be_told_apart(low: float, high: float) -> None:
    """Labels have as many digits as it takes to tell neighbouring ticks apart."""
    axis = linear_axis(low, high)
    labels = [axis.label(tick) for tick in axis.ticks]
    assert len(set(labels)) == len(labels) > 2


def test_an_axis_of_squares_has_the_roots_as_labels() -> None:
    """Ticks lie at squares of round numbers, begin with 0, and are far enough apart for their labels."""
    axis = root_axis(-10.0, 100.0, apart=0.08)
    assert axis.ticks[0] == 0
    assert [axis.label(tick) for tick in axis.ticks] == [f"{round(tick**0.5)}" for tick in axis.ticks]
    assert [axis.label(tick) for tick in axis.ticks] == ["0", "4", "6", "8", "10"]
    assert all(after - before >= 0.08 * 110 for before, after in pairwise(axis.ticks))
    assert axis.share(50.0) == pytest.approx(60 / 110)
