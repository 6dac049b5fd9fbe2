"""What a snippet shows: the file with its words, its size in the page, and the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.embed.companions import Frames
    from sgdviz.embed.media import Media


class Needs(NamedTuple):
    """The files that a target needs beside the one that is embedded."""

    still: bool = False
    frames: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A file in a page whose folder is `folder`.

    `title` and `alt` are one clean line each. `size` is in CSS pixels, and `width` that which was asked
    for. `still` is the last frame, `dark` the variant for dark pages and `dark_still` its last frame.
    """

    media: Media
    folder: Path
    title: str
    alt: str
    size: tuple[int, int]
    width: int | None = None
    still: Path | None = None
    frames: Frames | None = None
    dark: Path | None = None
    dark_still: Path | None = None


class Target(Protocol):
    """The module of a target."""

    takes_dark: bool
    """Whether a page of the target may be light or dark, as its reader chose."""

    def needs(self, media: Media) -> Needs:
        """Return what the target needs beside `media`; raises `InputError` where it cannot show such a file."""

    def snippet(self, shown: Shown) -> str:
        """Return the snippet, without a line break at its end."""
