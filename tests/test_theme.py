"""Themes: found by name, readable, and told apart by every eye."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sgdviz import DARK, LIGHT, Theme, UnknownNameError
from sgdviz.theme import THEMES, find_theme

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)

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
    for color in (theme.data, theme.line):
        assert contrast(color, theme.background) >= 3
    assert (
        contrast(theme.accent, theme.background) >= 2.6
    )  # a ring three pixels wide, around a dot that is seen in any case
    assert contrast(theme.grid, theme.background) < 1.5


@BOTH
@pytest.mark.parametrize("eye", [None, *DEFICIENCIES])
def test_every_eye_tells_line_data_and_accent_apart(theme: Theme, eye: str | None) -> None:
    """The least distance between any two is far past the just noticeable 2.3."""
    see = np.eye(3) if eye is None else np.array(DEFICIENCIES[eye])
    seen = [lab(see @ linear(color)) for color in (theme.line, theme.data, theme.accent, theme.background)]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 20


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
