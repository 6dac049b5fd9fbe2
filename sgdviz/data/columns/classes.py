"""Two classes of a column: which they are, their order and their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.data.columns.missing import BLANKS
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

PAIRS = ({"no": 0, "yes": 1}, {"n": 0, "y": 1}, {"false": 0, "true": 1}, {"f": 0, "t": 1})
"""Pairs of words, in small letters, whose order is not that of the alphabet in every language, or that mean 0 and 1."""

MOST_LISTED = 8
"""The largest number of classes listed in an error."""

MOST_JOINED = 2
"""The largest number of other classes whose names, joined, are the name of the rest."""


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """Which classes of the target are 0 and 1.

    `positive` is class 1 of two; `classes` are two of several, class 0 first, each a value or ``value=name``; `one` is
    class 1 against all others. At most one of `classes` and `one` is given, and `positive` not with `one`.
    """

    positive: str = ""
    classes: tuple[str, ...] = ()
    one: str = ""

    def __post_init__(self) -> None:
        for name in ("positive", "one"):
            if not isinstance(getattr(self, name), str):
                raise InputError(f"{name} is {getattr(self, name)!r}; give the name of a class as text")
        if isinstance(self.classes, str) or not all(isinstance(name, str) for name in self.classes):
            raise InputError(f"classes is {self.classes!r}; give a tuple of texts, as in ('no', 'yes')")
        object.__setattr__(self, "classes", tuple(self.classes))
        if self.classes and len(self.classes) != 2:
            raise InputError(f"classes has {len(self.classes)} names; give two, as in --classes no,yes")
        if self.one and (self.classes or self.positive):
            raise InputError("one class against the rest needs no other choice of classes; give one or the other")

    def __bool__(self) -> bool:
        return bool(self.positive or self.classes or self.one)

    def values(self, levels: Iterable[str]) -> tuple[str, ...]:
        """Return the values of the two chosen `classes`, without the names given to them."""
        known = set(levels)
        return tuple(name if name in known else name.partition("=")[0] for name in self.classes)

    def names(self, levels: Iterable[str]) -> tuple[str, ...]:
        """Return the names of the two chosen `classes`."""
        known = set(levels)
        return tuple(name if name in known else name.partition("=")[2] or name for name in self.classes)


def canonical(cell: str) -> str:
    """Return a class as it is named: without blanks around it, and a number in its shortest form."""
    text = cell.strip(BLANKS)
    try:
        number = float(text) if len(text) <= 24 else None
    except ValueError:
        return text
    if number is None:
        return text
    return f"{number:.17g}" if number.is_integer() else repr(number)


def read_classes(
    name: str, cells: Sequence[str], levels: Sequence[str], choice: ClassChoice
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return the (N,) classes 0 and 1 of the column `name`, and their names; the numbers 0 and 1 have none.

    `levels` are the classes in the whole column. Raises `InputError` where they are not two, or a choice is not there.
    """
    if choice.one:
        one = _known(name, choice.one, levels)
        rest = sorted(level for level in levels if level != one)
        if not rest:
            raise InputError(f"column {name!r} has only the class {one!r}; choose a column with two")
        others = ", ".join(rest) if len(rest) <= MOST_JOINED else f"not {one}"
        return np.array([canonical(cell) == one for cell in cells], dtype=np.float64), (others, one)
    pair = tuple(_known(name, value, levels) for value in choice.values(levels)) or tuple(in_order(levels))
    if len(pair) != 2:
        raise not_two(name, levels)
    names = choice.names(levels) or pair
    if choice.positive:
        if choice.positive not in (*pair, *names):
            raise InputError(f"column {name!r} has no class {choice.positive!r}; its classes are: {_listed(pair)}")
        if choice.positive in (pair[0], names[0]):
            pair, names = pair[::-1], names[::-1]
    values = np.array([canonical(cell) == pair[1] for cell in cells], dtype=np.float64)
    return values, () if names == ("0", "1") else names


def in_order(levels: Iterable[str]) -> list[str]:
    """Return classes in an order independent of the rows: numbers by value, no before yes, others by alphabet."""
    known = sorted(set(levels))
    try:
        return sorted(known, key=float)
    except ValueError:
        pair = next((pair for pair in PAIRS if {level.lower() for level in known} == pair.keys()), None)
    return sorted(known, key=lambda level: pair[level.lower()]) if pair else sorted(known, key=str.casefold)


def _known(name: str, wanted: str, levels: Sequence[str]) -> str:
    value = canonical(wanted)
    if value not in levels:
        raise InputError(f"column {name!r} has no class {wanted!r}; its classes are: {_listed(levels)}")
    return value


def not_two(name: str, levels: Sequence[str]) -> InputError:
    """Return the error for a column whose classes are not two, with what to choose."""
    if len(levels) == 1:
        return InputError(f"column {name!r} has only the class {levels[0]!r}; choose a column with two")
    known = in_order(levels)
    first, last = known[0], known[-1]
    return InputError(
        f"column {name!r} has {len(levels)} classes: {_listed(levels)}; choose two, as in "
        f"--classes {first},{last}, or one against the rest, as in --class {first}"
    )


def _listed(levels: Iterable[str]) -> str:
    known = in_order(levels)
    more = f" and {len(known) - MOST_LISTED} more" if len(known) > MOST_LISTED else ""
    return ", ".join(level[:40] for level in known[:MOST_LISTED]) + more
