"""Themes: found by name, readable, and told apart by every eye."""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import DARK, LIGHT, InputError, Recording, Scene, Theme, UnknownNameError
from sgdviz.theme import COLOR_NAMES, THEMES, find_theme, read_theme

if TYPE_CHECKING:
    from pathlib import Path

BOTH = pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda theme: theme.name)

DEFICIENCIES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Linear RGB as each colour-blind eye sees it. Source: Machado, Oliveira and Fernandes, 2009, severity 1.0."""


def linear(color: str) -> np.ndarray:
    """Return the (3,) light of a ``#rrggbb`` colour. Source: IEC 61966-2-1."""
    channels = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""
    bright, dim = sorted((float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    """Return linear RGB as CIELAB under D65. Source: CIE 15:2004."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.clip(np.array(to_xyz) @ np.clip(light, 0, 1) / [0.9505, 1, 1.089], 0, None)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@BOTH
def test_text_can_be_read(theme: Theme) -> None:
    """Every colour that text has stands out as WCAG asks: 4.5 to 1."""
    for color in (theme.ink, theme.muted, theme.line):
        assert contrast(color, theme.background) >= 4.5


@BOTH
def test_marks_can_be_seen(theme: Theme) -> None:
    """What is drawn stands out as WCAG asks of graphics, 3 to 1; the grid stays quieter than that."""
    for color in (theme.data, theme.line, theme.accent):
        assert contrast(color, theme.background) >= 3
    assert contrast(theme.sample, theme.background) >= 2.5  # quiet dots, of which none has to be told from the others
    assert 1.5 < contrast(theme.axis, theme.background) < 3
    assert 1.1 < contrast(theme.grid, theme.background) < 1.5


@BOTH
@pytest.mark.parametrize("eye", [None, *DEFICIENCIES])
def test_every_eye_tells_line_data_sample_and_accent_apart(theme: Theme, eye: str | None) -> None:
    """The least distance between any two, and from the background, is ten times the just noticeable 2.3."""
    see = np.eye(3) if eye is None else np.array(DEFICIENCIES[eye])
    seen = [
        lab(see @ linear(color)) for color in (theme.line, theme.data, theme.sample, theme.accent, theme.background)
    ]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 25


@BOTH
@pytest.mark.parametrize("eye", [None, *DEFICIENCIES])
def test_every_eye_tells_six_runs_apart(theme: Theme, eye: str | None) -> None:
    """From each other, and each from the background as WCAG asks of graphics."""
    see = np.eye(3) if eye is None else np.array(DEFICIENCIES[eye])
    seen = [lab(see @ linear(color)) for color in (*theme.runs, theme.background)]
    assert len(seen) == 7
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 20
    assert min(contrast(color, theme.background) for color in theme.runs) >= 3


@BOTH
def test_the_trail_fades(theme: Theme) -> None:
    """Each ghost is nearer to the background than the one before, and the last can still be seen."""
    ratios = [contrast(ghost, theme.background) for ghost in theme.ghosts]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[-1] > 1.1


def test_themes_are_found_by_name() -> None:
    """A theme of one's own is taken as it is; a misspelt name gets the nearest."""
    assert find_theme("dark") is DARK
    assert find_theme(LIGHT) is LIGHT
    with pytest.raises(UnknownNameError, match="unknown theme 'lihgt'; did you mean 'light'"):
        find_theme("lihgt")
    assert set(THEMES) == {"light", "dark"}


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    """All else is its base's, which is light unless it says dark; the theme is named after the file."""
    path = tmp_path / "mine.toml"
    path.write_text("")
    assert read_theme(path) == replace(LIGHT, name="mine")
    path.write_text("base = 'dark'\naccent = '#00FF00'\nghosts = ['#101010', '#202020']\n")
    assert find_theme(str(path)) == replace(DARK, name="mine", accent="#00FF00", ghosts=("#101010", "#202020"))
    assert find_theme(path) == read_theme(path)


def test_the_trail_follows_the_line_s_colour(tmp_path: Path) -> None:
    """Where no ghosts are named they lie on the way from the line to the background, nearer and nearer to it."""
    path = tmp_path / "mine.toml"
    path.write_text("line = '#0000ff'\nbackground = '#ffff00'")
    ghosts = read_theme(path).ghosts
    blues = [int(ghost[5:], 16) for ghost in ghosts]
    assert blues == sorted(blues, reverse=True)
    assert all(0 < blue < 128 for blue in blues)
    for ghost, blue in zip(ghosts, blues, strict=True):
        assert ghost[1:3] == ghost[3:5]
        assert int(ghost[1:3], 16) + blue == 255
    assert contrast(ghosts[-1], "#ffff00") > 1.1


def test_the_documented_keys_are_the_light_theme() -> None:
    """What the docstring of `read_theme` shows is TOML, has every key, and its colours are those of today."""
    assert read_theme.__doc__ is not None
    table = tomllib.loads("\n".join(re.findall(r"^ {8}(\w+ = .*)$", read_theme.__doc__, flags=re.MULTILINE)))
    assert tuple(table) == ("base", *COLOR_NAMES)
    ghosts = tuple(table.pop("ghosts"))
    assert table.pop("base") == "light"
    assert ghosts == LIGHT.ghosts[: len(ghosts)]
    assert tuple(table.pop("runs")) == LIGHT.runs
    assert table == {name: getattr(LIGHT, name) for name in table}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lines = '#d6213f'", "unknown key 'lines'; a theme's keys are: base, background, ink, .*, ghosts, runs$"),
        ("name = 'x'", "unknown key 'name'"),
        ("line = 'red'", "line 'red'; write colours as in '#d6213f'"),
        ("line = 5", "line 5; write colours"),
        ("line = ['#d6213f']", r"line \['#d6213f'\]; write colours"),
        ("ghosts = '#d6213f'", "ghosts '#d6213f'; give at least one colour"),
        ("ghosts = []", r"ghosts \(\); give at least one"),
        ("ghosts = ['#d6213f', 'pink']", "ghosts 'pink'; write colours"),
        ("base = 'sepia'", "base is 'sepia'; choose from: light, dark"),
        ("base = ['light']", r"base is \['light'\]"),
        ("line = #d6213f", "the theme is no TOML: .*line 1"),
        ("a = '\xe9'", "the theme is no TOML: .*utf-8"),
        (None, "the theme cannot be read: No such file or directory; check the path"),
    ],
)
def test_a_bad_file_is_named_in_one_line(tmp_path: Path, text: str | None, said: str) -> None:
    """By its name, with what is wrong in it and how to mend it."""
    path = tmp_path / "mine.toml"
    if text is not None:
        path.write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: .*{said}") as caught:
        Scene(theme=str(path))
    assert "\n" not in str(caught.value)


