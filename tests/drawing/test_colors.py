"""Colours: checked, split into channels, mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.drawing.colors import channels, from_channels, is_color, mix


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
