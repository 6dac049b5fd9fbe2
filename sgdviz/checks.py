"""Checks of arguments, in one place so that every error reads alike."""

from __future__ import annotations

import math
import numbers
import os
import re
from os import PathLike
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Collection

MOST = 10**40
"""The largest whole number that is taken; a seed may have 128 bits."""

MOST_INDEX = 1 << 53
"""The largest number of a step: a float holds it exactly."""

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, NUL among them: https://www.w3.org/TR/xml/#charsets."""

MOST_CHARACTERS = 2000
"""The longest title, caption or name."""


def shown(value: object) -> str:
    """Return `value` as an error shows it, in one line.

    Python writes no whole number of more than 4,300 digits, and the repr of an object of one's own may fail.
    """
    if isinstance(value, int) and value.bit_length() > 1000:
        return f"a number of about {round(value.bit_length() * math.log10(2)):,} digits"
    try:
        return " ".join(repr(value).split())
    except Exception:  # noqa: BLE001 - the repr of another class may raise anything
        return f"a value of type {type(value).__name__}"


def positive(name: str, value: float, *, most: float = math.inf) -> float:
    """Return `value` as a float; it must be a finite number above zero, and at most `most`."""
    number = at_most(name, value, most)
    if number <= 0:
        raise InputError(f"{name} is {shown(value)}; give a number above 0")
    return number


def not_negative(name: str, value: float, *, most: float = math.inf) -> float:
    """Return `value` as a float; it must be a finite number of at least zero, and at most `most`."""
    number = at_most(name, value, most)
    if number < 0:
        raise InputError(f"{name} is {shown(value)}; give 0 or a number above it")
    return number


def fraction(name: str, value: float) -> float:
    """Return `value` as a float; it must be at least zero and below one."""
    number = finite(name, value)
    if not 0 <= number < 1:
        raise InputError(f"{name} is {shown(value)}; give a number from 0 up to but not including 1")
    return number


def finite(name: str, value: float) -> float:
    """Return `value` as a float; it must be a finite number."""
    try:
        good = isinstance(value, numbers.Real) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # a whole number above the largest float
        good = False
    if not good:
        raise InputError(f"{name} is {shown(value)}; give a finite number")
    return float(value)


def at_most(name: str, value: float, most: float) -> float:
    """Return `value` as a float; it must be a finite number of at most `most`."""
    number = finite(name, value)
    if number > most:
        raise InputError(f"{name} is {shown(value)}; give at most {most:,g}")
    return number


def whole(name: str, value: int, *, least: int, most: int = MOST) -> int:
    """Return `value` as an int; it must be a whole number from `least` to `most`. 3.0 is one, True is none."""
    is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
    number = float(value) if is_number and not isinstance(value, numbers.Rational) else value
    if not is_number or not least <= number <= most or number != int(number):
        span = f"from {least} to {most:,}" if is_number and number > most else f"of at least {least}"
        raise InputError(f"{name} is {shown(value)}; give a whole number {span}")
    return int(value)


def text(name: str, value: object) -> str:
    """Return `value`, which must be text of at most `MOST_CHARACTERS`: a longer text cannot be read in a picture."""
    if not isinstance(value, str):
        raise InputError(f"{name} is {shown(value)}; give text")
    if len(value) > MOST_CHARACTERS:
        raise InputError(f"{name} has {len(value):,} characters; give at most {MOST_CHARACTERS:,}")
    return value


def one_of(kind: str, value: str, known: Collection[str]) -> str:
    """Return `value`, which must be one of the names in `known`; raises `UnknownNameError` with the `kind` of name."""
    if not isinstance(value, str) or value not in known:
        raise UnknownNameError(kind, value if isinstance(value, str) else shown(value), known)
    return value


def path_text(name: str, value: object) -> str:
    """Return a path as text, with the slash at its end if it has one; text, bytes and path objects are paths."""
    if not isinstance(value, str | bytes | PathLike):
        raise InputError(f"{name} is {shown(value)}; give a path, as in 'run.gif'")
    return os.fsdecode(value)


def flag(name: str, value: bool) -> bool:  # noqa: FBT001 - it is the value that is checked
    """Return `value`, which must be True or False: a word such as "no" would count as true."""
    if not isinstance(value, bool | np.bool_):
        raise InputError(f"{name} is {shown(value)}; give True or False")
    return bool(value)
