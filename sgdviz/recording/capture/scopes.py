"""Scopes: the names of a running function, read without a trace, and kept without keeping objects alive."""

from __future__ import annotations

import sys
import weakref
from inspect import CO_OPTIMIZED
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from types import FrameType

READERS = frozenset({"locals", "vars", "dir", "eval", "exec", "_getframe", "currentframe"})
"""Functions by which a program may hold the dict of its own local names."""

MOST_ELEMENTS = 1_000_000
"""The largest array that is copied."""


def names_of(frame: FrameType) -> dict[str, Any]:
    """Return the names of a function; those of a module or a class are its own dict.

    Before Python 3.13, a frame keeps the dict that it gives out, and so keeps alive what is in it. The dict is emptied,
    unless the function may hold it as well.
    """
    if not frame.f_code.co_flags & CO_OPTIMIZED:
        return frame.f_locals
    given = frame.f_locals
    names = dict(given)
    if sys.version_info < (3, 13) and READERS.isdisjoint(frame.f_code.co_names):
        given.clear()
    return names


def kept(names: dict[str, Any], copies: dict[int, Any]) -> dict[str, Any]:
    """Return a copy of names, in which arrays and lists do not change any more.

    `copies` has the copies that were made, with their originals, by identity. An object whose end does something is
    held by a weak reference.
    """
    found: dict[str, Any] = {}
    for name, value in list(names.items()):
        kind: Any = type(value)
        if kind is list or (issubclass(kind, np.ndarray) and value.size <= MOST_ELEMENTS):
            if kind is list and any(map(_has_end, set(map(type, value)))):
                continue
            if id(value) not in copies:
                copies[id(value)] = value.copy(), value
            found[name] = copies[id(value)][0]
        elif not _has_end(kind):
            found[name] = value
        elif kind.__weakrefoffset__:
            found[name] = _Weak(value)
    return found


def alive(names: dict[str, Any]) -> dict[str, Any]:
    """Return kept names with the objects themselves where these still exist."""
    found = {name: value.there() if type(value) is _Weak else value for name, value in names.items()}
    return {name: value for name, value in found.items() if value is not _GONE}


def _has_end(kind: type) -> bool:
    """Return whether the end of an object of this type does something."""
    return any("__del__" in vars(one) for one in kind.__mro__)


class _Weak:
    """A weak reference to an object."""

    def __init__(self, value: Any) -> None:
        self._reference = weakref.ref(value)

    def there(self) -> Any:
        """Return the object, or `_GONE`."""
        value = self._reference()
        return _GONE if value is None else value


_GONE = object()
