"""Themes: readable, and told apart by colour-blind readers."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import (
    ALL_THEMES,
    BOTH_THEMES,
    DEFICIENCIES,
    ciede2000,
    contrast,
    differences,
    is_faded,
    lab,
    linear,
)

from sgdviz import LIGHT, InputError
from sgdviz.drawing.colors import channels, mix
from sgdviz.drawing.theme import COLOR_NAMES, PALE
from sgdviz.drawing.theme_file import find_theme

if TYPE_CHECKING:
    from sgdviz import Theme

APART = 15.0
"""The least CIEDE2000 difference of the colours of two runs: six times what is just noticeable beside each other."""


@ALL_THEMES
def test_text_can_be_read(theme: Theme) -> None:
    """Every colour of text has its contrast, at least that which WCAG asks of text, 4.5 to 1."""
    assert theme.text_contrast >= 4.5
    for color in (theme.ink, theme.muted, theme.line, theme.accent_ink):
        assert contrast(color, theme.background) >= theme.text_contrast


@ALL_THEMES
def test_marks_can_be_seen(theme: Theme) -> None:
    """Marks have the contrast that WCAG asks of graphics, 3 to 1, also on the palest areas; the grid has less."""
    for color in (theme.data, theme.line, theme.accent, theme.sample, *theme.runs):
        assert contrast(color, theme.background) >= theme.mark_contrast * PALE
    assert contrast(theme.outline, theme.background) >= theme.mark_contrast
    assert 1.5 < contrast(theme.axis, theme.background) < 4
    assert 1.1 < contrast(theme.grid, theme.background) < 1.5


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("eye", [None, *DEFICIENCIES])
def test_every_eye_tells_line_data_sample_and_accent_apart(name: str, eye: str | None) -> None:
    """The least distance between any two, and from the background, is ten times the just noticeable 2.3."""
    theme, see = find_theme(name), np.eye(3) if eye is None else np.array(DEFICIENCIES[eye])
    colors = (theme.line, theme.data, theme.sample, theme.accent, theme.background)
    seen = [lab(see @ linear(color)) for color in colors]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 25


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_eye_tells_six_runs_apart(name: str) -> None:
    """The colours of six runs differ for normal sight and for the three colour-vision deficiencies."""
    runs = find_theme(name).runs
    assert len(runs) == 6
    assert min(differences(runs)) > APART


def test_differences_are_those_of_ciede2000() -> None:
    """The measure of these tests gives the published differences. Source: Sharma, Wu and Dalal, 2005, table 1."""
    for one, other, difference in (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ):
        assert ciede2000(np.array(one), np.array(other)) == pytest.approx(difference, abs=1e-3)


def test_black_and_white_is_grey() -> None:
    """The theme for paper has no hue, and tells lines, points and six runs apart by lightness and by dashes."""
    theme = find_theme("print")
    greys = {color: color[1:3] * 3 == color[1:] for name in COLOR_NAMES for color in _colors(theme, name)}
    assert all(greys.values()), greys
    light = {color: lab(linear(color))[0] for color in greys}
    for one, other in ((theme.line, theme.data), (theme.data, theme.accent), (theme.line, theme.trail[0])):
        assert abs(light[one] - light[other]) > 25
    assert len(set(zip(theme.runs, theme.dashes, strict=True))) == 6
    assert abs(light[theme.runs[0]] - light[theme.runs[1]]) > 50
    assert set(theme.runs) == set(theme.runs[:2])


def _colors(theme: Theme, name: str) -> tuple[str, ...]:
    value = getattr(theme, name)
    return (value,) if isinstance(value, str) else value


@ALL_THEMES
def test_the_trail_fades(theme: Theme) -> None:
    """The contrast of the trail decreases with age from less than that of the line, in steps that can be seen."""
    assert is_faded((theme.line, *theme.trail), theme)
    assert len(theme.trail) == 5
    assert contrast(theme.trail[-1], theme.background) >= 1.6
    shades = [lab(linear(color)) for color in (theme.line, *theme.trail)]
    steps = [ciede2000(one, other) for one, other in itertools.pairwise(shades)]
    assert steps[0] > 14  # from the line
    assert min(steps) > 2.3


def test_the_trail_of_high_contrast_is_seen_as_graphics_are() -> None:
    """Its oldest line has 3 to 1."""
    theme = find_theme("contrast")
    assert contrast(theme.trail[-1], theme.background) >= 3


@BOTH_THEMES
def test_the_trail_is_made_from_the_line(theme: Theme) -> None:
    """The trail of both themes is what a theme file without a trail gets."""
    assert theme.with_trail() == theme


@ALL_THEMES
def test_words_on_a_tint_have_more_ink(theme: Theme) -> None:
    """Words over a tint keep their contrast, and those on the background are no darker than they need be."""
    for depth in (PALE, 1.5):
        ground = mix(theme.data, theme.background, theme.share(theme.data, depth))
        assert contrast(ground, theme.background) == pytest.approx(depth, abs=0.06)
        for color in (theme.accent, theme.muted, *theme.runs):
            assert contrast(theme.words(color, over=theme.data, depth=depth), ground) >= theme.text_contrast
    assert theme.words(theme.ink) == theme.ink


@ALL_THEMES
@pytest.mark.parametrize("background", ["#000000", "#ffffff"])
def test_words_do_not_change_on_another_background(theme: Theme, background: str) -> None:
    """A picture without a background is drawn on black and on white: its words must be the same on both."""
    moved = theme.over(background)
    for color in (theme.accent, theme.muted, *theme.runs):
        assert moved.words(color) == theme.words(color)
        assert moved.words(color, over=theme.data) == theme.words(color, over=theme.data)
    assert moved.share(theme.muted, 3.0) == theme.share(theme.muted, 3.0)
    assert moved.over(theme.background).accent_ink == theme.accent_ink


@pytest.mark.parametrize(("paths", "depth"), [(("#000000",), 1.7), (("#bd6c04",), 1.28), (("#eeeeee",), 1.2)])
def test_a_valley_is_as_deep_as_its_paths_allow(paths: tuple[str, ...], depth: float) -> None:
    """The lowest band is deep under strong paths and pale under weak ones, but never invisible."""
    assert LIGHT.valley(paths) == pytest.approx(depth, abs=0.01)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ink": ("#000000",)}, "has ink"),
        ({"trail": "#ffffff"}, "has trail"),
        ({"trail": ()}, r"has trail \(\); give a list of at least one colour"),
        ({"runs": ["#ffffff"]}, "has runs"),
        ({"line": "#fff"}, "has line '#fff'"),
        ({"dashes": ("wavy",)}, r"has dashes \('wavy',\); give a list of: solid, dashed, dotted"),
        ({"dashes": ()}, "has dashes"),
        ({"dashes": "solid"}, "has dashes"),
        ({"text_contrast": 0}, "text_contrast of theme 'light' is 0; give a number above 0"),
        ({"mark_contrast": "high"}, "mark_contrast of theme 'light' is 'high'"),
    ],
)
def test_a_theme_holds_nothing_but_colors(change: dict[str, Any], said: str) -> None:
    """A theme refuses a value that is not a colour, and one colour where it has several."""
    with pytest.raises(InputError, match=said):
        replace(LIGHT, **change)


@BOTH_THEMES
@pytest.mark.parametrize("background", ["#000000", "#ffffff", "#2a5d52"])
def test_a_theme_moves_to_another_background(theme: Theme, background: str) -> None:
    """Strong colours stay, faint ones keep their order against the background, and on its own nothing changes."""
    moved = theme.over(background)
    assert theme.over(theme.background) == theme
    assert moved.background == background
    assert [getattr(moved, name) for name in ("ink", "muted", "line", "data", "sample", "accent", "name")] == [
        getattr(theme, name) for name in ("ink", "muted", "line", "data", "sample", "accent", "name")
    ]
    ground = lab(linear(background))
    far = [float(np.linalg.norm(lab(linear(color)) - ground)) for color in moved.trail]
    assert all(newer > older for newer, older in itertools.pairwise(far))
    assert far[0] < np.linalg.norm(lab(linear(theme.line)) - ground)


@pytest.mark.parametrize("trail", [LIGHT.trail, ("#14ff14",), ("#ffffff",), ("#000000",), ("#f0d060", "#3060f0")])
def test_a_color_on_another_background_lets_it_through(trail: tuple[str, ...]) -> None:
    """A pale colour on grey is half-way between that on black and that on white, as if it had an opacity."""
    theme = replace(LIGHT, trail=trail)
    black, grey, white = (theme.over(ground) for ground in ("#000000", "#808080", "#ffffff"))
    for on_black, on_grey, on_white in zip(
        (black.grid, black.axis, *black.trail),
        (grey.grid, grey.axis, *grey.trail),
        (white.grid, white.axis, *white.trail),
        strict=True,
    ):
        low, middle, high = (np.array(channels(color)) for color in (on_black, on_grey, on_white))
        assert np.abs(low + (high - low) * 128 / 255 - middle).max() <= 1
    assert white == theme
