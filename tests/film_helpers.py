"""Helpers of the tests of formats that show a film: writing frames, reading them again, and frames with alpha."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from helpers import flat_film
from PIL import Image, ImageSequence

from sgdviz.drawing.agg.frame import Box, Frame
from sgdviz.export.save import FORMATS

if TYPE_CHECKING:
    from pathlib import Path


class ReadFilm(NamedTuple):
    """A film as Pillow decodes it: RGBA frames, the milliseconds of each, and the loop count."""

    frames: list[np.ndarray]
    durations: list[float]
    loop: int | None


def write_film(path: Path, frames: list[Frame], *, chunk: int = 50, **changes: Any) -> Path:
    """Write `frames` in the format of the suffix of `path`, in chunks of so many; `changes` are of the film.

    As in several processes, each chunk has an encoder of its own.
    """
    kind = FORMATS[path.suffix]
    exporter = kind.pixel_exporter()
    film = flat_film(frames, **changes)
    exporter.check_film(path.name, film)
    encoder = exporter.encoder(film, kind.settings)
    with path.open("w+b") as file:
        writer = exporter.writer(file, film, kind.settings)
        for number, frame in enumerate(frames):
            if kind.parallel and number and number % chunk == 0:
                encoder = exporter.encoder(film, kind.settings)
                encoder.begin(frames[number - 1])
            last = (number + 1) % chunk == 0 or number + 1 == len(frames)
            writer.add(encoder.encode(frame, last=last), frame.seconds)
        writer.finish()
    return path


def read_film(path: Path) -> ReadFilm:
    """Return an animated picture as Pillow decodes it."""
    with Image.open(path) as picture:
        loop = picture.info.get("loop")
        pages = [(np.array(page.convert("RGBA")), page.info["duration"]) for page in ImageSequence.Iterator(picture)]
    return ReadFilm([page for page, _ in pages], [duration for _, duration in pages], loop)


def shown_at(film: ReadFilm, seconds: float) -> np.ndarray:
    """Return the frame that is shown at a time."""
    ends = np.cumsum(film.durations) / 1000
    return film.frames[int(np.searchsorted(ends, seconds + 1e-6, side="right"))]


def alpha_frame(pixels: np.ndarray, seconds: float = 0.04) -> Frame:
    """Return a frame of (H, W, 4) pixels, all of which count as changed."""
    return Frame(np.ascontiguousarray(pixels), seconds, (Box(0, pixels.shape[0], 0, pixels.shape[1]),))
