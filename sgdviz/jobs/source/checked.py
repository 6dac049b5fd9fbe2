"""The PictureSource type: the source in a picture's file as checked data. A stranger may have written it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.checks import flag, one_of, shown, text, whole
from sgdviz.drawing.panels import PANELS
from sgdviz.drawing.theme_file import THEME_NAMES, theme_of
from sgdviz.drawing.words.find import LANGUAGES, words_of
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.jobs.lesson import find_lesson
from sgdviz.jobs.lesson_words import LessonWords, texts_of
from sgdviz.jobs.settings import split
from sgdviz.jobs.source.code import CodeSource, checked_code
from sgdviz.pacing.moments import moments_of
from sgdviz.training.registry import OPTIMIZERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.drawing.theme import Theme
    from sgdviz.drawing.words import Words
    from sgdviz.jobs.lesson import Lesson

WHERE = "its source"
"""The name of the source in errors."""

VERSIONS = ("sgdviz", "numpy", "matplotlib")

ENTRIES = (*VERSIONS, "lesson", "training", "settings", "own_data", "code", "runs", "save", "chapters")

MOST_PASSES = 1_000_000
"""Passes of the longest training that a file can ask for."""

MOST_CHAPTERS, MOST_RUNS = 100, 6


@dataclass(frozen=True, slots=True)
class ChapterSource:
    """A chapter with its recordings: the `settings` by which they are drawn, their names, and .npz files in base64."""

    settings: Mapping[str, Any]
    labels: tuple[str, ...]
    recordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PictureSource:
    """The source of a picture: the `versions` that made it, and a lesson, or code, or recordings, or one with these.

    `origin` is what says that the picture was made by code, as it stands in the file. `training` and `settings` are
    those given for the lesson, and `texts` its texts in words of one's own; with `own_data` it was trained on data that
    the file does not hold. `runs` has a few numbers of each run. `saved` are settings of `Animation.save`.
    """

    versions: Mapping[str, str]
    lesson: Lesson | None = None
    code: CodeSource | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    texts: LessonWords | None = None
    own_data: bool = False
    runs: tuple[tuple[float, ...], ...] = ()
    saved: Mapping[str, Any] = field(default_factory=dict)
    chapters: tuple[ChapterSource, ...] = ()


def checked_source(source: str) -> PictureSource:
    """Return the source in a line of JSON; raises `InputError` for anything that sgdviz would not have written.

    Names are looked up, and no text becomes a path or code. Scene, pacing, training and recordings check their own
    values when they are made.
    """
    table = _table("the source", _parsed(source))
    for key in table:
        if key not in ENTRIES:
            raise UnknownNameError(f"entry of {WHERE}:", key, ENTRIES)
    name = table.get("lesson")
    lesson = None if name is None else find_lesson(text("lesson", name))
    given = _table("settings", table.get("settings", {}))
    chapters = _list("chapters", table.get("chapters", []), most=MOST_CHAPTERS)
    code = checked_code(_table("the code", table["code"])) if "code" in table else None
    if lesson is None and code is None and not chapters:
        raise InputError(f"{WHERE} has no lesson and no recording")
    if lesson is not None and code is not None:
        raise InputError(f"{WHERE} has a lesson and code; a picture is made from one of them")
    return PictureSource(
        versions={key: text(f"version of {key}", table.get(key, "")) for key in VERSIONS},
        lesson=lesson,
        code=code,
        origin={key: table[key] for key in ("code", "settings") if key in table and code is not None},
        training=_training(_table("training", table.get("training", {}))),
        settings=_settings(given),
        texts=_texts(given.get("words")),
        own_data=flag("own_data", table.get("own_data", False)),
        runs=tuple(map(_numbers, _list("runs", table.get("runs", []), most=MOST_CHAPTERS * MOST_RUNS))),
        saved=_saved(_table("save", table.get("save", {}))),
        chapters=tuple(map(_chapter, chapters)),
    )


def _parsed(source: str) -> Any:
    try:
        return json.loads(source, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise InputError(f"{WHERE} is no JSON that can be read; make the picture again") from None


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _table(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{name} is {shown(value)}; it must be a table")
    return value


def _list(name: str, value: Any, *, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise InputError(f"{name} is {shown(value)}; it must be a list of at most {most}")
    return value


def _settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings of `Scene` and `Pacing`: names of themes and languages, and tables of others, are found."""
    split(given)
    settings = dict(given)
    if "theme" in given:
        settings["theme"] = _theme(given["theme"])
    if "words" in given:
        settings["words"] = _words(given["words"])
    if "panels" in given:
        panels = _list("panels", given["panels"], most=100)
        settings["panels"] = tuple(one_of("panel", panel, PANELS) for panel in panels)
    if "size" in given:
        settings["size"] = tuple(_list("size", given["size"], most=2))
    return settings


