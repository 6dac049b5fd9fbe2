"""Helpers of the tests of galleries: results of jobs, with or without files beside them."""

from __future__ import annotations

import hashlib
from itertools import product
from typing import TYPE_CHECKING, Any

import sgdviz
from sgdviz.jobs.batch.result import JobResult, OutputFile
from sgdviz.jobs.gallery import still_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sgdviz import Animation, Recording

STEP_SIZES, SEEDS = (0.003, 0.01, 0.02), (0, 1)


def animation_of(recording: Recording, **settings: Any) -> Animation:
    """Return a small animation."""
    return sgdviz.animate(recording, **{"size": (400, 200), "every": 4, **settings})


def result_of(name: str = "job", **changes: Any) -> JobResult:
    """Return the result of a job; `changes` are of its fields."""
    fields: dict[str, Any] = {
        "name": name, "settings": {}, "outputs": (), "status": "made", "reason": "", "seconds": 0.25,
        "final_cost": 0.5, "frames": 9, "command": f"sgdviz lesson line -o {name}.gif",
    }  # fmt: skip
    return JobResult(**{**fields, **changes})


def files_of(folder: Path, animation: Animation, *paths: str) -> tuple[OutputFile, ...]:
    """Write `animation` to `paths` in `folder`, and return the files."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    animation.save(*[folder / path for path in paths])
    contents = [(folder / path).read_bytes() for path in paths]
    return tuple(
        OutputFile(path, len(data), hashlib.sha256(data).hexdigest())
        for path, data in zip(paths, contents, strict=True)
    )


def sweep_of(folder: Path, recording: Recording, suffixes: Sequence[str] = (".gif", ".svg")) -> list[JobResult]:
    """Return six jobs over two parameters, the last of which failed; all have the same files in `folder`."""
    animation = animation_of(recording)
    files = files_of(folder, animation, *(f"out/line{suffix}" for suffix in suffixes))
    still = still_of(animation)
    results = [
        result_of(
            f"sweep-{size}-{seed}",
            settings={"lesson": "line", "step_size": size, "seed": seed},
            outputs=files,
            final_cost=1 / (size * 100 + seed / 10),
            still=still,
        )
        for size, seed in product(STEP_SIZES, SEEDS)
    ]
    lost = {"outputs": (), "status": "failed", "reason": "d.csv: no such file", "final_cost": None, "still": b""}
    last = results[-1]
    return [*results[:-1], result_of(last.name, settings=last.settings, **lost)]
