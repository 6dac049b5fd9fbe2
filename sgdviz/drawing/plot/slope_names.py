"""The names of slopes and of an intercept in the units of the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sgdviz.data.date_units import YEARS

if TYPE_CHECKING:
    from sgdviz.data import Dataset
    from sgdviz.drawing.words import Words

_UNIT = re.compile(r"\s*(?:\(([^()]*)\)|\[([^][]*)\])$")


def slope_names(dataset: Dataset, words: Words) -> tuple[str, ...]:
    """Return the D names of the slopes and that of the intercept, as in "slope ($ per sq ft)" and "intercept ($)".

    Of several inputs, a slope has the name of its input.
    """
    target = dataset.date_unit(-1)
    unit = (words.years if target == YEARS else words.days) if target else _unit_in(dataset.target_name)
    names = dataset.feature_names if len(dataset.feature_names) > 1 else (words.slope,)
    slopes = []
    for column, (name, feature) in enumerate(zip(names, dataset.feature_names, strict=True)):
        dates = dataset.date_unit(column)
        other = (words.year if dates == YEARS else words.day) if dates else _unit_in(feature)
        of = words.unit_per.format(unit=unit, other=other) if unit else words.per.format(other=other)
        slopes.append(_with(_UNIT.sub("", name), of if other else unit))
    return (*slopes, _with(words.intercept, unit))


def _unit_in(name: str) -> str:
    """Return the unit in brackets at the end of a name; nothing where there is none."""
    found = _UNIT.search(name)
    return (found[1] or found[2] or "") if found else ""


def _with(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name