def _theme(value: Any) -> str | Theme:
    """Return the name of a theme of the package, or the theme in a table; a path is none."""
    if not isinstance(value, dict):
        return one_of("theme", value, THEME_NAMES)
    table = dict(value)
    name = text("name of the theme", table.pop("name", ""))
    one_of("theme", table.get("base"), THEME_NAMES)  # type: ignore[arg-type]
    return theme_of(table, name, WHERE)


def _words(value: Any) -> str | Words:
    """Return the name of a language of the package, or the words in a table; a path is none."""
    if not isinstance(value, dict):
        return one_of("language", value, LANGUAGES)
    table = dict(value)
    return words_of(table, text("name of the words", table.pop("name", "")), WHERE)


def _texts(words: Any) -> LessonWords | None:
    """Return the texts of lessons in a table of words."""
    return texts_of(words, Path(WHERE)) if isinstance(words, dict) else None


def _training(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings of the training; a list of values is a comparison of runs."""
    checks = {
        "passes": lambda value: whole("passes", value, least=1, most=MOST_PASSES),
        "optimizer": lambda value: one_of("optimizer", value, OPTIMIZERS),
        "step_size": lambda value: _number("step size", value),
        "seed": lambda value: whole("seed", value, least=0),
        "batch_size": lambda value: value if value == "full" else whole("batch size", value, least=1),
        "shuffle": lambda value: flag("shuffle", value),
        "start": _start,
    }
    several = ("optimizer", "step_size", "seed")
    training: dict[str, Any] = {}
    for name, value in given.items():
        check = checks[one_of("training setting", name, checks)]
        if isinstance(value, list) and name in several:
            training[name] = tuple(map(check, _list(name, value, most=100)))
        else:
            training[name] = check(value)
    return training


def _start(value: Any) -> dict[str, float]:
    return {text("parameter", name): _number(name, number) for name, number in _table("start", value).items()}


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{name} is {shown(value)}; it must be a number")
    return value


def _numbers(value: Any) -> tuple[float, ...]:
    """Return the numbers of a run; those that are not finite are texts."""
    known = {"nan", "inf", "-inf"}
    found = _list("a run", value, most=4)
    return tuple(
        float(number) if isinstance(number, str) and number in known else _number("a number of a run", number)
        for number in found
    )


def _saved(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings of `Animation.save`."""
    saved: dict[str, Any] = {}
    for name, value in given.items():
        if one_of("save setting", name, ("at", "strip", "strip_size", "max_size", "compatible")) == "at":
            moments_of(text("at", value))
            saved[name] = value
        elif name == "strip_size":
            saved[name] = tuple(whole("strip size", side, least=1) for side in _list(name, value, most=2))
        elif name == "compatible":
            saved[name] = flag(name, value)
        else:
            saved[name] = whole(name.replace("_", " "), value, least=1)
    return saved


def _chapter(value: Any) -> ChapterSource:
    table = _table("a chapter", value)
    for key in table:
        one_of("entry of a chapter", key, ("settings", "labels", "recordings"))
    recordings = _list("recordings", table.get("recordings"), most=MOST_RUNS)
    labels = _list("labels", table.get("labels", []), most=MOST_RUNS)
    if not recordings or not all(isinstance(recording, str) for recording in recordings):
        raise InputError("a chapter has no recordings; it must have a list of texts in base64")
    return ChapterSource(
        _settings(_table("settings", table.get("settings", {}))),
        tuple(text("label", label) for label in labels),
        tuple(recordings),
    )
