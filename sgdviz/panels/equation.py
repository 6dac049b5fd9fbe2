"""The prediction as an equation with its current numbers, each in its fixed place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.errors import InputError
from sgdviz.panels.numerals import fixed
from sgdviz.typesetting import MINUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sgdviz.recording import Recording

_PLACE = re.compile(r"(\+ )?\{([^}]*)\}")


def equation_writer(recording: Recording, rows: int, *, most_named: int = 3) -> Callable[[int], str]:
    """Return what writes the equation of a row, with room for every number in the first `rows` rows.

    A number that the formula adds shows its sign in the operator. Without a formula the first few parameters are
    listed. Raises `InputError` when the formula names a parameter that is not there.
    """
    names = recording.param_names[:most_named]
    formula = recording.formula or "   ".join(f"{name} = {{{name}}}" for name in names)
    parts: list[str | Callable[[int], str]] = []
    end = 0
    for match in _PLACE.finditer(formula):
        operator, name = match.groups()
        if name not in recording.param_names:
            known = ", ".join(recording.param_names)
            what = f"the formula {formula!r} names {name!r}, which is no parameter"
            raise InputError(f"{what}; the parameters are: {known}")
        values = recording.params[:, recording.param_names.index(name)]
        parts += [formula[end : match.start()], _number(values, rows, added=operator is not None)]
        end = match.end()
    parts.append(formula[end:])
    return lambda row: "".join(part if isinstance(part, str) else part(row) for part in parts)


def _number(values: NDArray[np.float64], rows: int, *, added: bool) -> Callable[[int], str]:
    if not added:
        write = fixed(values[:rows])
        return lambda row: write(float(values[row]))
    write = fixed(np.abs(values[:rows]))
    return lambda row: f"{MINUS if values[row] < 0 else '+'} {write(abs(float(values[row])))}"
