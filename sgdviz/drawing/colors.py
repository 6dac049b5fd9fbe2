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
