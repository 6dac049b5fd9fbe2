"""Checks of arguments, in one place so that every error reads alike."""

from __future__ import annotations

import math
import numbers

from sgdviz.errors import InputError


def positive(name: str, value: float) -> float:
    """Return `value` as a float; it must be a finite number above zero."""
    number = finite(name, value)
    if number <= 0:
        raise InputError(f"{name} is {value!r}; give a number above 0")
    return number


def not_negative(name: str, value: float) -> float:
    """Return `value` as a float; it must be a finite number of at least zero."""
    number = finite(name, value)
    if number < 0:
        raise InputError(f"{name} is {value!r}; give 0 or a number above it")
    return number


def fraction(name: str, value: float) -> float:
    """Return `value` as a float; it must be at least zero and below one."""
    number = finite(name, value)
    if not 0 <= number < 1:
        raise InputError(f"{name} is {value!r}; give a number from 0 up to but not including 1")
    return number


def finite(name: str, value: float) -> float:
    """Return `value` as a float; it must be a finite number."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool) or not math.isfinite(value):
        raise InputError(f"{name} is {value!r}; give a finite number")
    return float(value)


def whole(name: str, value: int, *, least: int) -> int:
    """Return `value` as an int; it must be a whole number of at least `least`."""
    if not isinstance(value, numbers.Integral) or isinstance(value, bool) or value < least:
        raise InputError(f"{name} is {value!r}; give a whole number of at least {least}")
    return int(value)


def flag(name: str, value: bool) -> bool:  # noqa: FBT001 - it is the value that is checked
    """Return `value`, which must be True or False: a word such as "no" would count as true."""
    if not isinstance(value, bool):
        raise InputError(f"{name} is {value!r}; give True or False")
    return value
