"""The places of outputs: each has one of its own, and none is that of an input."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from sgdviz.atomic import place_of
from sgdviz.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RECORDING_SUFFIX = ".npz"


def check_record(path: str) -> None:
    """Raise `InputError` for a recording whose name does not end in .npz."""
    if PurePath(path).suffix.lower() != RECORDING_SUFFIX:
        raise InputError(f"record is {path!r}; give a name that ends in {RECORDING_SUFFIX}, as in run.npz")


def check_places(paths: Sequence[str]) -> None:
    """Raise `InputError` for outputs that would be written over each other, `OutputError` for a place there is not."""
    places = [place_of(path) for path in paths]
    if len(set(places)) < len(places) or any(one in other.parents for one in places for other in places):
        raise InputError(f"outputs must not be given twice or lie in each other: {', '.join(paths)}; part them")


def check_inputs(outputs: Sequence[str], inputs: Sequence[str]) -> None:
    """Raise `InputError` for an output that is also an input, by whatever name, or a folder that holds one."""
    for output in outputs:
        place = place_of(output)
        for given in inputs:
            found = _found(given)
            if found is None:
                continue
            if place == found or place in found.parents or (place.exists() and place.samefile(found)):
                raise InputError(f"{output} is an output, and the input {given} would be lost; give another name")


def _found(path: str) -> Path | None:
    """Return the place of an input; None where it is not there, which its reader says."""
    try:
        place = place_of(path)
        return place if place.exists() else None
    except (OutputError, OSError, ValueError):
        return None
