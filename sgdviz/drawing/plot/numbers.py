"""Numbers as readers write them: tick labels, and readouts in one format for a whole run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.text import MINUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_POWERS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans("-0123456789", _POWERS)
_FROM_SUPERSCRIPTS = str.maketrans(_POWERS, "-0123456789")


def plain(value: float, *, digits: int = 6) -> str:
    """Return the label of a tick: at most `digits` significant digits, and a true minus sign."""
    return _tidy(f"{value:.{digits}g}")


MANY = 1e4
"""From here to its square, tick labels count in thousands, as in 200k: more digits have no room."""

MILLION = 1e6
"""From here on those of a linear axis count in millions, where these are whole or have one decimal."""


def whole(number: float) -> str:
    """Return the label of a whole `number`, with all its digits unless those of thousands will do, as in 12.5k."""
    if MANY <= number < MANY**2 and number % 100 == 0:
        return plain(number / 1000) + "k"
    return plain(number, digits=9)


MOST_DECIMALS = 6


def fixed(values: NDArray[np.float64], *, finest: float = math.inf) -> Callable[[float], str]:
    """Return a function that writes any of `values` in one format, so that its digits keep their places.

    The largest value sets the format: two decimals below a hundred, fewer above, a power of ten from a million on and
    below a hundredth. Further decimals show differences of `finest`, and below 1e9 no power of ten hides them, unless
    more than `MOST_DECIMALS` would be needed for values below a hundredth. NaN and infinity are written as words.
    """
    sizes = np.abs(values[np.isfinite(values)])
    largest = float(sizes.max(initial=0.0))
    needed = math.ceil(-math.log10(finest)) if 0 < finest < math.inf else 0
    least = min(needed, MOST_DECIMALS)
    is_small = 0 < largest < 0.01 and (largest < finest or needed > MOST_DECIMALS)
    if largest >= (1e9 if math.isfinite(finest) else 1e6) or is_small:
        form = "z.2e"
    else:
        form = f"z.{max(2 if largest < 100 else 1 if largest < 1000 else 0, least)}f"

    def write(value: float) -> str:
        if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "\u2212infinity" if value < 0 else "infinity"
        return _tidy(format(value, form))

    return write


def significant(value: float, digits: int = 3) -> str:
    """Return `value` to so many significant digits, for a number that may fall through many powers of ten."""
    if not math.isfinite(value):
        return fixed(np.array([0.0]))(value)
    size = abs(value)
    plainly = 1e-3 <= size < 1e6
    form = f"z.{max(digits - 1 - math.floor(math.log10(size)), 0)}f" if plainly else f"z.{digits}g"
    return _tidy(format(value, form))


def short(value: float) -> str:
    """Return `value` in full where six significant digits hold it, and to three significant digits elsewhere."""
    return plain(value) if math.isclose(float(f"{value:.6g}"), value, rel_tol=1e-9) else significant(value)


def money(value: float) -> str:
    """Return an amount of money: with cents below a hundred, digits in groups below ten millions, then rounded."""
    if value >= 1e7 or not math.isfinite(value):
        return significant(value)
    return f"{value:.2f}" if 0 < value < 100 else f"{value:,.0f}"


def exact(value: float) -> str:
    """Return `value` with all digits that tell it from other numbers, as a setting that was given."""
    return _tidy(repr(value))


def value_of(text: str) -> float:
    """Return the number that a text of this module shows."""
    digits = text.rstrip(_POWERS).replace(MINUS, "-")
    power = text[len(digits) :].translate(_FROM_SUPERSCRIPTS)
    if not power:
        return float(digits)
    mantissa = digits.removesuffix("10").removesuffix("×")
    return float(f"{mantissa if mantissa.strip('-') else mantissa + '1'}e{power}")


def _tidy(text: str) -> str:
    """Return a number as Python writes it with a true minus sign, and a power of ten as readers write it: 3.5×10⁻⁷."""
    mantissa, e, power = text.partition("e")
    if not e:
        return text.replace("-", MINUS)
    ten = "10" + str(int(power)).translate(_SUPERSCRIPTS)
    if mantissa in ("1", "-1"):
        return mantissa.replace("1", ten).replace("-", MINUS)
    return f"{mantissa.replace('-', MINUS)}×{ten}"
