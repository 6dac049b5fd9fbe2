"""Checks of arguments: what passes, and the words of what does not."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sgdviz import InputError
from sgdviz.checks import MOST_CHARACTERS, finite, flag, fraction, not_negative, positive, shown, text, whole

if TYPE_CHECKING:
    from collections.abc import Callable

ABOVE, AT_LEAST, SHARE, FINITE = (
    "give a number above 0",
    "give 0 or a number above it",
    "give a number from 0 up to but not including 1",
    "give a finite number",
)


@pytest.mark.parametrize(
    ("check", "good", "bad", "said"),
    [
        (positive, [1, 1e-300, np.float32(2), Fraction(1, 2)], [0, -1, -0.0], ABOVE),
        (not_negative, [0, 0.0, 3], [-1e-300, -1], AT_LEAST),
        (fraction, [0, 0.999], [1, 1.5, -0.1], SHARE),
        (finite, [-5, 0, 1e308], [], FINITE),
    ],
)
def test_numbers_are_checked(check: Callable[[str, Any], float], good: list[Any], bad: list[Any], said: str) -> None:
    """A number in range is returned as a float; another is refused by name and value."""
    for value in good:
        result = check("speed", value)
        assert result == float(value)
        assert type(result) is float
    for value in bad:
        with pytest.raises(InputError) as caught:
            check("speed", value)
        assert str(caught.value) == f"speed is {value!r}; {said}"


@pytest.mark.parametrize("check", [positive, not_negative, fraction, finite])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "1", None, True, [1], 1j])
def test_what_is_no_finite_number_is_refused(check: Callable[[str, Any], float], value: Any) -> None:
    """NaN, infinity, text, None, booleans, lists and complex numbers are no finite numbers."""
    with pytest.raises(InputError) as caught:
        check("speed", value)
    assert str(caught.value) == f"speed is {value!r}; {FINITE}"


def test_whole_numbers_are_checked() -> None:
    """A whole number of at least the least is returned as an int."""
    good: list[Any] = [2, 10**30, np.int64(7), 3.0, np.float32(4), Fraction(6, 2)]
    for value in good:
        assert whole("count", value, least=2) == int(value)
        assert type(whole("count", value, least=2)) is int
    bads: list[Any] = [1, 2.5, True, "3", None, math.nan, -math.inf, 3 + 0j, np.True_]
    for bad in bads:
        with pytest.raises(InputError) as caught:
            whole("count", bad, least=2)
        assert str(caught.value) == f"count is {bad!r}; give a whole number of at least 2"


@pytest.mark.parametrize("value", [10**41, 10**5000, math.inf, 1e300], ids=["41", "5001", "inf", "1e300"])
def test_a_number_past_all_counts_is_refused_in_one_short_line(value: Any) -> None:
    """The error says how long the number is where Python would not write it, and gives the limit."""
    with pytest.raises(InputError, match=r"count is .*; give a whole number from 0 to 9$") as caught:
        whole("count", value, least=0, most=9)
    assert len(str(caught.value)) < 120
    assert "5,000 digits" in str(caught.value) or value != 10**5000


@pytest.mark.parametrize("check", [positive, not_negative, fraction, finite])
def test_a_number_above_all_floats_is_refused(check: Callable[[str, Any], float]) -> None:
    """A whole number that no float holds is no finite number."""
    with pytest.raises(InputError, match=r"^speed is a number of about 5,000 digits; give a finite number$"):
        check("speed", 10**5000)
    with pytest.raises(InputError, match=r"^speed is a number of about 400 digits; "):
        check("speed", 10**400)


def test_a_number_above_its_limit_is_refused() -> None:
    """A limit is part of the error."""
    assert positive("speed", 7, most=7) == 7
    for check in (positive, not_negative):
        with pytest.raises(InputError, match=r"^speed is 8; give at most 7$"):
            check("speed", 8, most=7)


def test_a_value_is_shown_in_one_line() -> None:
    """A repr that fails, or that has several lines, does not make another error."""

    class Odd:
        def __repr__(self) -> str:
            raise RuntimeError

    assert shown(Odd()) == "a value of type Odd"
    assert shown(np.zeros((2, 2))) == "array([[0., 0.], [0., 0.]])"


def test_texts_are_checked() -> None:
    """Text of at most the longest length passes; a number and a longer text are refused by name."""
    assert text("title", "a" * MOST_CHARACTERS) == "a" * MOST_CHARACTERS
    with pytest.raises(InputError, match=r"^title has 100,000 characters; give at most 2,000$"):
        text("title", "a" * 100_000)
    with pytest.raises(InputError, match=r"^title is 3; give text$"):
        text("title", 3)


def test_flags_are_checked() -> None:
    """True and False pass; whatever merely counts as one of them does not."""
    assert flag("loud", True) is True
    assert flag("loud", False) is False
    assert flag("loud", np.True_) is True  # type: ignore[arg-type] # as comparisons of NumPy return it
    for bad in ("no", 0, 1, None):
        with pytest.raises(InputError) as caught:
            flag("loud", bad)  # type: ignore[arg-type]
        assert str(caught.value) == f"loud is {bad!r}; give True or False"
