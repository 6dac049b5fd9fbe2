"""The prediction as an equation with its current numbers, each in one format for the whole run."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.numbers import fixed
from sgdviz.drawing.text import MINUS
from sgdviz.drawing.words import ENGLISH
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from sgdviz.drawing.words import Words

_PLACE = re.compile(r"(\+ )?\{([^}]*)\}")


def equation_writer(
    formula: str,
    params: Mapping[str, NDArray[np.float64]],
    rows: int,
    *,
    finest: Mapping[str, float] | None = None,
    words: Words = ENGLISH,
) -> Callable[[int], str]:
    """Return a function that writes `formula` at a row, in a format for every number in the first `rows` rows.

    The formula names `params` in braces, each (T,); `finest` gives the differences of each that must be visible. An
    added number shows its sign in the operator. `words` write the numbers. Raises `InputError` for a name that is not a
    parameter.
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
            _number(params[name], rows, (finest or {}).get(name, math.inf), words, added=operator is not None),
        ]
        end = match.end()
    parts.append(formula[end:])
    return lambda row: "".join(part if isinstance(part, str) else part(row) for part in parts)


def _number(
    values: NDArray[np.float64], rows: int, finest: float, words: Words, *, added: bool
) -> Callable[[int], str]:
    if not added:
        write = fixed(values[:rows], finest=finest)
        return lambda row: words.number(write(float(values[row])))
    write = fixed(np.abs(values[:rows]), finest=finest)
    return lambda row: f"{MINUS if values[row] < 0 else '+'} {words.number(write(abs(float(values[row]))))}"
