"""Colours as ``#rrggbb``: checked, split into channels, and mixed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_color(value: object) -> bool:
    """Return whether `value` is a colour, as in ``#d6213f``."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


@cache
def channels(color: str) -> tuple[int, int, int]:
    """Return the red, green and blue of `color`, each from 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def from_channels(values: Iterable[float]) -> str:
    """Return the colour with the red, green and blue `values`, rounded and clipped to 0 to 255."""
    return "#" + "".join(f"{min(max(round(value), 0), 255):02x}" for value in values)


def mix(color: str, background: str, share: float) -> str:
    """Return the mixture of a `share` of `color` and the rest of `background`."""
    pairs = zip(channels(color), channels(background), strict=True)
    return from_channels(share * front + (1 - share) * back for front, back in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2, contrast ratio and relative luminance."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@cache
def readable(color: str, ink: str, background: str, least: float) -> str:
    """Return `color` with the smallest share of `ink`, in twentieths, that gives text its `least` contrast."""
    shades = (mix(ink, color, share / 20) for share in range(20))
    return next((shade for shade in shades if contrast(shade, background) >= least), ink)


@cache
def share_for(color: str, background: str, least: float) -> float:
    """Return the smallest share of `color`, in hundredths, whose mixture with `background` has the `least` contrast.

    It is 1 where `color` itself has less.
    """
    shares = (share / 100 for share in range(100))
    return next((share for share in shares if contrast(mix(color, background, share), background) >= least), 1.0)


def _luminance(color: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    shares = (value / 255 for value in channels(color))
    light = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), light, strict=True))
