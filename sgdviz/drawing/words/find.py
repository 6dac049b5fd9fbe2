"""Finding the words of a language by its name, or reading them from a TOML file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sgdviz.checks import path_text
from sgdviz.drawing.words.table import ENGLISH, PHRASES, Words
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.inputs import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    WordsLike = Words | Literal["en", "de", "es"] | str | PathLike[str]  # noqa: PYI051 - editors complete the names
    """The words of a language, its name, or the path of a words file."""

LANGUAGES = (ENGLISH.name, "de", "es")
"""The names of the languages that the package has words of."""

LESSONS, DATA = "lessons", "data"
"""The keys of a words file that are no phrases: the texts of the lessons, and the names of columns of their data."""


def find_words(name: WordsLike) -> Words:
    """Return the words of the language called `name`, or those in the file `name`, which ends in ``.toml``.

    `Words` are returned unchanged. Raises `UnknownNameError`, and `InputError` for a file that has no words.
    """
    if isinstance(name, Words):
        return name
    path = file_of(name)
    return ENGLISH if path is None else read_words(path)


def file_of(name: str | PathLike[str]) -> Path | None:
    """Return the words file called `name`, or of the language `name`; None for English, which has no file.

    Raises `UnknownNameError` for any other name.
    """
    name = path_text("words", name)
    if name.lower().endswith(".toml"):
        return Path(name)
    if name not in LANGUAGES:
        raise UnknownNameError("language", name, LANGUAGES)
    return None if name == ENGLISH.name else Path(__file__).with_name(f"{name}.toml")


def read_words(path: Path) -> Words:
    """Return the words in a TOML file, named after it; phrases that it leaves out stay English.

    Its keys are the phrases of `Words`; it may have texts of lessons as well, which are not read here. Raises
    `InputError`, with the file's name and the key, for a file that cannot be read, another key, or a phrase without the
    names in braces of the English one.
    """
    return words_of(read_table(path), path.stem, str(path))


def words_of(table: Mapping[str, Any], name: str, path: str) -> Words:
    """Return the words called `name` in a table with the keys of a words file; `path` names it in an `InputError`."""
    table = {key: value for key, value in table.items() if key not in (LESSONS, DATA)}
    unknown = next((key for key in table if key not in PHRASES), None)
    if unknown is not None:
        from difflib import get_close_matches

        near = get_close_matches(unknown, PHRASES, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "the keys are those of de.toml in the package"
        raise InputError(f"{path}: unknown key {unknown!r}; {hint}")
    try:
        return replace(ENGLISH, name=name, **table)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def read_table(path: Path) -> dict[str, Any]:
    """Return a words file as a table; raises `InputError`."""
    return read_toml(path, "the words are", "rise = 'Anstieg'")
