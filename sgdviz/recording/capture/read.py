"""Reading the program in a script or a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.recording.capture.notebook import notebook_program
from sgdviz.recording.capture.program import Program, decoded

if TYPE_CHECKING:
    from os import PathLike


def read_program(path: str | PathLike[str]) -> Program:
    """Return the program in a script or a notebook. Raises `InputError` for a file that cannot be read."""
    place = Path(path)
    if place.suffix.lower() == ".ipynb":
        return notebook_program(path)
    try:
        data = place.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None
    name = str(place.absolute())  # as Python names a script in tracebacks
    return Program(name, decoded(data, name), str(path))
