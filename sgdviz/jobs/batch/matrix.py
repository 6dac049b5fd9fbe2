"""The matrix of a job: the values of each axis, as a list or as a range of whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgdviz.checks import shown
from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.jobs.batch.faults import Faults, Place

MOST_JOBS = 1_000_000
"""The largest number of jobs of one file."""

RANGE = ("from", "to", "step")


def axis_values(value: Any, place: Place, faults: Faults) -> Sequence[Any]:
    """Return the values of an axis, without those given twice; none where there are faults, which are noted."""
    with faults.noted(place):
        if isinstance(value, dict):
            return _range(value)
        if not isinstance(value, list | tuple) or not value:
            raise InputError(f"is {shown(value)}; give a list of values, or a range as in {{ from = 0, to = 9 }}")
        texts = [repr(each) for each in value]
        twice = (
            next((text for index, text in enumerate(texts) if text in texts[:index]), None)
            if len(value) < 10_000
            else None
        )
        if twice:
            raise InputError(f"has {twice} twice; give each value once")
        return value
    return ()


def _range(table: dict[str, Any]) -> range:
    """Return the whole numbers of a table with `from`, `to`, which is included, and perhaps `step`."""
    for key in table:
        if key not in RANGE:
            raise UnknownNameError("key of a range", key, RANGE)
    for key in ("from", "to"):
        if key not in table:
            raise InputError(f"has no {key!r}; write a range as in {{ from = 0, to = 9 }}")
    for key, each in table.items():
        if not isinstance(each, int) or isinstance(each, bool) or abs(each) >= 1 << 53:
            raise InputError(f"{key} is {shown(each)}; give a whole number")
    step = table.get("step", 1)
    if step < 1:
        raise InputError(f"step is {step}; give a whole number of at least 1")
    if table["to"] < table["from"]:
        raise InputError(f"goes from {table['from']} to {table['to']}; begin with the smaller one")
    return range(table["from"], table["to"] + 1, step)
