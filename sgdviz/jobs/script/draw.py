"""The animation of a script's runs, which says from what code it was made."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sgdviz.jobs.animations import animate_recordings
from sgdviz.jobs.script.choose import labels_of
from sgdviz.jobs.source.code import code_origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.animation import Animation
    from sgdviz.recording.capture import CapturedRun, Program


def script_animation(program: Program, runs: Sequence[CapturedRun], settings: Mapping[str, Any]) -> Animation:
    """Return the animation of one run, or of several compared. Raises `InputError`."""
    name = PurePath(program.name).name
    labels = (name,) if len(runs) == 1 else tuple(labels_of(runs))
    animation = animate_recordings([run.recording for run in runs], labels, settings)
    if len(runs) == 1:
        animation.origin = code_origin("script", name, program.text, runs[0].recording, settings)
    return animation
