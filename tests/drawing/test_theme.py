"""Themes: readable, and told apart by colour-blind readers."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, contrast, is_faded, lab, linear

from sgdviz import LIGHT, InputError
from sgdviz.drawing.colors import channels

if TYPE_CHECKING:
    from sgdviz import Theme

DEFICIENCIES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Linear RGB as each colour-blind eye sees it. Source: Machado, Oliveira and Fernandes, 2009, severity 1.0."""


@BOTH_THEMES
def test_text_can_be_read(theme: Theme) -> None:
    """Every colour of text has the contrast that WCAG asks of text, 4.5 to 1."""
    for color in (theme.ink, theme.muted, theme.line):
        assert contrast(color, theme.background) >= 4.5


@BOTH_THEMES
def test_marks_can_be_seen(theme: Theme) -> None:
    """Marks have the contrast that WCAG asks of graphics, 3 to 1; the grid has less."""
    for color in (theme.data, theme.line, theme.accent):
        assert contrast(color, theme.background) >= 3
    assert contrast(theme.sample, theme.background) >= 2.5  # quiet dots, of which none has to be told from the others
    assert 1.5 < contrast(theme.axis, theme.background) < 3
    assert 1.1 < contrast(theme.grid, theme.background) < 1.5


@BOTH_THEMES
@pytest.mark.parametrize("eye", [None, *DEFICIENCIES])
def test_every_eye_tells_line_data_sample_and_accent_apart(theme: Theme, eye: str | None) -> None:
    """The least distance between any two, and from the background, is ten times the just noticeable 2.3."""
    see = np.eye(3) if eye is None else np.array(DEFICIENCIES[eye])
    seen = [
        lab(see @ linear(color)) for color in (theme.line, theme.data, theme.sample, theme.accent, theme.background)
    ]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 25


@BOTH_THEMES
@pytest.mark.parametrize("eye", [None, *DEFICIENCIES])
def test_every_eye_tells_six_runs_apart(theme: Theme, eye: str | None) -> None:
    """The colours of runs differ from each other, and have the contrast that WCAG asks of graphics."""
    see = np.eye(3) if eye is None else np.array(DEFICIENCIES[eye])
    seen = [lab(see @ linear(color)) for color in (*theme.runs, theme.background)]
    assert len(seen) == 7
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 20
    assert min(contrast(color, theme.background) for color in theme.runs) >= 3


@BOTH_THEMES
def test_the_trail_fades(theme: Theme) -> None:
    """The contrast of the trail decreases with age from less than that of the line, and its last colour is visible."""
    assert is_faded((theme.line, *theme.trail), theme)
    assert len(theme.trail) >= 3
    assert contrast(theme.trail[-1], theme.background) > 1.1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ink": ("#000000",)}, "has ink"),
        ({"trail": "#ffffff"}, "has trail"),
        ({"trail": ()}, r"has trail \(\); give at least one colour, as a tuple"),
        ({"runs": ["#ffffff"]}, "has runs"),
        ({"line": "#fff"}, "has line '#fff'"),
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
