"""Stills as the pages of a PDF, from the layers of their scene."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from sgdviz.drawing.pdf import Page, pages_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.export.film import Film
    from sgdviz.export.stills import Still


def write(file: BinaryIO, film: Film, stills: Sequence[Still], settings: None = None) -> None:
    """Write a page for each still to an open file."""
    pages = [Page(still.layout, still.cue.row, still.cue.phase) for still in stills]
    file.write(pages_pdf(pages, alt=film.about.alt, source=film.about.source))
