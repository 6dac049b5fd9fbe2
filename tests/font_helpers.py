"""Helpers of the tests of text: font files made for a test, and a machine on which only these are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from sgdviz.drawing.text import fallback, font_list, installed, wrapping
from sgdviz.drawing.text.font_list import FontFile, Installed

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = "\uf123"
"""A character of private use, which no font of Unicode has, nor the OpenSymbol of LibreOffice."""


def make_font(path: Path, characters: str, *, family: str = "Test", empty: bool = False) -> FontFile:
    """Write a font in which each of `characters` is a bar as wide as half the type size; with `empty` it is nothing."""
    names = {ord(character): f"g{ord(character):x}" for character in characters}
    pen = TTGlyphPen(None)
    if not empty:
        pen.moveTo((100, 0))
        pen.lineTo((100, 700))
        pen.lineTo((400, 700))
        pen.lineTo((400, 0))
        pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys([".notdef", *names.values()], pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (500, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(path)
    return FontFile(str(path))


def face_in(
    file: FontFile, family: str = "Test", weight: float = font_list.REGULAR, *, colored: bool = False
) -> Installed:
    """Return the installed face of a file."""
    return Installed(file, family, weight, slanted=False, variable=False, colored=colored)


def forget_fonts() -> None:
    """Empty the caches of what is installed."""
    for cached in (installed.font_with, installed.draws, installed._in_order, fallback.chosen, wrapping._wrapped):
        cached.cache_clear()
