"""The file of a presentation, with the same bytes for the same content: no times, and no name of who made it when."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from pptx.oxml.ns import qn

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that a ZIP archive can state."""

PACKED = (".gif", ".png", ".jpg", ".jpeg", ".mp4")
"""The endings of files that are compressed already."""

TIMES = ("dcterms:created", "dcterms:modified", "cp:lastPrinted")


def write_package(file: BinaryIO, deck: Deck, title: str) -> None:
    """Write a presentation to an open file, with its `title` among its properties."""
    properties = deck.core_properties
    properties.title = title[:255]  # the most that python-pptx takes
    for name in TIMES:
        for element in properties._element.findall(qn(name)):  # noqa: SLF001 - there is no public way to take one out
            properties._element.remove(element)  # noqa: SLF001
    whole = BytesIO()
    deck.save(whole)
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(file, "w") as archive:
        for entry in made.infolist():
            own = zipfile.ZipInfo(entry.filename, EARLIEST)
            own.create_system = 0  # the same on every system
            own.compress_type = zipfile.ZIP_STORED if entry.filename.endswith(PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(own, made.read(entry))
