"""A GIF that must not be larger than so many bytes: the best picture that fits, and what was given up for it."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sgdviz.errors import InputError
from sgdviz.exporters import COLORS, TOLERANCE
from sgdviz.exporters.gif import GifWriter, check_film
from sgdviz.pacing.thin import thinned
from sgdviz.pipeline import Job, default_workers, film_of, packets
from sgdviz.rendering import renderer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sgdviz.pacing import Cue


@dataclass(frozen=True, slots=True)
class Reduction:
    """What may be given up: colours, exact edges, the share of frames, and that of each side."""

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
"""Of the frames, each a fifth less than the one before, down to one in thirty."""

LADDER = [
    Reduction(),
    Reduction(colors=24),
    Reduction(colors=20, tolerance=72),
    _ROUGH,
    *(replace(_ROUGH, frames=share) for share in _SHARES),
    *(replace(_ROUGH, frames=_SHARES[-1], scale=scale) for scale in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)),
]
"""From nothing given up to all that can be, each step a little smaller than the one before."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A GIF that fits, the cues that it shows, and what was given up for it."""

    data: bytes
    cues: tuple[Cue, ...]
    given_up: str


def fit_gif(job: Job, limit: int, workers: int | None = None, on_frame: Callable[[], object] | None = None) -> Fitted:
    """Return the first GIF down the ladder that has at most `limit` bytes.

    `workers` draw; None stands for as many as help. `on_frame` is called after each frame of each trial. Raises
    `InputError` where not even the last step fits, and for what GIF cannot hold.
    """
    check_film("a GIF", job.film)
    fits: dict[int, Fitted] = {}
    low, high = 0, len(LADDER)
    while low < high:
        middle = (low + high) // 2 if low or high < len(LADDER) else 0  # most often nothing need be given up
        candidate = reduced(job, LADDER[middle])
        data = made(candidate, limit, workers, on_frame)
        if data is None:
            low = middle + 1
        else:
            high = middle
            fits[middle] = Fitted(data, candidate.cues, str(LADDER[middle]))
    if low == len(LADDER):
        smallest = made(reduced(job, LADDER[-1]), None, workers, on_frame)
        assert smallest is not None
        what = f"the smallest picture that can be made, with {LADDER[-1]}, has {len(smallest):,} bytes"
        raise InputError(f"nothing fits into {limit:,} bytes: {what}; allow that or show less of the run")
    return fits[low]


def reduced(job: Job, reduction: Reduction) -> Job:
    """Return `job` with `reduction` given up; its duration stays."""
    scale = max(job.scene.scale * reduction.scale, 1 / min(job.scene.size))  # a pixel is the least that there is
    scene = replace(job.scene, scale=scale) if reduction.scale < 1 else job.scene
    cues = thinned(job.cues, job.recording, reduction.frames)
    film = film_of(renderer_of(scene, job.recording), cues, job.film.plays)
    return replace(
        job, scene=scene, cues=cues, film=replace(film, colors=reduction.colors, tolerance=reduction.tolerance)
    )


def made(
    job: Job, limit: int | None, workers: int | None = None, on_frame: Callable[[], object] | None = None
) -> bytes | None:
    """Return the GIF of `job`, or None as soon as it has more than `limit` bytes."""
    file = io.BytesIO()
    gif = GifWriter(file, job.film)
    with closing(packets(job, workers or default_workers(len(job.cues)))) as all_packets:
        for cue, (picture,) in zip(job.cues, all_packets, strict=True):
            gif.add(picture, cue.seconds)
            if limit is not None and file.tell() > limit:
                return None
            if on_frame is not None:
                on_frame()
    gif.finish()
    return file.getvalue() if limit is None or file.tell() <= limit else None
