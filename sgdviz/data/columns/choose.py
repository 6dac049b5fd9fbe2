"""Choosing columns by name or by number."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Column = int | str

MOST_NAMED = 20
"""The largest number of columns listed in an error."""


def told_apart(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names in a header: unnamed columns are called by their number, and equal names get numbers."""
    names = [" ".join(cell.split()) or f"column {number}" for number, cell in enumerate(cells, 1)]
    told: list[str] = []
    for place, name in enumerate(names):
        own, again = name, names[:place].count(name) + 1
        while names.count(name) > 1 and (own == name or own in names or own in told):
            own, again = f"{name} {again}", again + 1
        told.append(own)
    return tuple(told)


def columns_wanted(name: str, wanted: Column | Sequence[Column]) -> tuple[Column, ...]:
    """Return the argument `name` as a tuple of names and numbers; raises `InputError` for other kinds."""
    columns = (wanted,) if isinstance(wanted, int | str) else wanted
    if not isinstance(columns, list | tuple) or not all(
        isinstance(column, int | str) and not isinstance(column, bool) for column in columns
    ):
        raise InputError(f"{name} is {wanted!r}; give the name or the number of a column, or a tuple of them")
    return tuple(columns)


def choose(wanted: Sequence[Column], names: Sequence[str], where: str) -> list[int]:
    """Return the places of the columns `wanted`, from 0; `where` is the table's name in an error.

    A text is a name, with or without the unit in brackets, then a number from 1, then a list of these with commas.
    """
    places: list[int] = []
    for column in wanted:
        places += [_number(column, names, where)] if isinstance(column, int) else _named(column, names, where)
    for place in places:
        if places.count(place) > 1:
            raise InputError(
                f"the column {names[place]!r} of {where} was asked for twice; give each of x and y its own"
            )
    return places


def without_unit(name: str) -> str:
    """Return a column's name without a trailing unit in brackets."""
    return re.sub(r"\s*(\([^()]*\)|\[[^][]*\])$", "", name)


def listed(names: Sequence[str]) -> str:
    """Return `names` for an error: the first `MOST_NAMED`, and the number of the others."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _named(text: str, names: Sequence[str], where: str) -> list[int]:
    place = _place(text, names, where)
    if place is not None:
        return [place]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        raise _unknown(text, names, where)
    places = []
    for part in parts:
        place = _place(part, names, where)
        if place is None:
            raise _unknown(part, names, where)
        places.append(place)
    return places


def _place(text: str, names: Sequence[str], where: str) -> int | None:
    """Return the place of the column that `text` names or numbers, or None."""
    text = " ".join(text.split())
    for known in (list(names), [without_unit(name) for name in names]):
        if known.count(text) > 1:
            raise InputError(f"{where} has {known.count(text)} columns {text!r}; call one by its number, from 1")
        if text in known:
            return known.index(text)
    again = [name for name in names if re.fullmatch(re.escape(text) + r" \d+", name)]
    if len(again) > 1:
        raise InputError(f"{where} has {len(again)} columns {text!r}; call one {listed(again)}, or by its number")
    return _number(int(text), names, where) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _number(number: int, names: Sequence[str], where: str) -> int:
    if not 1 <= number <= len(names):
        raise InputError(f"{where} has no column {number}; its {len(names)} columns are numbered from 1")
    return number - 1


def _unknown(text: str, names: Sequence[str], where: str) -> InputError:
    if all(name == f"column {number}" for number, name in enumerate(names, 1)):
        return InputError(f"{where} has no header; call its columns by number, from 1 to {len(names)}, not {text!r}")
    near = get_close_matches(text.lower(), [without_unit(name).lower() for name in names], n=1, cutoff=0.5)
    nearest = next((name for name in names if [without_unit(name).lower()] == near), None)
    hint = f"did you mean {nearest!r}? Its" if nearest else "its"
    return InputError(f"{where} has no column {text!r}; {hint} columns are: {listed(names)}")
