"""The sheet of a batch: the last frames of all jobs in one picture, each over its name."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from sgdviz.atomic import atomic_file, output_errors
from sgdviz.errors import InputError
from sgdviz.jobs.gallery.still import WIDTH, picture_of, size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    from sgdviz.jobs.batch.result import JobResult

NAME = "sheet.png"

SIDE = 4000
"""Pixels of the longer side of the largest sheet."""

LEAST = 64
"""Pixels of the narrowest still; more jobs than have room for it are refused."""

GAP, PAPER, INK, FRAME = 16, "#ffffff", "#17212b", "#d3dae1"

TYPE = 13
"""Pixels of the names, which are left out under stills in which they would have no room."""

NAMED = 120
"""Pixels of the narrowest still with a name."""


def write_sheet(results: Callable[[], Iterable[JobResult]], folder: str | PathLike[str]) -> Path:
    """Write ``sheet.png``, the stills of all jobs that have one, in their order, and return its path.

    `results` is called twice, for the sizes and for the pictures, so that one still is held at a time. Raises
    `InputError` without stills or with too many, and `OutputError`.
    """
    shapes = [size_of(result.still) for result in results() if result.still]
    cell, columns = _arranged(shapes)
    sheet = _drawn((result for result in results() if result.still), len(shapes), cell, columns)
    path = Path(folder) / NAME
    with atomic_file(path) as file, output_errors(path):
        sheet.save(file, "PNG", optimize=False, compress_level=6)
    return path


def _arranged(shapes: list[tuple[int, int]]) -> tuple[tuple[int, int], int]:
    """Return the size of a still on the sheet and the number of columns, for a sheet of about 4 by 3."""
    if not shapes:
        raise InputError("no job has a last frame, so there is no sheet; leave --sheet out, or mend the jobs")
    count = len(shapes)
    shape = max(height / width for width, height in shapes)
    columns = min(max(round(math.sqrt(count * shape * 4 / 3)), 1), count)
    rows = math.ceil(count / columns)
    wide = (SIDE - GAP) // columns - GAP
    high = ((SIDE - GAP) // rows - GAP - _room(NAMED)) / shape
    width = int(min(max(own for own, _ in shapes), WIDTH, wide, high))
    if width < LEAST:
        raise InputError(f"{count:,} last frames have no room on a sheet; choose fewer jobs with --only")
    return (width, math.ceil(width * shape)), columns


def _room(width: int) -> int:
    """Return the pixels of a name under a still."""
    return round(TYPE * 1.6) if width >= NAMED else 0


def _drawn(results: Iterable[JobResult], count: int, cell: tuple[int, int], columns: int) -> Image:
    """Return the sheet of `count` stills."""
    from PIL import Image, ImageDraw
    from PIL.Image import Resampling

    width, height = cell
    room = _room(width)
    rows = math.ceil(count / columns)
    size = GAP + columns * (width + GAP), GAP + rows * (height + room + GAP)
    sheet = Image.new("RGB", size, PAPER)
    pen, font = ImageDraw.Draw(sheet), _font()
    for number, result in enumerate(results):
        down, across = divmod(number, columns)
        left, top = GAP + across * (width + GAP), GAP + down * (height + room + GAP)
        still = picture_of(result.still).convert("RGB")
        share = min(width / still.width, height / still.height, 1.0)
        fitted = max(round(still.width * share), 1), max(round(still.height * share), 1)
        sheet.paste(still.resize(fitted, Resampling.LANCZOS), (left, top))
        pen.rectangle((left - 1, top - 1, left + width, top + height), outline=FRAME)
        if room:
            pen.text((left, top + height + room // 4), _short(result.name, font, width), fill=INK, font=font)
    return sheet


def _font() -> FreeTypeFont:
    from PIL import ImageFont

    from sgdviz.drawing import text

    return ImageFont.truetype(Path(text.__file__).with_name("fonts") / "Inter-Regular.ttf", TYPE)


def _short(name: str, font: FreeTypeFont, width: int) -> str:
    """Return a name that fits into `width` pixels: its end, which tells jobs of one matrix apart, is kept."""
    name = " ".join(name.split())
    if font.getlength(name) <= width:
        return name
    while name and font.getlength(f"…{name}") > width:
        name = name[1:]
    return f"…{name}"
