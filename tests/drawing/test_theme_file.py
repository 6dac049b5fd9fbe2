"""Theme files: found by name or path, read as TOML, refused with the name of the file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from drawing_helpers import contrast, is_faded
from fuzz_helpers import folder_of, loaded, toml_files
from hypothesis import given, settings
from hypothesis import strategies as st

import sgdviz
from sgdviz import DARK, InputError, Recording, UnknownNameError
from sgdviz.drawing.colors import is_color
from sgdviz.drawing.theme import COLOR_NAMES, LIGHT, SETTINGS
from sgdviz.drawing.theme_file import FOLDER, KEYS, THEME_NAMES, find_theme, read_theme

if TYPE_CHECKING:
    from pathlib import Path


def test_themes_are_found_by_name() -> None:
    """A `Theme` is returned as it is; the error for an unknown name suggests the nearest one."""
    assert find_theme("dark") is DARK
    assert find_theme(LIGHT) is LIGHT
    for wrong, near in (("lihgt", "light"), ("drak", "dark")):
        with pytest.raises(UnknownNameError, match=f"unknown theme '{wrong}'; did you mean '{near}'"):
            find_theme(wrong)
    assert THEME_NAMES == ("light", "dark", "auto", "print", "contrast")
    assert [find_theme(name).name for name in THEME_NAMES] == [*THEME_NAMES]


def test_a_file_changes_the_colors_that_it_names(tmp_path: Path) -> None:
    """All other colours are those of the base, by default the light theme; the theme is named after the file."""
    path = tmp_path / "mine.toml"
    path.write_text("")
    assert read_theme(path) == replace(LIGHT, name="mine")
    path.write_text("base = 'dark'\naccent = '#00FF00'\ntrail = ['#101010', '#202020']\n")
    assert find_theme(str(path)) == replace(DARK, name="mine", accent="#00FF00", trail=("#101010", "#202020"))
    assert find_theme(path) == read_theme(path)


def test_the_trail_follows_the_line_s_color(tmp_path: Path) -> None:
    """A trail that a file leaves out lies on the way from the line to the background, paler with age."""
    path = tmp_path / "mine.toml"
    path.write_text("line = '#0000ff'\nbackground = '#ffff00'")
    theme = read_theme(path)
    blues = [int(color[5:], 16) for color in theme.trail]
    assert all(newer > older for newer, older in zip((255, *blues), blues, strict=False))
    assert all(blue > 0 for blue in blues)
    for color, blue in zip(theme.trail, blues, strict=True):
        assert color[1:3] == color[3:5]
        assert int(color[1:3], 16) + blue == 255
    assert is_faded(theme.trail, theme)
    assert contrast(theme.trail[-1], "#ffff00") > 1.1


@pytest.mark.parametrize("name", ["print", "contrast"])
def test_the_files_of_the_package_say_everything(name: str) -> None:
    """A theme of the package has every colour in its file, so that a change of another theme does not change it."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert {*COLOR_NAMES, "dashes"} <= table.keys()
    assert "base" not in table


def test_a_file_can_be_based_on_any_theme(tmp_path: Path) -> None:
    """Dashes and contrasts are those of the base as well."""
    path = tmp_path / "mine.toml"
    path.write_text("base = 'contrast'\nmuted = '#eeeeee'")
    assert read_theme(path) == replace(find_theme("contrast"), name="mine", muted="#eeeeee")


