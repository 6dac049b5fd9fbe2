"""Checks of arguments: what passes, and the words of what does not."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sgdviz import InputError
from sgdviz.checks import finite, flag, fraction, not_negative, positive, whole

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
    good: list[Any] = [2, 10**30, np.int64(7)]
    for value in good:
        assert whole("count", value, least=2) == int(value)
        assert type(whole("count", value, least=2)) is int
    bads: list[Any] = [1, 2.0, True, "3", None, math.nan]
    for bad in bads:
        with pytest.raises(InputError) as caught:
            whole("count", bad, least=2)
        assert str(caught.value) == f"count is {bad!r}; give a whole number of at least 2"


def test_flags_are_checked() -> None:
    """True and False pass; whatever merely counts as one of them does not."""
    assert flag("loud", True) is True
    assert flag("loud", False) is False
    for bad in ("no", 0, 1, None):
        with pytest.raises(InputError) as caught:
            flag("loud", bad)  # type: ignore[arg-type]
        assert str(caught.value) == f"loud is {bad!r}; give True or False"
