"""The files that a target needs beside the one that is embedded: its last frame as a still, and all of its frames.

They replace only files that were made here: each says so of itself.
"""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.atomic import output_errors, place_of
from sgdviz.embed.frames import frames_of, last_frame
from sgdviz.errors import OutputError
from sgdviz.export.about import About
from sgdviz.export.about.png import chunks
from sgdviz.export.places import check_inputs
from sgdviz.export.png_chunks import SIGNATURE, chunk, whole

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from sgdviz.atomic import Transaction
    from sgdviz.embed.media import Media

MARK = b"Software\0sgdviz embed"
"""The text in each picture that is made here, by which it is known again."""

TIMELINE = "timeline.txt"
TIMELINE_MARK = "% The frames and their times, made by sgdviz embed."

HEADER_END = len(SIGNATURE) + 25
"""The place after the header of a PNG, where its texts stand."""

BEGINNING = 1024
"""Bytes in which the mark of a file stands."""

STILL_LEVEL, FRAME_LEVEL = 9, 6
"""Of zlib: a still is downloaded by readers, and frames are many."""


class Frames(NamedTuple):
    """A folder of frames, the `number` of them, and how many a second the most of them are shown."""

    folder: Path
    number: int
    rate: int


def write_still(media: Media, place: Path, outputs: Transaction) -> None:
    """Write the last frame of `media` as a PNG to `place`. Raises `InputError` and `OutputError`."""
    check_inputs([str(place)], [str(media.place)])
    check_own(place)
    pixels = last_frame(media)
    with output_errors(place):
        outputs.file(place).write(_png(pixels, About(media.title, media.alt), STILL_LEVEL))


def write_frames(media: Media, folder: Path, outputs: Transaction) -> Frames:
    """Write all frames of `media`, and a file of their times, to `folder`. Raises `InputError` and `OutputError`."""
    check_inputs([str(folder)], [str(media.place)])
    place = place_of(folder)
    target = outputs.folder(folder, lambda name: is_own(place / name))
    seconds = []
    for number, (pixels, lasts) in enumerate(frames_of(media)):
        with output_errors(folder):
            (target / f"frame-{number}.png").write_bytes(_png(pixels, About(), FRAME_LEVEL))
        seconds.append(lasts)
    with output_errors(folder):
        (target / TIMELINE).write_text(timeline_of(seconds), encoding="ascii")
    middle = sorted(seconds)[len(seconds) // 2]
    return Frames(folder, len(seconds), max(round(1 / middle), 1))


def timeline_of(seconds: list[float]) -> str:
    """Return the lines by which the LaTeX package animate shows frame 0, 1, 2 ... for so many seconds each.

    A line gives the frames a second from there on, where they change, and a frame.
    """
    lines = [TIMELINE_MARK]
    numbers = iter(range(len(seconds)))
    for rate, same in groupby(seconds, key=_rate):
        first, *others = (next(numbers) for _ in same)
        lines += [f":{rate}:{first}", *(f"::{number}" for number in others)]
    return "\n".join(lines) + "\n"


def check_own(place: Path) -> None:
    """Raise `OutputError` where there is a file already that was not made here."""
    with output_errors(place):
        if place.is_symlink() or (place.exists() and not is_own(place)):
            what = f"{place.name} exists already and was not made by sgdviz embed"
            raise OutputError(f"{what}, so it is not replaced; move it, or rename the file that is embedded")


def is_own(place: Path) -> bool:
    """Return whether the file at `place` was made here."""
    if place.is_symlink() or not place.is_file():
        return False
    with place.open("rb") as file:
        beginning = file.read(BEGINNING)
    if place.name == TIMELINE:
        return beginning.startswith(TIMELINE_MARK.encode("ascii"))
    return beginning.startswith(SIGNATURE) and MARK in beginning


def _png(pixels: NDArray[np.uint8], about: About, level: int) -> bytes:
    """Return pixels as a PNG that says that it was made here."""
    transparent = bool((pixels[..., 3] < 255).any())
    png = whole(np.ascontiguousarray(pixels), transparent=transparent, palette=True, level=level)
    return png[:HEADER_END] + chunk(b"tEXt", MARK) + chunks(about) + png[HEADER_END:]


def _rate(seconds: float) -> str:
    """Return the frames a second of a frame that lasts for `seconds`, as the package reads it."""
    return f"{1 / max(seconds, math.ulp(1.0)):.6f}".rstrip("0").rstrip(".")
