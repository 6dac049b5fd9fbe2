"""Numbers as readers write them: tick labels, and readouts whose digits keep their places."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sgdviz.drawing.plot.numbers import fixed, money, plain, short, significant, value_of, whole


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0.0, "0"),
        (-4.0, "−4"),
        (0.1, "0.1"),
        (10000.0, "10000"),
        (1e-9, "10⁻⁹"),
        (1e12, "10¹²"),
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
        ([16.83, 0.3], ["16.83", "0.30"]),
        ([-1.5, 2], ["−1.50", "2.00"]),
        ([123.456, 7], ["123.5", "7.0"]),
        ([2.5e8], ["2.50×10⁸"]),
        ([-0.0012], ["−1.20×10⁻³"]),
        ([0.0], ["0.00"]),
    ],
)
def test_readouts_have_one_format(values: list[float], texts: list[str]) -> None:
    """The largest value decides on the number of decimals; no number is padded."""
    write = fixed(np.array(values))
    assert [write(value) for value in values] == texts


@given(arrays(float, 5, elements=st.floats(-1e12, 1e12, allow_subnormal=False)))
def test_every_readout_shows_its_number(values: np.ndarray) -> None:
    """Every readout of a run shows its number to the digits that it has, and all have equally many decimals."""
    values[np.abs(values) < 1e-99] = 0
    write = fixed(values)
    texts = [write(float(value)) for value in values]
    assert len({len(text.partition("×")[0].partition(".")[2]) for text in texts}) == 1
    for value, text in zip(values, texts, strict=True):
        assert " " not in text
        unit = 10.0 ** -len(text.partition(".")[2])
        assert value_of(text) == pytest.approx(value, rel=6e-3 if "×" in text else 1e-9, abs=0.5000001 * unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("−1.5", -1.5),
        ("10⁻⁷", 1e-7),
        ("−10¹²", -1e12),
        ("3.5×10⁻⁷", 3.5e-7),
        ("1000", 1000.0),
        ("10.10", 10.1),
    ],
)
def test_a_number_is_read_again(text: str, value: float) -> None:
    """The number that a text shows is that of its digits, with or without a power of ten."""
    assert value_of(text) == value


def test_a_value_that_is_not_finite_is_a_word() -> None:
    """NaN and infinity are written as words."""
    write = fixed(np.array([1.0, math.nan, math.inf]))
    assert [write(value) for value in (math.nan, math.inf, -math.inf)] == ["NaN", "infinity", "−infinity"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(16.83, "16.8"), (0.28341, "0.283"), (0.0123, "0.0123"), (676.9, "677"), (87730.0, "87730"), (2.5e8, "2.5×10⁸"),
     (1.2345e-9, "1.23×10⁻⁹"), (0.0, "0"), (-3.14159, "−3.14"), (math.inf, "infinity")],
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


@pytest.mark.parametrize(("largest", "finest", "shown"), [
    (2e-9, 1e-11, "2.00×10⁻⁹"),  # decimals would say 0.000000
    (2e-3, 1e-5, "0.00200"),
    (5.0, 1e-9, "5.000000"),
    (0.5, 1e-3, "0.500"),
])  # fmt: skip
def test_small_values_are_not_rounded_to_zero(largest: float, finest: float, shown: str) -> None:
    """Where differences that must be visible need more than six decimals, small values have a power of ten."""
    assert fixed(np.array([largest]), finest=finest)(largest) == shown


@pytest.mark.parametrize(("value", "shown"), [
    (476_235.4, "476,235"), (3_095_026_816_606.0, "3.1×10¹²"), (9_999_999.0, "9,999,999"), (3.2, "3.20"), (0.0, "0"),
    (math.inf, "infinity"),
])  # fmt: skip
def test_money_is_written_in_digits_that_can_be_read(value: float, shown: str) -> None:
    """Large amounts are rounded to three digits, small ones have cents."""
    assert money(value) == shown
