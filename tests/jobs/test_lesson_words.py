"""The texts of lessons in another language: complete, short, and refused where a lesson has no place for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from fuzz_helpers import folder_of, loaded, toml_files
from hypothesis import given, settings
from hypothesis import strategies as st

import sgdviz
from sgdviz import InputError
from sgdviz.drawing.words import ENGLISH, find_words
from sgdviz.drawing.words.find import DATA, LESSONS
from sgdviz.jobs import animate_lesson, find_lesson, lesson_names
from sgdviz.jobs.lesson_words import lesson_words
from sgdviz.recording import Comparison
from sgdviz.training.registry import OPTIMIZERS

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.jobs import Lesson

MOST_WORDS = 20
"""The largest number of words of a caption."""

LANGUAGES = pytest.mark.parametrize("language", ["de", "es"])


def texts_of(table: Any) -> set[str]:
    """Return the places of the texts of a lesson, such as "title", "runs" and "chapters.caption"."""
    own = {key for key in ("title", "caption") if key in table}
    own |= {"runs"} if "runs" in table else set()
    return own | {f"chapters.{key}" for chapter in table.get("chapters", ()) for key in chapter}


@LANGUAGES
@pytest.mark.parametrize("name", lesson_names())
def test_each_lesson_has_its_texts_in_each_language(language: str, name: str) -> None:
    """Every title, caption and name of a run is translated, and captions have at most twenty words."""
    lesson, texts = find_lesson(name), lesson_words(language)
    english: dict[str, Any] = {key: lesson.scene[key] for key in ("title", "caption") if key in lesson.scene}
    if lesson.chapters:
        english["chapters"] = [
            {key: chapter["scene"][key] for key in ("title", "caption") if key in chapter["scene"]}
            for chapter in lesson.chapters
        ]
    if not {run["label"].lower() for run in lesson.runs} <= OPTIMIZERS.keys():  # their names are the same everywhere
        english["runs"] = True
    own = texts.lessons[name]
    assert texts_of(own) == texts_of(english)
    for table in (own, *own.get("chapters", ())):
        assert len(table.get("caption", "").split()) <= MOST_WORDS


@LANGUAGES
def test_the_columns_of_every_lesson_have_names(language: str) -> None:
    """The names of all columns of the lessons' data that are words are translated."""
    texts = lesson_words(language)
    for data in (sgdviz.data.houses(), sgdviz.data.many_houses(4)):
        assert {*data.feature_names, data.target_name} <= texts.data.keys()


def test_a_lesson_is_drawn_with_its_texts() -> None:
    """Title, caption, names of runs and names of columns are those of the language; given ones replace them."""
    animation = animate_lesson(find_lesson("step-size"), settings={"words": "de"})
    assert isinstance(animation.recording, Comparison)
    assert animation.scene.title == "Zu klein kriecht, zu groß explodiert"
    assert animation.recording.labels[0] == "0,014 × beste"
    assert animation.recording.recordings[0].dataset.target_name == "Preis ($)"
    assert animation.scene.words == find_words("de")
    given = animate_lesson(find_lesson("step-size"), settings={"words": "de", "title": "Mine"})
    assert given.scene.title == "Mine"


def test_each_chapter_has_its_texts() -> None:
    """The texts of chapters follow their order."""
    animation = animate_lesson(find_lesson("forward-backward"), settings={"words": "es"})
    titles = [chapter.layout.scene.title for chapter in animation.chapters]
    assert titles == ["Un peso avanza según su entrada", "Dos pesos comparten un error"]
    first = animation.chapters[0].layout.recording
    assert isinstance(first, sgdviz.Recording)
    assert first.dataset.feature_names == ("área (pies²)",)


def test_english_and_words_without_a_file_leave_a_lesson_as_it_is() -> None:
    """Neither the lesson nor its recording changes."""
    lesson = find_lesson("houses")
    run = lesson.record(landscape=False)
    for words in ("en", ENGLISH):
        texts = lesson_words(words)
        assert texts.of_lesson(lesson) == lesson
        assert texts.of_recording(run) is run


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[lessons.lien]\ntitle = 'x'", "lessons: unknown lesson 'lien'; did you mean 'line'?"),
        ("[lessons.batch]\ntitel = 'x'", "lessons.batch: unknown key 'titel'; did you mean 'title'?"),
        ("[lessons.batch]\ntitle = 3", "lessons.batch.title is 3; write a text"),
        ("[lessons]\nbatch = 3", "lessons.batch is 3; write a table with title, caption, runs, chapters"),
        ("lessons = 3", "lessons is 3; write a table"),
        ("[data]\nx = 3", "data.'x' is 3; write a text"),
        ("[lessons.batch]\nruns = ['x']", "lessons.batch.runs is ['x']; the lesson has 3, so give a name for each"),
        ("[lessons.batch]\nruns = [1, 2, 3]", "lessons.batch.runs is [1, 2, 3]; the lesson has 3, so give a name"),
        ("[lessons.batch]\nchapters = [{}]", "lessons.batch.chapters is [{}]; the lesson has 0, so give a table"),
    ],
)
def test_texts_for_which_a_lesson_has_no_place_are_refused(tmp_path: Path, text: str, says: str) -> None:
    """The error names the file and the key."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=re.escape(f"{path}: {says}")):
        animate_lesson(find_lesson("batch"), settings={"words": str(path)})


@settings(max_examples=100, deadline=None)
@given(
    content=toml_files(
        [LESSONS, DATA, "line", "network", "derivative", "title", "caption", "runs", "chapters", "x", "price ($)"],
        st.sampled_from(["x", "price"]) | st.lists(st.text(max_size=3), max_size=3),
    )
)
def test_any_file_has_texts_of_lessons_or_is_refused(content: bytes) -> None:
    """A file has texts for every lesson and its data, or raises an `InputError` of one line with its name."""

    def all_lessons(path: Path) -> list[Lesson]:
        texts = lesson_words(path)
        return [texts.of_lesson(find_lesson(name)) for name in lesson_names()]

    with folder_of("mine.toml", content) as path:
        lessons = loaded(all_lessons, path)
    assert lessons is None or [lesson.name for lesson in lessons] == lesson_names()
