"""Numbers as readers write them: tick labels, and readouts whose digits keep their places."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sgdviz.drawing.plot.numbers import fixed, plain, short, significant, whole
from sgdviz.drawing.text import FIGURE_SPACE


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0.0, "0"),
        (-4.0, "−4"),
        (0.1, "0.1"),
        (10000.0, "10000"),
        (1e-9, "1e−9"),
        (1e12, "1e12"),
        (0.30000000000000004, "0.3"),
    ],
)
def test_tick_labels_are_short(value: float, label: str) -> None:
    """The label of a tick has a true minus sign and no digits from rounding."""
    assert plain(value) == label


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1.289, 0.4], ["1.29", "0.40"]),
        ([16.83, 0.3], ["16.83", f"{FIGURE_SPACE}0.30"]),
        ([-1.5, 2], ["−1.50", f"{FIGURE_SPACE}2.00"]),
        ([123.456, 7], ["123.5", f"{FIGURE_SPACE}{FIGURE_SPACE}7.0"]),
        ([2.5e8], ["2.50e+08"]),
        ([0.0012], ["1.20e−03"]),
        ([0.0], ["0.00"]),
    ],
)
def test_readouts_keep_their_places(values: list[float], texts: list[str]) -> None:
    """The largest value decides on the number of places."""
    write = fixed(np.array(values))
    assert [write(value) for value in values] == texts


@given(arrays(float, 5, elements=st.floats(-1e12, 1e12, allow_subnormal=False)))
def test_every_readout_of_a_run_is_as_long(values: np.ndarray) -> None:
    """All readouts of a run have the same number of characters."""
    values[np.abs(values) < 1e-99] = 0
    write = fixed(values)
    assert len({len(write(float(value))) for value in values}) == 1


def test_a_value_that_is_not_finite_is_a_word() -> None:
    """NaN and infinity are written as words."""
    write = fixed(np.array([1.0, math.nan, math.inf]))
    assert [write(value) for value in (math.nan, math.inf, -math.inf)] == ["NaN", "infinity", "−infinity"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(16.83, "16.8"), (0.28341, "0.283"), (0.0123, "0.0123"), (676.9, "677"), (87730.0, "87730"), (2.5e8, "2.5e8"),
     (1.2345e-9, "1.23e−9"), (0.0, "0"), (-3.14159, "−3.14"), (math.inf, "infinity")],
)  # fmt: skip
def test_one_number_keeps_three_digits(value: float, text: str) -> None:
    """A number that falls through many powers of ten keeps three significant digits."""
    assert significant(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"), (0.09375, "0.09375"), (0.1 + 0.2, "0.3"), (-1.5, "\u22121.5"), (192.0, "192"), (0.0, "0"),
        (4 / 3, "1.33"), (0.0078125 / 3, "0.00260"), (-20 / 3, "\u22126.67"),
    ],
)  # fmt: skip
def test_a_short_number_is_whole_where_six_digits_hold_it(value: float, text: str) -> None:
    """A number of at most six significant digits is written in full, and any other to three."""
    assert short(value) == text


@pytest.mark.parametrize(
    ("number", "label"), [(0, "0"), (5000, "5000"), (10_000, "10k"), (10_002, "10002"), (12_500, "12.5k")]
)
def test_whole_numbers_keep_their_digits(number: float, label: str) -> None:
    """A whole number is written in thousands only where that loses nothing."""
    assert whole(number) == label
