"""The outline of a glyph."""

from __future__ import annotations

from typing import NamedTuple

EM = 100
"""Units of an outline a size of type: whole numbers then place every point to a tenth of a pixel at 20 pixels."""


class Outline(NamedTuple):
    """A glyph: path data in units of 1/`EM` of the type size, y downwards, and its box (left, top, right, bottom)."""

    data: str
    box: tuple[float, float, float, float]
