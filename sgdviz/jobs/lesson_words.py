"""The texts of the lessons in another language: titles, captions, names of runs, and names of columns of data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.words import Words
from sgdviz.drawing.words.find import DATA, LESSONS, file_of, read_table
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.jobs.lesson import lesson_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sgdviz.drawing.words import WordsLike
    from sgdviz.jobs.lesson import Lesson
    from sgdviz.recording import Recording

SCENE = ("title", "caption")
"""The texts of a lesson's scene."""


@dataclass(frozen=True, slots=True)
class LessonWords:
    """The texts of lessons by the lesson's name, and the names of columns by their English ones.

    A lesson has a `title` and a `caption`, the labels of its `runs` in their order, and of each of its `chapters` a
    title and a caption. What is left out stays English. `path` is that of the file, for errors.
    """

    path: Path | None = None
    lessons: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)

    def of_lesson(self, lesson: Lesson) -> Lesson:
        """Return `lesson` with the texts in this language; raises `InputError` for texts that it has no place for."""
        texts = self.lessons.get(lesson.name, {})
        where = f"{LESSONS}.{lesson.name}"
        self._check(where, texts, (*SCENE, "runs", "chapters"))
        scene = {**lesson.scene, **{name: texts[name] for name in SCENE if name in texts}}
        runs = tuple({**run, "label": label} for run, label in self._pairs(where, "runs", lesson.runs, texts, str))
        chapters = []
        for chapter, own in self._pairs(where, "chapters", lesson.chapters, texts, dict):
            self._check(f"{where}.chapters", own, SCENE)
            chapters.append({**chapter, "scene": {**chapter.get("scene", {}), **own}})
        return replace(lesson, scene=scene, runs=runs or lesson.runs, chapters=tuple(chapters) or lesson.chapters)

    def of_recording(self, recording: Recording) -> Recording:
        """Return `recording` with the names of its columns and classes in this language."""
        data = recording.dataset
        names, classes = (
            tuple(self.data.get(name, name) for name in own) for own in (data.feature_names, data.class_names)
        )
        target = self.data.get(data.target_name, data.target_name)
        if data.is_in_dollars and not target.endswith("($)"):
            raise InputError(f"{self.path}: data: {data.target_name!r} is {target!r}; keep the unit ($) at its end")
        if (names, classes, target) == (data.feature_names, data.class_names, data.target_name):
            return recording
        return replace(recording, dataset=replace(data, feature_names=names, class_names=classes, target_name=target))

    def _check(self, where: str, texts: object, known: tuple[str, ...]) -> None:
        """Raise `InputError` unless `texts` is a table of known keys, whose title and caption are texts."""
        if not isinstance(texts, dict):
            raise InputError(f"{self.path}: {where} is {texts!r}; write a table with {', '.join(known)}")
        for key, value in texts.items():
            if key not in known:
                raise InputError(f"{self.path}: {where}: {UnknownNameError('key', key, known)}")
            if key in SCENE and not isinstance(value, str):
                raise InputError(f"{self.path}: {where}.{key} is {value!r}; write a text")

    def _pairs(
        self, where: str, key: str, own: tuple[Mapping[str, Any], ...], texts: Mapping[str, Any], kind: type
    ) -> list[tuple[Mapping[str, Any], Any]]:
        """Return each of a lesson's own runs or chapters with its text or table, or nothing where there are none."""
        if key not in texts:
            return []
        given = texts[key]
        if not (isinstance(given, list) and len(given) == len(own) and all(isinstance(one, kind) for one in given)):
            each = "a name for each" if kind is str else "a table for each"
            raise InputError(f"{self.path}: {where}.{key} is {given!r}; the lesson has {len(own)}, so give {each}")
        return list(zip(own, given, strict=True))


def lesson_words(words: WordsLike) -> LessonWords:
    """Return the texts of lessons in the file of `words`; none for English, and for `Words`, which have no file.

    Raises `InputError`, with the file's name, for a lesson that does not exist.
    """
    path = None if isinstance(words, Words) else file_of(words)
    return LessonWords() if path is None else texts_of(read_table(path), path)


def texts_of(table: Mapping[str, Any], path: Path) -> LessonWords:
    """Return the texts of lessons in a table with the keys of a words file; `path` names it in an `InputError`."""
    for key in (LESSONS, DATA):
        if not isinstance(table.get(key, {}), dict):
            raise InputError(f"{path}: {key} is {table[key]!r}; write a table")
    lessons, data = table.get(LESSONS, {}), table.get(DATA, {})
    for name in lessons:
        if name not in lesson_names():
            raise InputError(f"{path}: {LESSONS}: {UnknownNameError('lesson', name, lesson_names())}")
    for name, text in data.items():
        if not isinstance(text, str):
            raise InputError(f"{path}: {DATA}.{name!r} is {text!r}; write a text")
    return LessonWords(path, lessons, data)
