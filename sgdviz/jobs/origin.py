"""The origin of an animation: the lesson and the settings that make it again, in JSON's types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgdviz.drawing.panels import PANELS
from sgdviz.drawing.words.find import DATA, LESSONS
from sgdviz.errors import InputError
from sgdviz.export.source.plain import plain_settings
from sgdviz.export.source.text import in_json
from sgdviz.jobs.lesson import find_lesson, lesson_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.jobs.lesson import Lesson
    from sgdviz.jobs.lesson_words import LessonWords


def origin_of(
    lesson: Lesson, training: Mapping[str, Any], settings: Mapping[str, Any], texts: LessonWords, *, own_data: bool
) -> dict[str, Any] | None:
    """Return the name of a lesson with the training and the settings that were given; None where they cannot do.

    A lesson that the package does not have, a panel or a theme of one's own that has no table, and values that JSON
    does not have, cannot. With `own_data` the lesson was trained on other data, of which nothing is written down. Words
    of one's own have the lesson's `texts` beside them.
    """
    if lesson.name not in lesson_names() or lesson != find_lesson(lesson.name):
        return None
    panels = settings.get("panels", ())
    if not isinstance(panels, tuple | list) or not all(panel in PANELS for panel in panels):
        return None
    try:
        plain = plain_settings(settings)
    except InputError:  # settings that are wrong are an error where the scene is made
        return None
    if isinstance(plain.get("words"), dict):
        own = {name: table for name, table in texts.lessons.items() if name == lesson.name}
        plain["words"] |= {key: table for key, table in ((LESSONS, own), (DATA, texts.data)) if table}
    origin: dict[str, Any] = {"lesson": lesson.name}
    if training:
        lists = {key: list(value) for key, value in training.items() if isinstance(value, tuple)}
        origin["training"] = {**training, **lists}
    if plain:
        origin["settings"] = plain
    if own_data:
        origin["own_data"] = True
    try:
        in_json(origin)
    except TypeError:
        return None
    return origin
