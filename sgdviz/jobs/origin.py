"""The origin of an animation: the lesson and the settings that make it again, in JSON's types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sgdviz.drawing.panels import PANELS
from sgdviz.drawing.words.find import DATA, LESSONS
from sgdviz.export.source.plain import plain_settings
from sgdviz.jobs.lesson import find_lesson, lesson_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.jobs.lesson import Lesson
    from sgdviz.jobs.lesson_words import LessonWords


def origin_of(
    lesson: Lesson, training: Mapping[str, Any], settings: Mapping[str, Any], texts: LessonWords, *, own_data: bool
) -> dict[str, Any] | None:
    """Return the name of a lesson with the training and the settings that were given; None where they cannot do.

    A lesson that the package does not have, and a panel of one's own, cannot. With `own_data` the lesson was trained on
    other data, of which nothing is written down. Words of one's own have the lesson's `texts` beside them. Raises
    `InputError`.
    """
    if lesson.name not in lesson_names() or lesson != find_lesson(lesson.name):
        return None
    if not all(panel in PANELS for panel in settings.get("panels", ())):
        return None
    plain = plain_settings(settings)
    if isinstance(plain.get("words"), dict):
        own = {name: dict(table) for name, table in texts.lessons.items() if name == lesson.name}
        plain["words"] |= {key: dict(table) for key, table in ((LESSONS, own), (DATA, texts.data)) if table}
    origin: dict[str, Any] = {"lesson": lesson.name}
    if training:
        origin["training"] = {
            key: list(value) if isinstance(value, tuple) else value for key, value in training.items()
        }
    if plain:
        origin["settings"] = plain
    if own_data:
        origin["own_data"] = True
    return origin
