"""The variant of a picture for dark pages: one that exists, or one drawn anew from the source in the picture."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sgdviz.embed.media import find_kind
from sgdviz.embed.read import absolute, read_media
from sgdviz.errors import InputError, SgdvizError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz.embed.media import Media

THEME = "dark"

OF_GIF = ("compatible", "max_size")
"""Settings of a GIF that the variant has as well."""


@contextmanager
def dark_variant(media: Media, path: str) -> Iterator[tuple[Media, bytes | None]]:
    """Yield the variant of `media` at `path`, and its bytes where it does not exist yet.

    The variant can be read until the end of the block. Raises `InputError` where there can be none, or where it has
    another shape.
    """
    for name, kind in ((media.path, media.kind), (path, find_kind(path))):
        if kind.shown_as not in ("image", "drawing"):
            raise InputError(f"{name} is no picture, and only pictures have dark variants; leave it out")
    with TemporaryDirectory() as folder:
        if Path(path).exists() or Path(path).is_symlink():
            found, data = read_media(path), None
        else:
            place = Path(folder) / f"dark{Path(path).suffix}"
            _draw(media, path, place)
            found, data = replace(read_media(str(place)), place=absolute(path)), place.read_bytes()
        if media.size_at(1000)[1] != found.size_at(1000)[1]:
            sizes = " and ".join(f"{own.place.name} has {own.size[0]}x{own.size[1]} pixels" for own in (media, found))
            raise InputError(f"{sizes}; draw both in one shape")
        yield found, data


def _draw(media: Media, path: str, place: Path) -> None:
    """Draw `media` anew in dark colours to `place`. Raises `InputError` where its file does not say how."""
    from sgdviz.jobs.source import remade, saved_moments, source_in

    source = source_in(media.path)
    if source is None:
        what = f"{path} does not exist, and {media.path} does not say how it was made"
        raise InputError(f"{what}, so it cannot be drawn in dark; give a picture that exists")
    kept = OF_GIF if place.suffix.lower() == ".gif" else ()
    saving = {name: source.saved[name] for name in kept if name in source.saved}
    try:
        remade(source, {"theme": THEME}).save(place, **saving, **saved_moments(source, [str(place)]))
    except SgdvizError as error:
        raise InputError(f"{media.path} cannot be drawn in dark: {error}") from None
