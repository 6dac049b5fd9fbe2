"""Definitions that elements refer to: each glyph and each clip once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.svg.numbers import units
from sgdviz.drawing.svg.outlines import outline
from sgdviz.drawing.svg.xml import attributes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sgdviz.drawing.marks import Rect

PREFIX = "\ue000"
"""The beginning of every id, a character of private use; a document replaces it with one of its own."""


class Defs:
    """The definitions that elements refer to: each glyph and each clip once."""

    def __init__(self) -> None:
        self._glyphs: dict[tuple[Path, str], str] = {}
        self._clips: dict[Rect, str] = {}

    def glyph(self, path: Path, character: str) -> str:
        """Return the id of a character of a font file."""
        return self._glyphs.setdefault((path, character), f"{PREFIX}g{len(self._glyphs)}")

    def clip(self, area: Rect) -> str:
        """Return the id of a clip to `area`."""
        return self._clips.setdefault(area, f"{PREFIX}c{len(self._clips)}")

    def elements(self) -> Iterator[str]:
        """Yield the definitions."""
        for (path, character), name in self._glyphs.items():
            yield f'<path id="{name}" d="{outline(path, character).data}"/>'
        for area, name in self._clips.items():
            x, y, right, bottom = map(units, area)
            yield f'<clipPath id="{name}"><rect {attributes(x=x, y=y, width=right - x, height=bottom - y)}/></clipPath>'
