"""Scenes and pacings in JSON's types: only what differs from the defaults, and no path."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import sgdviz
from sgdviz import DARK, LIGHT, InputError, Pacing, Scene
from sgdviz.drawing.theme import AUTO
from sgdviz.drawing.theme_file import THEME_NAMES, find_theme, theme_of
from sgdviz.drawing.words import ENGLISH, find_words
from sgdviz.drawing.words.find import words_of
from sgdviz.export.source.plain import plain_picture, plain_settings, plain_theme, plain_words

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Theme


def test_a_picture_of_defaults_has_its_panels_and_its_size() -> None:
    """These depend on the data and on the number of runs, so they are always written down."""
    assert plain_picture(Scene(), Pacing()) == {"panels": ["fit", "loss"], "size": [800, 400]}
    scene, pacing = Scene(title="T", theme=DARK, words=find_words("de"), scale=2), Pacing(every=3, plays=1)
    own = {"title": "T", "theme": "dark", "words": "de", "scale": 2, "every": 3, "plays": 1}
    assert plain_picture(scene, pacing) == {"panels": ["fit", "loss"], "size": [800, 400]} | own


@pytest.mark.parametrize("name", THEME_NAMES)
def test_a_theme_of_the_package_is_its_name(name: str) -> None:
    """Also where the same colours are given as a Theme."""
    assert plain_theme(find_theme(name)) == name
    assert plain_theme(replace(find_theme(name))) == name


@pytest.mark.parametrize(
    "theme",
    [
        replace(LIGHT, name="mine", line="#00ff00"),
        replace(DARK, name="light", dashes=("dotted",), mark_contrast=4.0).with_trail(),
        replace(AUTO, name="both", ink="#000000"),
        replace(find_theme("print"), name="paper", runs=("#000000",)),
    ],
    ids=lambda theme: theme.name,
)
def test_a_theme_of_ones_own_is_a_table_that_makes_it_again(theme: Theme) -> None:
    """The table goes through JSON, and is short."""
    table = json.loads(json.dumps(plain_theme(theme)))
    assert isinstance(table, dict)
    assert len(table) < 7
    name = table.pop("name")
    assert theme_of(table, name, "here") == theme


def test_a_theme_with_a_dark_theme_of_its_own_cannot_be_written_down() -> None:
    """No table has such an entry."""
    with pytest.raises(InputError, match="the theme 'two' has a dark theme of its own, which no file can hold"):
        plain_theme(replace(LIGHT, name="two", dark=replace(DARK, ink="#ffffff")))


def test_words_of_ones_own_are_a_table_that_makes_them_again() -> None:
    """Those of the package are their name."""
    assert [plain_words(find_words(name)) for name in ("en", "de", "es")] == ["en", "de", "es"]
    words = replace(ENGLISH, name="fr", decimal_mark=",", step_number="pas {number}")
    table = plain_words(words)
    assert table == {"name": "fr", "decimal_mark": ",", "step_number": "pas {number}"}
    assert words_of({key: table[key] for key in ("decimal_mark", "step_number")}, "fr", "here") == words


def test_files_of_settings_are_their_content_and_not_their_path(tmp_path: Path) -> None:
    """A theme and words from files are tables with the name of the file alone."""
    (tmp_path / "mine.toml").write_text("line = '#00ff00'", encoding="utf-8")
    (tmp_path / "fr.toml").write_text("rise = 'hausse'", encoding="utf-8")
    plain = plain_settings({"theme": str(tmp_path / "mine.toml"), "words": tmp_path / "fr.toml", "panels": ("fit",)})
    assert plain["theme"]["name"] == "mine"
    assert plain["words"] == {"name": "fr", "rise": "hausse"}
    assert str(tmp_path) not in json.dumps(plain)


def test_a_panel_of_ones_own_is_its_name() -> None:
    """It is written down, so that an error can name it: no file can draw it."""

    class Mine(sgdviz.Panel):
        name, heading, width = "mine", "Mine", 100.0

    assert plain_settings({"panels": ("fit", Mine)}) == {"panels": ["fit", "Mine"]}
