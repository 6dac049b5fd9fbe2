"""Helpers of the tests of presentations: their slides as python-pptx reads them, and as LibreOffice draws them."""

from __future__ import annotations

import os
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from helpers import system_tool
from PIL import Image
from pptx import Presentation

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PAGE = (960, 540)
"""The width and height of a slide in points, and of its picture in pixels."""


class Read(NamedTuple):
    """A slide: its title, its texts outside the title, the picture's bytes, alt text and area in points, and notes."""

    title: str | None
    texts: list[str]
    picture: bytes
    alt: str
    area: tuple[float, float, float, float]
    notes: str


def read_slides(path: Path) -> list[Read]:
    """Return the slides of a presentation, each of which has one picture."""
    deck: Any = Presentation(str(path))
    return [_slide(slide) for slide in deck.slides]


def _slide(slide: Any) -> Read:
    title = slide.shapes.title
    (picture,) = (shape for shape in slide.shapes if hasattr(shape, "image"))
    texts = [
        shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame and (title is None or shape.shape_id != title.shape_id)
    ]
    area = tuple(side / 12700 for side in (picture.left, picture.top, picture.width, picture.height))
    return Read(
        None if title is None else title.text_frame.text,
        texts,
        picture.image.blob,
        picture._element.nvPicPr.cNvPr.get("descr"),
        area,
        slide.notes_slide.notes_text_frame.text,
    )


def part_of(path: Path, name: str) -> str:
    """Return the text of a file inside a presentation."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def pages_by_libreoffice(path: Path) -> list[NDArray[np.uint8]]:
    """Return the (H, W, 3) pixels of each slide: LibreOffice makes a PDF, and pdftoppm pictures of its pages."""
    folder = path.with_suffix(".pages")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [system_tool("soffice"), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    environment = {**os.environ, "HOME": str(path.parent)}
    subprocess.run(command, capture_output=True, check=True, timeout=300, env=environment)
    made = folder / f"{path.stem}.pdf"
    scale = ["-scale-to-x", str(PAGE[0]), "-scale-to-y", str(PAGE[1])]
    command = [system_tool("pdftoppm"), *scale, "-png", str(made), str(folder / "page")]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    pages = []
    for picture in sorted(folder.glob("page*.png")):
        with Image.open(picture) as opened:
            pages.append(np.array(opened.convert("RGB")))
    return pages
