"""The prediction as an equation with its current numbers, each in one format for the whole run."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import fixed
from sgdviz.drawing.text import MINUS
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

_PLACE = re.compile(r"(\+ )?\{([^}]*)\}")


def equation_writer(
    formula: str, params: Mapping[str, NDArray[np.float64]], rows: int, *, finest: Mapping[str, float] | None = None
) -> Callable[[int], str]:
    """Return a function that writes `formula` at a row, in a format for every number in the first `rows` rows.

    The formula names `params` in braces, each (T,); `finest` gives the differences of each that must be visible. An
    added number shows its sign in the operator. Raises `InputError` for a name that is not a parameter.
    """
    parts: list[str | Callable[[int], str]] = []
    end = 0
    for match in _PLACE.finditer(formula):
        operator, name = match.groups()
        if name not in params:
            known = ", ".join(params)
            what = f"the formula {formula!r} names {name!r}, which is not a parameter"
            raise InputError(f"{what}; the parameters are: {known}")
        parts += [
            formula[end : match.start()],
            _number(params[name], rows, (finest or {}).get(name, math.inf), added=operator is not None),
        ]
        end = match.end()
    parts.append(formula[end:])
    return lambda row: "".join(part if isinstance(part, str) else part(row) for part in parts)


def _number(values: NDArray[np.float64], rows: int, finest: float, *, added: bool) -> Callable[[int], str]:
    if not added:
        write = fixed(values[:rows], finest=finest)
        return lambda row: write(float(values[row]))
    write = fixed(np.abs(values[:rows]), finest=finest)
    return lambda row: f"{MINUS if values[row] < 0 else '+'} {write(abs(float(values[row])))}"
