"""How near the frames of an animation are to the drawn ones, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
from PIL import Image, ImageSequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 0.04
"""Of each drawn frame."""


def worst_frame(path: Path, drawn: Path) -> str:
    """Return the peak signal-to-noise ratio of the worst frame, in decibels, or "exact".

    `drawn` is the folder of drawn frames. Source: 10 log10(255**2 / MSE).
    """
    worst = 0.0
    pages = shown(path)
    page, until = next(pages)
    for number, file in enumerate(sorted(drawn.iterdir())):
        while until < (number + 0.5) * SECONDS:  # equal frames are one page, shown for the time of all
            page, seconds = next(pages, (page, 2 * SECONDS))
            until += seconds
        with Image.open(file) as picture:
            frame = np.asarray(picture.convert("RGB"), dtype=np.float32)
        worst = max(worst, float(np.mean((page - frame) ** 2)))
    return f"{10 * np.log10(255**2 / worst):.1f} dB" if worst else "exact"


def shown(path: Path) -> Iterator[tuple[np.ndarray, float]]:
    """Yield each picture of a file or a folder as (H, W, 3) values with its seconds."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            yield from ((page, SECONDS) for page, _ in shown(file))
    elif path.suffix in (".mp4", ".webm"):
        with av.open(path) as container:
            pages = container.decode(video=0)
            page = next(pages)
            for following in pages:
                yield page.to_ndarray(format="rgb24").astype(np.float32), following.time - page.time
                page = following
            yield page.to_ndarray(format="rgb24").astype(np.float32), SECONDS
    else:
        with Image.open(path) as picture:
            for page in ImageSequence.Iterator(picture):
                pixels = np.asarray(page.convert("RGB"), dtype=np.float32)
                yield pixels, page.info.get("duration", 0) / 1000
