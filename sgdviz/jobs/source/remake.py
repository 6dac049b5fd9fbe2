"""Drawing a picture anew from the source in its file."""

from __future__ import annotations

import binascii
import io
from base64 import b64decode
from functools import reduce
from typing import TYPE_CHECKING, Any

from sgdviz.animation import Animation
from sgdviz.errors import InputError
from sgdviz.export.save import find_format
from sgdviz.export.source.runs import MOST_RECORDING
from sgdviz.jobs.animations import animate_lesson
from sgdviz.jobs.settings import overridden, pacing_of, scene_of, split
from sgdviz.recording import Comparison, Recording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.jobs.source.checked import ChapterSource, PictureSource

MOST_UNPACKED = 1 << 30
"""Bytes to which the recording in a picture may unpack."""

NEEDED = "it was made from a data file, which it does not hold; make it again with --embed-recording"
"""What a picture needs that was made from data of one's own."""


def remade(source: PictureSource, settings: Mapping[str, Any] | None = None) -> Animation:
    """Return the animation of a source, with `settings` of `Scene` and `Pacing` in place of its own.

    It is drawn from the recordings, where there are any; else the lesson is trained again. Code is never run. Raises
    `InputError` and `RecordingError`.
    """
    settings = settings or {}
    if source.chapters:
        animation = reduce(Animation.then, [_drawn(chapter, settings) for chapter in source.chapters])
        if source.code is not None and not settings:
            animation.origin = source.origin
        return animation
    return remade_lesson(source, settings)


def remade_lesson(source: PictureSource, settings: Mapping[str, Any] | None = None) -> Animation:
    """Return the animation of a source's lesson, trained again. Raises `InputError`."""
    settings = settings or {}
    if source.lesson is None or source.own_data:
        raise InputError(needed(source))
    texts = None if "words" in settings else source.texts
    merged = overridden(source.settings, settings)
    return animate_lesson(source.lesson, training=source.training, settings=merged, texts=texts)


def needed(source: PictureSource) -> str:
    """Return what a picture lacks that cannot be made again from its file."""
    return NEEDED if source.code is None else source.code.remedy


def saved_moments(source: PictureSource, outputs: Sequence[str]) -> dict[str, Any]:
    """Return the moments that a still shows, as settings of `Animation.save`, where all `outputs` can be stills."""
    if not all(find_format(path).is_still(step_asked=True) for path in outputs):
        return {}
    return {name: source.saved[name] for name in ("at", "strip", "strip_size") if name in source.saved}


def recordings_of(chapter: ChapterSource) -> list[Recording]:
    """Return the recordings of a chapter; raises `RecordingError` for what is none."""
    return [_recording(packed) for packed in chapter.recordings]


def _recording(packed: str) -> Recording:
    try:
        data = b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise InputError("the recording in its source is not in base64; make the picture again") from None
    if len(data) > MOST_RECORDING:
        raise InputError(f"the recording in its source has more than {MOST_RECORDING:,} bytes; record fewer steps")
    return Recording.read(io.BytesIO(data), "the recording in its source", most=MOST_UNPACKED)


def _drawn(chapter: ChapterSource, settings: Mapping[str, Any]) -> Animation:
    """Return the animation of a chapter's recordings."""
    recordings = recordings_of(chapter)
    own_scene, own_pacing = split(chapter.settings)
    scene, pacing = split(settings)
    together = len(recordings) > 1 or chapter.labels
    return Animation(
        Comparison(tuple(recordings), chapter.labels) if together else recordings[0],
        scene_of(overridden(own_scene, scene), {}, runs=len(recordings)),
        pacing_of(own_pacing, pacing),
    )
