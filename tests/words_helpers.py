"""Helpers of the tests of words: a language in which every word is marked, and the texts that an animation draws."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.alt_text import alt_text
from sgdviz.drawing.description import description_of, title_of
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.marks import Text
from sgdviz.drawing.words import ENGLISH
from sgdviz.drawing.words.table import PHRASES
from sgdviz.export.strip import strip_still
from sgdviz.jobs import find_lesson, lesson_names
from sgdviz.pacing import Cue
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sgdviz import Animation
    from sgdviz.drawing.marks import Mark

NAMES = (
    "size (sq ft)", "price ($)", "price ($1000)", "bedrooms", "location score", "lower moon", "upper moon",
    "exam 1", "exam 2", "admitted", "rejected",
)  # fmt: skip
"""The names of columns and classes in the data of the lessons."""

_WORD, _PLACE = r"[A-Za-z]{2,}", r"\{[^}]*\}"


def marked(phrase: str) -> str:
    """Return `phrase` with each word of two or more letters in marks, and with marks of its own in its numbers."""
    words = re.sub(rf"({_PLACE})|({_WORD})", lambda found: found[1] or f"«{found[2]}»", phrase)
    return re.sub(r"(\d)\.(\d)", r"\1·\2", words)


def write_marked_words(path: Path) -> Path:
    """Write a words file of marked English words, titles, captions and names, whose numbers have marks of their own."""
    phrases = {key: marked(getattr(ENGLISH, key)) for key in PHRASES}
    phrases |= {"decimal_mark": "·", "group_mark": "'", "thousands": "{number}«k»", "millions": "{number} «millions»"}
    lines = [f"{key} = {_toml(text)}" for key, text in phrases.items()]
    lines += ["[data]", *(f"{_toml(name)} = {_toml(marked(name))}" for name in NAMES)]
    for name in lesson_names():
        lesson = find_lesson(name)
        lines += [f"[lessons.{name}]", *_scene(lesson.scene)]
        if lesson.runs:
            lines.append(f"runs = {_toml([marked(run['label']) for run in lesson.runs])}")
        for chapter in lesson.chapters:
            lines += [f"[[lessons.{name}.chapters]]", *_scene(chapter["scene"])]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _scene(scene: Any) -> list[str]:
    return [f"{key} = {_toml(marked(scene[key]))}" for key in ("title", "caption") if key in scene]


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def drawn_texts(animation: Animation) -> Iterator[Text]:
    """Yield the texts of the frames at the start, in the middle and at the end, and those of each part of a step."""
    for layout, cues in animation.chapters:
        shown = {0, len(cues) // 2, len(cues) - 1}
        for number, cue in enumerate(cues):
            if number in shown or (cue.phase is not None and cue.phase.progress == 1):
                yield from texts_among(bottom_to_top(layers_at(layout, cue.row, cue.phase)))


def texts_among(marks: Iterable[Mark]) -> Iterator[Text]:
    """Yield the texts among `marks` that have words of a language: code is the same in all of them."""
    yield from (mark for mark in marks if isinstance(mark, Text) and mark.face != "mono")


def described(animation: Animation) -> list[str]:
    """Return the title, the description of the first row, the alt texts of an animation, and what a strip says."""
    layout = animation.layout
    alts = [animation.alt_text, alt_text(layout, [Cue(0, 0.0)]), *_of_parts(animation)]
    return [title_of(layout), description_of(layout, 0), *alts, *_of_strip(animation)]


def _of_parts(animation: Animation) -> Iterator[str]:
    """Yield the alt texts of the parts of the first step, one by one and together, where they are told."""
    for layout, cues in animation.chapters:
        told = [cue for cue in cues if cue.phase is not None and cue.phase.progress == 1][:2]
        yield from (alt_text(layout, [cue]) for cue in told)
        if len(told) == 2:
            yield alt_text(layout, told)


def _of_strip(animation: Animation) -> Iterator[str]:
    """Yield the description and the texts of a strip of two moments, of a run that has as many."""
    chapter = animation.chapters[-1]
    if leader_of(chapter.layout.recording).recorded.sum() > 1:
        layout, cue = strip_still(chapter, 2)
        yield description_of(layout, cue.row)
        yield alt_text(layout, layout.moments)
        yield from (mark.text for mark in texts_among(bottom_to_top(layers_at(layout, cue.row))))


def unmarked(text: str) -> list[str]:
    """Return the words of two or more letters outside of marks, and the numbers that are written in English."""
    rest = re.sub(r"«[^»]*(»|…|$)", " ", text)
    return re.findall(rf"{_WORD}|\d\.\d|\d,\d|\d[kM]\b", rest)
