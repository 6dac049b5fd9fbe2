"""Numbers as readers write them: tick labels, and readouts whose digits keep their places."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.text import FIGURE_SPACE, MINUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


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
    """Return a function that writes any of `values` with its digits in the same places, padded with figure spaces.

    The largest value sets the format: two decimals below a hundred, fewer above, a power of ten from a million on and
    below a hundredth. Further decimals show differences of `finest`, and below 1e9 no power of ten hides them. NaN and
    infinity are written as words.
    """
    sizes = np.abs(values[np.isfinite(values)])
    largest = float(sizes.max(initial=0.0))
    least = min(math.ceil(-math.log10(finest)), MOST_DECIMALS) if 0 < finest < math.inf else 0
    if largest >= (1e9 if math.isfinite(finest) else 1e6) or 0 < largest < min(0.01, finest):
        form = "z.2e"
    else:
        form = f"z.{max(2 if largest < 100 else 1 if largest < 1000 else 0, least)}f"
    smallest = float(sizes.min(initial=largest))
    places = max(len(format(size, form)) for size in (largest, smallest)) + bool(np.any(values < 0))

    def write(value: float) -> str:
        if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "\u2212infinity" if value < 0 else "infinity"
        return format(value, form).replace("-", MINUS).rjust(places, FIGURE_SPACE)

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


def _tidy(text: str) -> str:
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", MINUS)
