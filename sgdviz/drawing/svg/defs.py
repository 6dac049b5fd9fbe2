"""Definitions that elements refer to: each glyph and each clip once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.svg.numbers import units
from sgdviz.drawing.svg.xml import attributes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from sgdviz.drawing.marks import Rect

PREFIX = "\ue000"
"""The beginning of every id, a character of private use; a document replaces it with one of its own."""


class Defs:
    """The definitions that elements refer to: each glyph and each clip once."""

    def __init__(self) -> None:
        self._glyphs: dict[Hashable, tuple[str, str]] = {}
        self._clips: dict[Rect, str] = {}

    def glyph(self, key: Hashable, data: str) -> str:
        """Return the id of a glyph, which `key` tells from others; `data` is the path data of its outline."""
        name, _ = self._glyphs.setdefault(key, (f"{PREFIX}g{len(self._glyphs)}", data))
        return name

    def clip(self, area: Rect) -> str:
        """Return the id of a clip to `area`."""
        return self._clips.setdefault(area, f"{PREFIX}c{len(self._clips)}")

    def elements(self) -> Iterator[str]:
        """Yield the definitions."""
        for name, data in self._glyphs.values():
            yield f'<path id="{name}" d="{data}"/>'
        for area, name in self._clips.items():
            x, y, right, bottom = map(units, area)
            yield f'<clipPath id="{name}"><rect {attributes(x=x, y=y, width=right - x, height=bottom - y)}/></clipPath>'
