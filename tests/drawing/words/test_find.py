"""Words files: found by language or path, read as TOML, refused with the name of the file and the key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fuzz_helpers import folder_of, loaded, toml_files
from hypothesis import given, settings
from hypothesis import strategies as st

from sgdviz import InputError, UnknownNameError
from sgdviz.drawing.words import ENGLISH, find_words
from sgdviz.drawing.words.find import DATA, LANGUAGES, LESSONS, file_of
from sgdviz.drawing.words.table import PHRASES

if TYPE_CHECKING:
    from pathlib import Path


def test_words_are_found_by_language() -> None:
    """`Words` are returned as they are; the error for an unknown language lists those that there are."""
    german = find_words("de")
    assert (german.name, german.step_number) == ("de", "Schritt {number}")
    assert find_words("en") is ENGLISH
    assert find_words(german) is german
    with pytest.raises(UnknownNameError, match="unknown language 'xx'; choose from: de, en, es"):
        find_words("xx")


def test_a_file_changes_the_phrases_that_it_has(tmp_path: Path) -> None:
    """All other phrases stay English; tables of lessons and data are no phrases; the words are named after the file."""
    path = tmp_path / "fr.toml"
    path.write_text('rise = "montée"\ndecimal_mark = ","\n[data]\nx = "abscisse"\n[lessons.line]\ntitle = "Neurone"\n')
    assert find_words(str(path)) == find_words(path) == replace(ENGLISH, name="fr", rise="montée", decimal_mark=",")


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_the_files_of_the_package_have_every_phrase(language: str) -> None:
    """Each language of the package has all phrases, so that no picture is half English."""
    path = file_of(language)
    assert path is not None
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert table.keys() == {*PHRASES, LESSONS, DATA}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("step_nubmer = 'x'", "unknown key 'step_nubmer'; did you mean 'step_number'?"),
        ("zzz = 'x'", "unknown key 'zzz'; the keys are those of de.toml in the package"),
        ("step_number = 'Schritt'", "step_number is 'Schritt'; it must have {number} in braces"),
        ("rise = 4", "rise is 4; write one line of text"),
        ("rise", "the words are not TOML: "),
    ],
)
def test_a_bad_file_is_refused_with_its_name(tmp_path: Path, text: str, says: str) -> None:
    """The error is one line: the file, the key and the remedy."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=re.escape(f"{path}: {says}")) as error:
        find_words(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """So is a file that is not there."""
    with pytest.raises(InputError, match=r"none.toml: the words cannot be read: No such file or directory"):
        find_words(tmp_path / "none.toml")


@settings(max_examples=200, deadline=None)
@given(
    content=toml_files([*PHRASES, LESSONS, DATA], st.sampled_from(["x", "{number}", "{", "{number:{x}}", "10", "\r"]))
)
def test_any_file_has_words_or_is_refused(content: bytes) -> None:
    """A file has words, with which numbers can be written, or raises an `InputError` of one line with its name."""
    with folder_of("mine.toml", content) as path:
        words = loaded(find_words, path)
    if words is not None:
        assert words.name == "mine"
        assert words.step_number.format(number=words.number("1,234.5"))
