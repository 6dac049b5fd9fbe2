"""Faces: a font at a size, which font file has each character, and how wide characters and texts are.

A text is plain where its characters stand side by side as they are, each in a bundled font; other texts are shaped.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from sgdviz.drawing.text import fallback, shaping
from sgdviz.drawing.text.direction import needs_shaping
from sgdviz.drawing.text.font_list import FontFile
from sgdviz.drawing.text.runs import runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.marks import Family
    from sgdviz.drawing.text.shaping import Line

FIGURE_SPACE = "\u2007"
MINUS = "\u2212"
DIGITS = frozenset("0123456789" + FIGURE_SPACE)
SIGNS = frozenset("+" + MINUS)

FONTS = Path(__file__).with_name("fonts")
"""The folder of the bundled font files."""

EVERYDAY = frozenset(map(chr, range(0x20, 0x149))) | frozenset(
    "\u2007\u2212\u2013\u2014\u2022\u2026\u2190\u2191\u2192\u2193⁻⁰⁴⁵⁶⁷⁸⁹"
)
"""Characters that Inter is known to have, so that its character table need not be read for them."""


class Face:
    """One font at one size in pixels; characters that it lacks come from DejaVu Sans, then from installed fonts."""

    def __init__(self, size: float, *, bold: bool = False, family: Family = "sans") -> None:
        self.size = size
        self.bold = bold
        self.path = _own_path(family, bold=bold)
        self._known = EVERYDAY if family == "sans" else frozenset[str]()

    @cache  # noqa: B019 - a face lives as long as the process
    def has(self, character: str) -> bool:
        """Return whether the face's own font has `character`."""
        return character in self._known or ord(character) in _characters(self.path)

    def has_all(self, text: str) -> bool:
        """Return whether the face's own font has every character of `text`."""
        return all(map(self.has, text))

    @property
    def second_path(self) -> Path:
        """The font file of characters that the face's own font lacks."""
        return _dejavu("DejaVuSans-Bold" if self.bold else "DejaVuSans")

    def path_of(self, character: str) -> Path:
        """Return the font file that a character of plain text comes from."""
        return self.path if self.has(character) else self.second_path

    def font_of(self, character: str) -> ImageFont.FreeTypeFont:
        """Return the font that a character of plain text comes from."""
        return _font(self.path_of(character), self.size)

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The face's own font."""
        return _font(self.path, self.size)

    @cache  # noqa: B019 - a face lives as long as the process
    def advance(self, character: str) -> float:
        """Return the distance from the start of `character` to that of the next, in pixels."""
        return self.font_of(character).getlength(character)

    @cache  # noqa: B019 - a face lives as long as the process
    def cell(self, character: str) -> float:
        """Return the width of `character` in tabular text, in pixels."""
        if character in DIGITS:
            return max(map(self.advance, "0123456789"))
        if character in SIGNS:
            return max(map(self.advance, SIGNS))
        return self.advance(character)

    def is_plain(self, text: str) -> bool:
        """Return whether every character of `text` is in a bundled font, and none depends on its neighbours."""
        return EVERYDAY.issuperset(text) or all(map(self._stands_alone, text))

    @cache  # noqa: B019 - a face lives as long as the process
    def _stands_alone(self, character: str) -> bool:
        if character in EVERYDAY:
            return True
        known = self.has(character) or ord(character) in _characters(self.second_path)
        return known and not needs_shaping(character)

    def missing(self, text: str) -> str:
        """Return the characters of `text` that no font has."""
        return "" if self.is_plain(text) else self._chosen(text).missing

    def shaped(self, text: str) -> Line:
        """Return the glyphs of a text that is not plain."""
        own = self._chosen(text)
        return shaping.shaped(own.text, own.fonts)

    def _chosen(self, text: str) -> fallback.Chosen:
        bundled = dict.fromkeys((self.path, self.second_path))
        return fallback.chosen(text, tuple(FontFile(str(path)) for path in bundled), bold=self.bold)

    def width(self, text: str, *, tabular: bool = False) -> float:
        """Return the width of `text` in pixels."""
        if not self.is_plain(text):
            if tabular:
                return sum(self.width(run, tabular=self.is_plain(run)) for run in runs_of(text, self))
            return self.shaped(text).advance * self.size / shaping.EM
        if tabular:
            return sum(map(self.cell, text))
        return self.font.getlength(text) if self.has_all(text) else sum(map(self.advance, text))

    def starts(self, text: str, *, tabular: bool = False) -> Iterable[float]:
        """Return the distance from the start of a plain `text` to that of each of its characters, in pixels."""
        cells = self.cells(text, tabular=tabular)
        if not tabular:
            return cells
        return (
            start + (self.cell(character) - self.advance(character)) / 2
            for start, character in zip(cells, text, strict=True)
        )

    def cells(self, text: str, *, tabular: bool = False) -> Iterable[float]:
        """Return the distance from the start of a plain `text` to that of the cell of each character, in pixels."""
        width = self.cell if tabular else self.advance
        return accumulate(map(width, text[:-1]), initial=0.0) if text else ()


def face(size: float, *, bold: bool = False, family: Family = "sans") -> Face:
    """Return the face at `size` pixels."""
    return _face(size, bold, family)


@cache
def _face(size: float, bold: bool, family: Family) -> Face:  # noqa: FBT001 - positional, so that equal calls are one
    return Face(size, bold=bold, family=family)


def _own_path(family: Family, *, bold: bool) -> Path:
    if family == "mono":
        return _dejavu("DejaVuSansMono-Bold" if bold else "DejaVuSansMono")
    return FONTS / ("Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf")


@cache
def _dejavu(name: str) -> Path:
    """Return a font file that Matplotlib brings along, without importing Matplotlib."""
    spec = find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf"


@cache
def _font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    # Basic layout: the same glyphs in the same places whether or not the machine has a text-shaping library.
    return ImageFont.truetype(path, max(size, 1.0), layout_engine=ImageFont.Layout.BASIC)


@cache
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
