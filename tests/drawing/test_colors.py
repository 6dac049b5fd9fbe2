"""Colours: checked, split into channels, mixed, and readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import drawing_helpers
import pytest
from drawing_helpers import BOTH_THEMES
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.colors import channels, contrast, from_channels, is_color, mix, readable

if TYPE_CHECKING:
    from sgdviz import Theme


@pytest.mark.parametrize("value", ["#d6213f", "#D6213F", "#000000"])
def test_six_hex_digits_are_a_color(value: str) -> None:
    """A colour may be written in small or in capital letters."""
    assert is_color(value)


@pytest.mark.parametrize(
    "value", ["red", "#fff", "d6213f", "#d6213f0", "#d6213f80", "#d6213g", "#d6213f\n", "", 5, None]
)
def test_anything_else_is_no_color(value: object) -> None:
    """A short form, a name, an alpha channel and other types are refused."""
    assert not is_color(value)


def test_channels_are_red_green_and_blue() -> None:
    """The channels of a colour run from 0 to 255, in this order."""
    assert channels("#d6213f") == (0xD6, 0x21, 0x3F)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_color_survives_the_way_to_channels_and_back(values: tuple[int, int, int]) -> None:
    """`channels` is the inverse of `from_channels`, whose result is a colour."""
    color = from_channels(values)
    assert is_color(color)
    assert channels(color) == values


def test_channels_are_rounded_and_clipped() -> None:
    """Channels that are fractions or lie outside 0 to 255 give the nearest colour."""
    assert from_channels((-3.0, 127.6, 300.0)) == "#0080ff"


def test_a_mixture_lies_between_both_colors() -> None:
    """The share of a mixture is that of its first colour, channel by channel."""
    assert mix("#d6213f", "#ffffff", 1.0) == "#d6213f"
    assert mix("#d6213f", "#ffffff", 0.0) == "#ffffff"
    assert mix("#0000ff", "#ff0000", 0.25) == "#bf0040"


COLORS = st.tuples(*[st.integers(0, 255)] * 3).map(from_channels)


@given(COLORS, COLORS)
def test_contrast_is_that_of_the_accessibility_guidelines(one: str, other: str) -> None:
    """The contrast of two colours does not depend on their order, and is 1 for equal ones and 21 for black on white."""
    assert contrast(one, other) == pytest.approx(drawing_helpers.contrast(one, other))
    assert contrast(one, other) == contrast(other, one)
    assert contrast(one, one) == 1
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@given(COLORS)
def test_a_readable_color_has_its_contrast(color: str) -> None:
    """The colour gets as much ink as it takes, no more, and stays as it is where it is readable."""
    ink, ground = "#17212b", "#ffffff"
    found = readable(color, ink, ground, 4.5)
    assert contrast(found, ground) >= 4.5
    if contrast(color, ground) >= 4.5:
        assert found == color
    shades = [mix(ink, color, share / 20) for share in range(20)]
    paler = shades[: shades.index(found)] if found in shades else shades
    assert all(contrast(shade, ground) < 4.5 for shade in paler)


def test_ink_is_the_last_resort() -> None:
    """Where no mixture is readable, the colour of all text is taken."""
    assert readable("#eeeeee", "#cccccc", "#ffffff", 4.5) == "#cccccc"


@BOTH_THEMES
def test_words_of_a_told_step_are_readable(theme: Theme) -> None:
    """The accent as ink has the contrast of text on the background, and is still told from the ink of headings."""
    assert drawing_helpers.contrast(theme.accent_ink, theme.background) >= 4.5
    assert theme.accent_ink != theme.ink
