"""From a lesson, or from recordings, and the settings given for it to an animation."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sgdviz.animation import Animation
from sgdviz.drawing.defaults import default_panels
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.words import ENGLISH, find_words
from sgdviz.errors import InputError
from sgdviz.jobs.lesson_words import lesson_words
from sgdviz.jobs.origin import origin_of
from sgdviz.jobs.own_data import suited_panels, without_untrue_words
from sgdviz.jobs.settings import pacing_of, scene_of, split
from sgdviz.jobs.sweep import sweep
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.data import Dataset
    from sgdviz.jobs.lesson import Lesson
    from sgdviz.jobs.lesson_words import LessonWords
    from sgdviz.recording import Recording


def animate_lesson(
    lesson: Lesson,
    *,
    dataset: Dataset | None = None,
    training: Mapping[str, Any] | None = None,
    settings: Mapping[str, Any] | None = None,
    keep_landscape: bool = False,
    texts: LessonWords | None = None,
) -> Animation:
    """Train with the settings of `lesson` and return the animation.

    `dataset` replaces its data. `training` replaces settings of `Lesson.record`; a tuple of values makes a comparison
    of a run for each. `settings` are those of `Scene` and `Pacing` that replace its own; where the name or the file of
    `words` is among them, the lesson's own texts are in that language, unless `texts` are given. The landscape is
    computed where a panel draws it, or with `keep_landscape`. Scene, pacing and training settings are checked before
    the training begins. Raises `InputError`.
    """
    training, settings = training or {}, settings or {}
    texts = texts or lesson_words(settings.get("words", ENGLISH))
    origin = origin_of(lesson, training, settings, texts, own_data=dataset is not None)
    lesson = texts.of_lesson(lesson)
    if lesson.chapters:
        useless = "data" if dataset is not None else next(iter(training), None)
        if useless is not None:
            what = f"the chapters of lesson {lesson.name!r} have data and training of their own"
            raise InputError(f"{what}; leave the {useless.replace('_', ' ')} out")
        chapters = [_animated(chapter, texts, settings, {}) for chapter in lesson.lessons()]
        animation = reduce(Animation.then, chapters)
    else:
        animation = _animated(lesson, texts, settings, training, dataset, keep_landscape=keep_landscape)
    animation.origin = origin
    return animation


def _animated(
    lesson: Lesson,
    texts: LessonWords,
    settings: Mapping[str, Any],
    training: Mapping[str, Any],
    dataset: Dataset | None = None,
    *,
    keep_landscape: bool = False,
) -> Animation:
    """Return the animation of a lesson without chapters; `texts` are those of its data."""
    words = find_words(settings.get("words", lesson.scene.get("words", ENGLISH)))
    given_scene, given_pacing = split(settings)
    variants = lesson.variants(training)
    runs = sweep({name: value if isinstance(value, tuple) else (value,) for name, value in training.items()}, words)
    if len(variants) > 1 and len(runs) > 1:
        raise InputError(f"lesson {lesson.name!r} compares runs of its own; give one value for each setting")
    labels = tuple(variants) if len(variants) > 1 else tuple(runs)
    own = without_untrue_words(lesson.scene, other_data=dataset is not None, other_training=bool(training))
    pace = {name: value for name, value in lesson.pacing.items() if name != "explain" or len(runs) == 1}
    if len(runs) > 1:  # more runs than a lesson's own size is made for
        own.pop("size", None)
    scene, pacing = scene_of(own, given_scene, runs=len(labels)), pacing_of(pace, given_pacing)
    if dataset is not None and "panels" not in given_scene:
        scene = replace(scene, panels=suited_panels(scene.panels, dataset.x.shape[1]))
    needed = keep_landscape or any(find_panel(panel).needs_landscape for panel in scene.panels)
    recordings = [
        texts.of_recording(variant.record(dataset=dataset, landscape=needed, **run))
        for variant in variants.values()
        for run in runs.values()
    ]
    return Animation(_together(recordings, labels), scene, pacing)


def animate_recordings(
    recordings: Sequence[Recording], labels: Sequence[str], settings: Mapping[str, Any] | None = None
) -> Animation:
    """Return the animation of one recording, or of several compared, with `settings` of `Scene` and `Pacing`.

    Raises `InputError`.
    """
    given_scene, given_pacing = split(settings or {})
    recording = _together(list(recordings), tuple(labels))
    own = {"panels": default_panels(recording, overlay=bool(given_scene.get("overlay")))}
    return Animation(recording, scene_of(own, given_scene, runs=len(recordings)), pacing_of({}, given_pacing))


def labels_of_files(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the labels of the runs in files: their names without the suffix, or the paths where names are equal."""
    names = tuple(PurePath(path).stem for path in paths)
    return names if len(set(names)) == len(names) else tuple(paths)


def _together(recordings: list[Recording], labels: tuple[str, ...]) -> Recording | Comparison:
    return recordings[0] if len(recordings) == 1 else Comparison(tuple(recordings), labels)
