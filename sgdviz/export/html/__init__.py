"""An animation as one page: the animated SVG, and a player with controls and numbers, without network."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.export.html.page import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.export.film import Chapter, Film


def write(file: BinaryIO, film: Film, chapters: Sequence[Chapter], settings: None = None) -> None:
    """Write the cues of all `chapters` to an open file."""
    file.write(page_of(film, chapters).encode())
