"""Finding the source of a picture in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.export.about import read_about
from sgdviz.jobs.source.checked import checked_source

if TYPE_CHECKING:
    from os import PathLike

    from sgdviz.jobs.source.checked import PictureSource


def source_in(path: str | PathLike[str]) -> PictureSource | None:
    """Return the source in the file of a picture; None for one that does not say how it was made.

    Raises `InputError` for a file that cannot be read, and for a source that sgdviz would not have written.
    """
    about = read_about(path)
    if about is None or not about.source:
        return None
    try:
        return checked_source(about.source)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