@pytest.mark.parametrize("text", ["accent = '#00ff00'", "line = '#0000ff'\ntrail = ['#eea0ad']"])
def test_the_trail_is_kept_where_the_line_is_or_a_trail_is_given(tmp_path: Path, text: str) -> None:
    """The trail follows neither a change of other colours nor the line where the file has a trail."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    assert read_theme(path).trail == (("#eea0ad",) if "trail" in text else LIGHT.trail)


def test_the_documented_keys_are_the_light_theme() -> None:
    """The example in the docstring of `read_theme` is TOML, has every key, and its colours are those of today."""
    assert read_theme.__doc__ is not None
    table = tomllib.loads("\n".join(re.findall(r"^ +(\w+ = .*)$", read_theme.__doc__, flags=re.MULTILINE)))
    assert tuple(table) == KEYS == ("base", *COLOR_NAMES, *SETTINGS)
    trail = tuple(table.pop("trail"))
    assert table.pop("base") == "light"
    assert trail == LIGHT.trail[: len(trail)]
    assert tuple(table.pop("runs")) == LIGHT.runs
    assert tuple(table.pop("dashes")) == LIGHT.dashes
    assert table == {name: getattr(LIGHT, name) for name in table}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "lines = '#d6213f'",
            "unknown key 'lines'; a theme's keys are: base, background, .*, dashes, text_contrast, mark_contrast$",
        ),
        ("name = 'x'", "unknown key 'name'"),
        ("line = 'red'", "line 'red'; write colours as in '#d6213f'"),
        ("line = 5", "line 5; write colours"),
        ("line = ['#d6213f']", r"line \['#d6213f'\]; write colours"),
        ("trail = '#d6213f'", "trail '#d6213f'; give a list of at least one colour"),
        ("trail = []", r"trail \(\); give a list of at least one"),
        ("trail = ['#d6213f', 'pink']", "trail 'pink'; write colours"),
        ("dashes = ['wavy']", r"dashes \('wavy',\); give a list of: solid, dashed, dotted"),
        ("dashes = [['solid']]", r"dashes \(\['solid'\],\); give a list of: solid"),
        ("text_contrast = 'high'", "text_contrast of theme 'mine' is 'high'"),
        ("base = 'sepia'", "base is 'sepia'; choose from: light, dark, auto, print, contrast"),
        ("base = ['light']", r"base is \['light'\]"),
        ("line = #d6213f", "the theme is not TOML: .*line 1"),
        ("a = '\xe9'", "the theme is not TOML: .*utf-8"),
        (None, "the theme cannot be read: No such file or directory; check the path"),
    ],
)
def test_the_error_for_a_bad_file_is_one_line(tmp_path: Path, text: str | None, said: str) -> None:
    """The error starts with the file's name and says what is wrong in it and how to mend it."""
    path = tmp_path / "mine.toml"
    if text is not None:
        path.write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: .*{said}") as caught:
        find_theme(str(path))
    assert "\n" not in str(caught.value)


def test_a_theme_file_is_read_once(short_run: Recording, tmp_path: Path) -> None:
    """The colours of a theme file are in the picture, although the file is gone when the frames are drawn."""
    path = tmp_path / "mine.toml"
    path.write_text("base = 'dark'\nbackground = '#1d1f3a'\nline = '#ff7ac6'")
    animation = sgdviz.animate(short_run, theme=str(path))
    path.unlink()
    animation.save(tmp_path / "a.gif", workers=2)
    pixels = animation.still().rgb
    assert pixels[0, 0].tolist() == [0x1D, 0x1F, 0x3A]
    assert (pixels == [0xFF, 0x7A, 0xC6]).all(axis=2).sum() > 500


@settings(max_examples=400, deadline=None)
@given(
    content=toml_files(
        KEYS,
        st.sampled_from(["#d6213f", "#000000", "dark", "dashed", "solid", 4.5, 21])
        | st.lists(st.sampled_from(["#d6213f", "dotted"]), max_size=3),
    )
)
def test_any_file_is_a_theme_or_refused(content: bytes) -> None:
    """A file is a theme named after it, whose colours can be mixed, or raises an `InputError` of one line."""
    with folder_of("mine.toml", content) as path:
        theme = loaded(read_theme, path)
    if theme is not None:
        assert theme.name == "mine"
        assert is_color(theme.over("#123456").words(theme.line))
        assert is_color(theme.with_trail().outline)
