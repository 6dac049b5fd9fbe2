"""The values of a loop as numbers by name: arrays, tensors, lists of arrays, and objects that hold their number."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.data.dataset import numbers_of
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def values_by_name(values: Mapping[str, Any]) -> dict[str, NDArray[np.float64]]:
    """Return `values` as arrays; the parts of one that is no array of numbers have names such as ``W[0]``.

    Parts are those of a dict, or of a list whose arrays differ in shape or whose objects hold their number in `data`.
    Raises `InputError` for a value that is not a number.
    """
    return dict(part for name, value in values.items() for part in _parts(name, value))


def numbers_on_host(name: str, value: Any) -> NDArray[np.float64]:
    """Return `value` as an array: a tensor without its gradients, on the CPU, or the number that an object holds."""
    for step in ("detach", "cpu"):
        if hasattr(value, step):
            value = getattr(value, step)()
    if not hasattr(value, "__array__") and isinstance(getattr(value, "data", None), Real | np.ndarray):
        value = value.data
    return numbers_of(name, value)


def _parts(name: str, value: Any) -> Iterator[tuple[str, NDArray[np.float64]]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _parts(f"{name}[{key}]", part)
        return
    try:
        yield name, numbers_on_host(name, value)
    except InputError:
        if not isinstance(value, list | tuple):
            raise
        for place, part in enumerate(value):
            yield from _parts(f"{name}[{place}]", part)
