"""Comparing a picture with one that is made again: versions, the numbers of the run, and bytes."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.export.source.digest import digest_of
from sgdviz.export.source.versions import versions

if TYPE_CHECKING:
    from sgdviz.animation import Animation
    from sgdviz.jobs.source.checked import PictureSource
    from sgdviz.jobs.source.code import CodeSource
    from sgdviz.recording import Recording

TOLERANCE = 1e-9
"""The largest relative difference of the numbers of two runs that are the same."""

OTHERS = {".webp": "Pillow", ".mp4": "PyAV", ".webm": "PyAV"}
"""The programs whose versions decide the bytes of a format as well, and are not in a file."""

COLUMNS = ("step", "loss", "cost")
"""The numbers that stand before the parameters in a row of a digest."""

NAMES = {"sgdviz": "sgdviz", "numpy": "NumPy", "matplotlib": "Matplotlib"}


def other_versions(source: PictureSource) -> str:
    """Return the programs that made a picture in other versions than those here; empty where there are none."""
    mine = versions()
    return ", ".join(
        f"{NAMES[name]} {version or 'of an unknown version'} (here {mine[name] or 'unknown'})"
        for name, version in source.versions.items()
        if version != mine[name] or not version
    )


def is_close(one: float, other: float, tolerance: float) -> bool:
    """Return whether two numbers are the same but for `TOLERANCE`, or for the `tolerance` given."""
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=tolerance)


def difference_from_digest(run: Recording, code: CodeSource) -> str:
    """Return what differs between a run and the digest of the one in a picture; empty where nothing does."""
    now = [tuple(map(float, row)) for row in digest_of(run)]
    if [row[0] for row in now] != [row[0] for row in code.digest]:
        return f"the run has {now[-1][0]:g} steps, and had {code.digest[-1][0]:g}"
    if [len(row) for row in now] != [len(row) for row in code.digest]:
        return "the number of its parameters"
    columns = zip(*now, strict=True), zip(*code.digest, strict=True)
    for place, (found, kept) in enumerate(zip(*columns, strict=True)):
        scale = max((abs(value) for value in found if math.isfinite(value)), default=0.0)
        for row, (one, other) in enumerate(zip(found, kept, strict=True)):
            if not is_close(one, other, TOLERANCE * scale):
                name = f"the {COLUMNS[place]}" if place < len(COLUMNS) else "a parameter"
                return f"{name} at step {now[row][0]:g} is {one!r}, and was {other!r}"
    return ""


def first_difference(path: str, kind: str, animation: Animation, source: PictureSource) -> int | None:
    """Return the first byte in which the picture differs from one that is made again; None where none does."""
    with TemporaryDirectory() as folder:
        again = Path(folder) / f"again{kind}"
        animation.save(again, embed_recording=bool(source.chapters), **source.saved)
        made, kept = again.read_bytes(), Path(path).read_bytes()
    if made == kept:
        return None
    size = min(len(made), len(kept))
    different = np.flatnonzero(np.frombuffer(made[:size], np.uint8) != np.frombuffer(kept[:size], np.uint8))
    return int(different[0]) if len(different) else size
