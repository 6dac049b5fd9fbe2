"""Making a picture again from the source in its file, and comparing the run and the bytes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.checks import path_text
from sgdviz.errors import InputError, RecordingError
from sgdviz.export.about.read import kind_of
from sgdviz.export.source.runs import numbers_of, runs_of
from sgdviz.jobs.source.compare import OTHERS, TOLERANCE, first_difference, is_close, other_versions
from sgdviz.jobs.source.find import source_in
from sgdviz.jobs.source.remake import needed, recordings_of, remade, remade_lesson
from sgdviz.recording.recording import ARRAYS

if TYPE_CHECKING:
    from os import PathLike

    from sgdviz.animation import Animation
    from sgdviz.jobs.source.checked import PictureSource
    from sgdviz.recording import Recording

SAME, DIFFERS, UNKNOWN = 0, 1, 3
"""What was found: the picture is the same, it differs, or that cannot be said."""


class Finding(NamedTuple):
    """What was found about a picture, as an exit code, and why, as a line."""

    code: int
    text: str


def verify(path: str | PathLike[str]) -> Finding:
    """Make the picture at `path` again from its source, and compare the run and the bytes.

    The run of a lesson is trained again, and compared with the numbers in the file to `TOLERANCE`. The bytes are
    compared where sgdviz, NumPy and Matplotlib have the versions of the file. Nothing is written. Raises `InputError`
    for a file that cannot be read.
    """
    path = path_text("path", path)
    try:
        kind = kind_of(path)
        source = source_in(path)
        if source is None:
            return Finding(UNKNOWN, f"{path} does not say how it was made; lessons do, and --embed-recording")
        return _verified(path, kind, source)
    except (RecordingError, InputError) as error:
        if str(error).startswith("cannot read "):
            raise
        return Finding(UNKNOWN, f"cannot say: {error}")


def _verified(path: str, kind: str, source: PictureSource) -> Finding:
    """Return what was found about a picture with a source; raises `InputError` where it cannot be made again."""
    has_lesson = source.lesson is not None and not source.own_data
    if not has_lesson and not source.chapters:
        raise InputError(f"{path}: {needed(source)}")
    animation = remade_lesson(source) if has_lesson else remade(source)
    run = "it is drawn from the recording that it holds"
    if has_lesson:
        difference = _difference(animation, source)
        if difference:
            return Finding(DIFFERS, f"{path} differs: {difference}")
        run = "the run is the same"
    others = other_versions(source)
    if others:
        what = f"its bytes were not compared: they are of {others}"
        return Finding(SAME if has_lesson else UNKNOWN, f"{path}: {run}; {what}")
    first = first_difference(path, kind, animation, source)
    if first is None:
        return Finding(SAME, f"{path}: {run}, and so is every byte" if has_lesson else f"{path}: {run}, byte for byte")
    if kind in OTHERS:
        what = f"its bytes differ, as they do with another version of {OTHERS[kind]}"
        return Finding(SAME if has_lesson else UNKNOWN, f"{path}: {run}; {what}")
    return Finding(DIFFERS, f"{path} differs: {run}, but its bytes are others from byte {first:,} on")


def _difference(animation: Animation, source: PictureSource) -> str:
    """Return what differs in the runs of a lesson that was trained again; empty where nothing does."""
    runs = [run for part in animation.parts for run in runs_of(part.recording)]
    if len(runs) != len(source.runs):
        raise InputError(f"its source has numbers of {len(source.runs)} runs, and the lesson has {len(runs)}")
    for number, (run, numbers) in enumerate(zip(runs, source.runs, strict=True), start=1):
        found = tuple(map(float, numbers_of(run)))
        scale = max((abs(value) for value in found[1:] if math.isfinite(value)), default=0.0)
        names = ("number of rows", "first cost", "last cost", "sum of the last parameters")
        for name, now, then in zip(names, found, numbers, strict=True):
            if not is_close(now, then, TOLERANCE * scale):
                which = f" of run {number}" if len(runs) > 1 else ""
                return f"the {name}{which} is {now!r}, and was {then!r}"
    kept = [run for chapter in source.chapters for run in recordings_of(chapter)]
    for number, (run, recording) in enumerate(zip(runs, kept, strict=len(kept) > 0), start=1):
        name = _array_that_differs(run, recording)
        if name:
            return f"the {name} of the recording" + (f" {number}" if len(runs) > 1 else "")
    return ""


def _array_that_differs(one: Recording, other: Recording) -> str:
    """Return the name of an array in which two recordings differ; a landscape may be in one alone."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in ARRAYS if not name.startswith("landscape")}
    pairs |= {"inputs": (one.dataset.x, other.dataset.x), "targets": (one.dataset.y, other.dataset.y)}
    for name, (own, others) in pairs.items():
        if own.shape != others.shape:
            return name.replace("_", " ")
        finite = np.abs(own[np.isfinite(own)])
        if not np.allclose(own, others, rtol=TOLERANCE, atol=TOLERANCE * float(finite.max(initial=0)), equal_nan=True):
            return name.replace("_", " ")
    return ""