def test_a_theme_of_one_s_own_is_what_is_drawn(short_run: Recording, tmp_path: Path) -> None:
    """Its colours are in the picture, and the file is read once: it may be gone when the frames are drawn."""
    path = tmp_path / "mine.toml"
    path.write_text("base = 'dark'\nbackground = '#1d1f3a'\nline = '#ff7ac6'")
    animation = sgdviz.animate(short_run, theme=str(path))
    path.unlink()
    animation.save(tmp_path / "a.gif", workers=2)
    pixels = animation.still().pixels
    assert pixels[0, 0].tolist() == [0x1D, 0x1F, 0x3A]
    assert (pixels == [0xFF, 0x7A, 0xC6]).all(axis=2).sum() > 500


@pytest.mark.parametrize(
    ("change", "said"),
    [({"ink": ("#000000",)}, "has ink"), ({"ghosts": "#ffffff"}, "has ghosts"), ({"line": "#fff"}, "has line '#fff'")],
)
def test_a_theme_holds_nothing_but_colours(change: dict[str, Any], said: str) -> None:
    """The same in Python as in a file."""
    with pytest.raises(InputError, match=said):
        replace(LIGHT, **change)


@BOTH
@pytest.mark.parametrize("background", ["#000000", "#ffffff", "#2a5d52"])
def test_a_theme_moves_to_another_ground(theme: Theme, background: str) -> None:
    """Strong colours stay, faint ones keep their order against it, and on its own ground nothing changes."""
    moved = theme.over(background)
    assert theme.over(theme.background) == theme
    assert [getattr(moved, name) for name in ("ink", "muted", "line", "data", "sample", "accent", "name")] == [
        getattr(theme, name) for name in ("ink", "muted", "line", "data", "sample", "accent", "name")
    ]
    ground = lab(linear(background))
    far = [float(np.linalg.norm(lab(linear(ghost)) - ground)) for ghost in moved.ghosts]
    assert far == sorted(far, reverse=True)
    assert far[0] < np.linalg.norm(lab(linear(theme.line)) - ground)
