"""Every frame as a numbered PNG in a folder: ``frame_0001.png`` and so on."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from sgdviz.export.png import PngEncoder, check_film

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.export.film import Film

__all__ = ["check_film", "encoder", "is_own_file", "writer"]

LEVEL = 7
"""Of zlib: faster and smaller than Pillow's PNG; the highest takes three times as long and saves a tenth."""

_OWN_NAME = re.compile(r"frame_\d+\.png")


class FolderWriter:
    """Writes pictures into a folder, numbered with as many digits as the last one needs."""

    def __init__(self, folder: Path, frames: int) -> None:
        self._folder = folder
        self._digits = max(len(str(frames)), 4)
        self._numbers = count(1)

    def add(self, packet: bytes, seconds: float) -> None:
        """Write the next picture."""
        (self._folder / f"frame_{next(self._numbers):0{self._digits}}.png").write_bytes(packet)

    def finish(self) -> None:
        """Do nothing: a folder needs no end."""


def is_own_file(name: str) -> bool:
    """Return whether a file of this name may be replaced: it is a frame of an earlier run."""
    return _OWN_NAME.fullmatch(name) is not None


def encoder(film: Film, settings: None = None) -> PngEncoder:
    """Return an encoder of frames that all store their pixels in one way, for programs that read them as a film."""
    return PngEncoder(transparent=film.transparent, palette=False, level=LEVEL)


def writer(target: Path, film: Film, settings: None = None) -> FolderWriter:
    """Begin the frames of `film` in an empty folder."""
    return FolderWriter(target, film.frames)
