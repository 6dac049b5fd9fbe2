"""Reading a file that is to be embedded: its size, whether it moves, and its words, from the file alone."""

from __future__ import annotations

import os
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.embed import page_size, svg_size, video
from sgdviz.embed.media import Media, find_kind
from sgdviz.errors import InputError
from sgdviz.export.about import About, read_about
from sgdviz.inputs import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from sgdviz.embed.media import Kind


def read_media(path: str) -> Media:
    """Return the file at `path` as it is to be embedded. Raises `InputError` for one that is not of its kind."""
    kind = find_kind(path)
    try:
        regular_file(path)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}; check the path") from None
    about = read_about(path) or About()
    facts = _facts(path, kind)
    return Media(path, absolute(path), kind, **facts, title=about.title, alt=about.alt)


def absolute(path: str) -> Path:
    """Return the absolute path by the names that were given; links on the way are not resolved."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _facts(path: str, kind: Kind) -> dict[str, Any]:
    """Return the size of a file, and what else is known of its kind."""
    if kind.shown_as == "video":
        return {"size": video.size_of(path), "moves": True}
    if kind.shown_as == "drawing":
        return {"size": svg_size.size_of(path)}
    if kind.shown_as == "page":
        size, around = page_size.size_of_page(path)
        return {"size": size, "around": around}
    if kind.shown_as == "document":
        size, pages = page_size.size_of_document(path)
        return {"size": size, "pages": pages}
    with opened_picture(path, kind) as picture:
        moves = getattr(picture, "n_frames", 1) > 1
        return {"size": picture.size, "moves": moves, "loops": picture.info.get("loop", 1) == 0}


@contextmanager
def opened_picture(path: str, kind: Kind) -> Iterator[Image]:
    """Yield the picture at `path`, opened by Pillow. Raises `InputError` for one that is of another kind or damaged."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=[kind.pillow]) as picture:
                yield picture
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise InputError(f"{path} has more pixels than can be a picture; check the file") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path} is no {kind.name} that can be read; check the file") from None
