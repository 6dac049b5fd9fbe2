"""Plots: where values lie, and which ticks help."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.marks import Rect, Stroke, Text
from sgdviz.panels.plot import Plot, linear_axis, log_axis
from sgdviz.theme import LIGHT
from sgdviz.typesetting import face


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
    """1, 2 or 5 times a power of ten, from the data's own range."""
    axis = linear_axis(low, high, most=6 if high == 1 else 5)
    assert ticks is None or axis.ticks == pytest.approx(ticks)
    assert axis.low <= low <= high <= axis.high


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(3, 9))
def test_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    """Never more than asked for, never outside the axis, always at least one."""
    axis = linear_axis(low, low + span, most=most)
    assert 1 <= len(axis.ticks) <= most
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


def test_an_axis_that_counts_has_whole_ticks() -> None:
    """There is no step 0.5."""
    assert linear_axis(0, 1, least_step=1).ticks == (0, 1)


@pytest.mark.parametrize(
    ("low", "high", "ends", "ticks"),
    [
        (0.28, 29, (0.1, 100), 4),
        (1, 1, (1, 10), 2),
        (1e-9, 30, (1e-9, 100), 4),
    ],
)
def test_log_axes_run_between_powers_of_ten(low: float, high: float, ends: tuple[float, float], ticks: int) -> None:
    """Labelled at a few of them."""
    axis = log_axis(low, high)
    assert (axis.low, axis.high) == pytest.approx(ends)
    assert len(axis.ticks) == ticks
    assert all(math.log10(tick) == pytest.approx(round(math.log10(tick))) for tick in axis.ticks)


PLOT = Plot(Rect(100, 50, 300, 150), linear_axis(0, 10), log_axis(1, 100))


def test_values_lie_where_the_axes_say() -> None:
    """Corners and middle, y downwards, decades evenly spaced."""
    assert PLOT.place([0, 5, 10], [1, 10, 100]).tolist() == [[100, 150], [200, 100], [300, 50]]


def test_values_that_cannot_be_shown_stay_finite_or_break_the_line() -> None:
    """Infinity is far away in its direction; NaN, and what a log axis has no place for, is nowhere near."""
    points = PLOT.place([1, 1, 1, math.nan], [math.inf, 0, math.nan, 1])
    assert points[0, 1] < -1e6
    assert points[1, 1] > 1e6
    assert np.isnan(points[2, 1])
    assert np.isnan(points[3, 0])


def test_a_long_y_label_stands_over_the_plot() -> None:
    """Where there is no room for it beside the axis; one too long even for that is shortened."""
    for label, anchor, x in (("price", "right", 91), ("price ($1000)", "left", 100), ("price " * 20, "left", 100)):
        *_, text = PLOT.frame(LIGHT, 1.0, x_label="x", y_label=label)
        assert isinstance(text, Text)
        assert (text.anchor, text.x) == (anchor, x)
        assert text.text == label or text.text.endswith("…")
        width = face(text.size).width(text.text)
        left = text.x - width if anchor == "right" else text.x
        assert left >= 50  # what lies to the left of a plot in its panel is 50 pixels wide
        assert left + width <= PLOT.area.right


def test_a_long_x_label_is_shortened() -> None:
    """It is no wider than the plot."""
    texts = [mark for mark in PLOT.frame(LIGHT, 1.0, x_label="size " * 20) if isinstance(mark, Text)]
    assert texts[-1].text.startswith("size size")
    assert texts[-1].text.endswith("…")
    assert face(texts[-1].size).width(texts[-1].text) <= PLOT.area.width


def test_the_frame_labels_every_tick_once() -> None:
    """A line and a label for each, the lines through zero stronger and above the rest."""
    marks = list(PLOT.frame(LIGHT, 1.0, x_label="step", y_label="cost", zero=True))
    lines = [mark for mark in marks if isinstance(mark, Stroke)]
    texts = [mark.text for mark in marks if isinstance(mark, Text)]
    assert len(lines) == len(PLOT.x.ticks) + len(PLOT.y.ticks)
    assert texts == ["0", "5", "10", "1", "10", "100", "step", "cost"]
    assert [line.color for line in lines].count(LIGHT.axis) == 1


def test_many_are_counted_in_thousands() -> None:
    """House prices have no room for all their zeros; what is too large even so is written as a power."""
    axis = linear_axis(0, 800_000)
    assert [axis.label(tick) for tick in axis.ticks] == ["0", "200k", "400k", "600k", "800k"]
    large = linear_axis(0, 1.5e10)
    assert large.label(large.ticks[-1]) == "1.5e10"


def test_labels_of_many_digits_are_short() -> None:
    """Five of them would not fit beside a plot."""
    powers = log_axis(1, 1e7, most=9)
    assert [powers.label(tick) for tick in powers.ticks] == ["1", "10", "100", "1000", "10k", "100k", "1e6", "1e7"]
    tens = linear_axis(0, 40_000)
    assert [tens.label(tick) for tick in tens.ticks] == ["0", "10k", "20k", "30k", "40k"]
    assert linear_axis(0, 3e8).label(2e8) == "2e8"
