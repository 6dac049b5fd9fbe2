"""Scene and pacing from plain settings: a job's own, and those given in their place."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.room import in_default_size
from sgdviz.drawing.scene import Scene
from sgdviz.drawing.theme_file import find_theme
from sgdviz.drawing.words import find_words
from sgdviz.errors import UnknownNameError
from sgdviz.pacing import Pacing

if TYPE_CHECKING:
    from collections.abc import Mapping

SCENE_SETTINGS = tuple(field.name for field in fields(Scene))
PACING_SETTINGS = tuple(field.name for field in fields(Pacing))


def split(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings of `Scene` and those of `Pacing` in `settings`; raises `UnknownNameError` for any other."""
    for name in settings:
        if name not in (*SCENE_SETTINGS, *PACING_SETTINGS):
            raise UnknownNameError("setting", name, (*SCENE_SETTINGS, *PACING_SETTINGS))
    scene = {name: value for name, value in settings.items() if name in SCENE_SETTINGS}
    return scene, {name: value for name, value in settings.items() if name in PACING_SETTINGS}


def scene_of(own: Mapping[str, Any], given: Mapping[str, Any], *, runs: int) -> Scene:
    """Return the scene with the settings `given` and, for the rest, a job's `own`. Raises `InputError`.

    Without a size, the scene has one at which `runs` runs can be read.
    """
    settings = {**own, **given}
    if "theme" in settings:
        settings["theme"] = find_theme(settings["theme"])
    if "words" in settings:
        settings["words"] = find_words(settings["words"])
    scene = Scene(**settings)
    return scene if "size" in settings else in_default_size(scene, runs)


def pacing_of(own: Mapping[str, Any], given: Mapping[str, Any]) -> Pacing:
    """Return the pacing with the settings `given` and, for the rest, a job's `own`. Raises `InputError`."""
    return Pacing(**overridden(own, given))


def overridden(own: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a job's `own` settings and those `given` in their place; a pace that contradicts a given one gives way."""
    rivals: set[str] = set()
    if not given.keys().isdisjoint(("every", "frames", "duration")):
        rivals = {"every", "frames", "fps", "duration", "explain", "hold_each"}
    elif "fps" in given and not own.keys().isdisjoint(("every", "frames")):
        rivals = {"duration"}
    kept = {name: value for name, value in own.items() if name not in rivals}
    return {**kept, **given}
