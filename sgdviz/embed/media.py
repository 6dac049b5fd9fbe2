"""The Media type: a file that is embedded, as far as a snippet must know it, and the table of its kinds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from sgdviz.errors import InputError, UnknownNameError


class Kind(NamedTuple):
    """A kind of file: its name, how a browser shows it, its media type, and the name by which Pillow knows it."""

    name: str
    shown_as: Literal["image", "drawing", "video", "page", "document"]
    media_type: str
    pillow: str = ""


KINDS = {
    ".gif": Kind("GIF", "image", "image/gif", "GIF"),
    ".apng": Kind("PNG", "image", "image/apng", "PNG"),
    ".png": Kind("PNG", "image", "image/png", "PNG"),
    ".webp": Kind("WebP", "image", "image/webp", "WEBP"),
    ".svg": Kind("SVG", "drawing", "image/svg+xml"),
    ".mp4": Kind("MP4 video", "video", "video/mp4"),
    ".webm": Kind("WebM video", "video", "video/webm"),
    ".html": Kind("page", "page", "text/html"),
    ".pdf": Kind("PDF", "document", "application/pdf"),
}
"""The kinds by suffix. A drawing is an image of vectors, which follows the reader's settings itself."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that is embedded.

    `path` is as it was given and `place` absolute. `size` is the width and the height in CSS pixels, and `around` the
    part of it that is the same at any width. It `moves` where it has several frames of pixels, and `loops` where they
    are played for ever; a PDF has `pages`. `title` and `alt` are its own words, empty without any.
    """

    path: str
    place: Path
    kind: Kind
    size: tuple[int, int]
    around: tuple[int, int] = (0, 0)
    moves: bool = False
    loops: bool = True
    pages: int = 1
    title: str = ""
    alt: str = ""

    def size_at(self, width: int) -> tuple[int, int]:
        """Return the size at a `width`, in CSS pixels."""
        across, down = (whole - own for whole, own in zip(self.size, self.around, strict=True))
        return width, max(round(self.around[1] + down * (width - self.around[0]) / max(across, 1)), 1)

    @property
    def plain_words(self) -> str:
        """The file's name and kind, for a file without words of its own."""
        moving = "animated " if self.moves and self.kind.shown_as == "image" else ""
        return f"{self.place.name} ({moving}{self.kind.name})"


def find_kind(path: str) -> Kind:
    """Return the kind of file at `path`, by its suffix. Raises `InputError`."""
    suffix = PurePath(path).suffix.lower()
    if not suffix:
        raise InputError(f"{path} has no suffix, so its kind is unknown; give a file that ends in one of: {_known()}")
    if suffix not in KINDS:
        raise UnknownNameError(f"suffix of {path!r}:", suffix, KINDS)
    return KINDS[suffix]


def _known() -> str:
    return ", ".join(KINDS)
