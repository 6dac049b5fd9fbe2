"""A GIF within a size limit: the best picture that fits, and the reductions that it needed."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.export.film import Chapter, cues_of, film_of
from sgdviz.export.gif import GifWriter, Quality, check_film
from sgdviz.export.gif.quality import COLORS, TOLERANCE
from sgdviz.export.workers import default_workers, packets
from sgdviz.pacing.thin import thinned

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.export.workers import Job
    from sgdviz.pacing import Cue


@dataclass(frozen=True, slots=True)
class Reduction:
    """A reduction: fewer colours, rougher edges, a share of the frames, and of each side."""

    colors: int = COLORS
    tolerance: float = TOLERANCE
    frames: float = 1.0
    scale: float = 1.0

    def __str__(self) -> str:
        parts = [
            (self.colors < COLORS, f"{self.colors} colours instead of {COLORS}"),
            (self.tolerance > TOLERANCE, "rougher edges"),
            (self.frames < 1, f"{self.frames:.0%} of the frames"),
            (self.scale < 1, f"{self.scale:.0%} of the size"),
        ]
        return ", ".join(text for given_up, text in parts if given_up)


_ROUGH = Reduction(colors=16, tolerance=96)

_SHARES = tuple(0.8**power for power in range(1, 16))
"""Shares of the frames, each a fifth less than the one before, down to one in thirty."""

LADDER = [
    Reduction(),
    Reduction(colors=24),
    Reduction(colors=20, tolerance=72),
    _ROUGH,
    *(replace(_ROUGH, frames=share) for share in _SHARES),
    *(replace(_ROUGH, frames=_SHARES[-1], scale=scale) for scale in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)),
]
"""From no reduction to the largest, each step a little smaller than the one before."""


@dataclass(frozen=True, slots=True)
class SizedGif:
    """A GIF within its limit, its cues, and the reductions in words."""

    data: bytes
    cues: tuple[Cue, ...]
    given_up: str


def gif_within(
    limit: int, job: Job, workers: int | None = None, on_frame: Callable[[], object] | None = None
) -> SizedGif:
    """Return the first GIF down the ladder that has at most `limit` bytes.

    `workers` is the number of processes; None stands for the fastest. `on_frame` is called after each frame of each
    trial. Raises `InputError` where not even the last step is small enough, and for settings that GIF cannot hold.
    """
    check_film("a GIF", job.film)
    found: dict[int, SizedGif] = {}
    low, high = 0, len(LADDER)
    while low < high:
        middle = (low + high) // 2 if low or high < len(LADDER) else 0  # most often nothing need be given up
        candidate = reduced(job, LADDER[middle])
        data = encoded(candidate, limit, workers, on_frame)
        if data is None:
            low = middle + 1
        else:
            high = middle
            found[middle] = SizedGif(data, cues_of(candidate.chapters), str(LADDER[middle]))
    if low == len(LADDER):
        smallest = encoded(reduced(job, LADDER[-1]), None, workers, on_frame)
        assert smallest is not None
        what = f"the smallest picture, with {LADDER[-1]}, has {len(smallest):,} bytes"
        raise InputError(f"nothing fits into {limit:,} bytes: {what}; allow that or show less of the run")
    return found[low]


def reduced(job: Job, reduction: Reduction) -> Job:
    """Return `job` with `reduction` applied; its duration stays."""
    chapters = tuple(_reduced(chapter, reduction) for chapter in job.chapters)
    (kind,) = job.formats
    quality = replace(kind.settings or Quality(), colors=reduction.colors, tolerance=reduction.tolerance)
    film = film_of(chapters, job.film.plays, job.film.about)
    return replace(job, chapters=chapters, film=film, formats=(replace(kind, settings=quality),))


def _reduced(chapter: Chapter, reduction: Reduction) -> Chapter:
    layout = chapter.layout
    if reduction.scale < 1:
        scene = layout.scene
        scale = max(scene.scale * reduction.scale, 1 / min(scene.size))  # at least one pixel
        layout = layout.with_scene(replace(scene, scale=scale))
    return Chapter(layout, thinned(chapter.cues, layout.recording, reduction.frames))


def encoded(
    job: Job, limit: int | None, workers: int | None = None, on_frame: Callable[[], object] | None = None
) -> bytes | None:
    """Return the GIF of `job`, or None as soon as it has more than `limit` bytes."""
    (kind,) = job.formats
    file = io.BytesIO()
    gif = GifWriter(file, job.film, kind.settings)
    with closing(packets(job, workers or default_workers(job.film.frames))) as all_packets:
        for cue, (picture,) in zip(cues_of(job.chapters), all_packets, strict=True):
            gif.add(picture, cue.seconds)
            if limit is not None and file.tell() > limit:
                return None
            if on_frame is not None:
                on_frame()
    gif.finish()
    return file.getvalue() if limit is None or file.tell() <= limit else None
