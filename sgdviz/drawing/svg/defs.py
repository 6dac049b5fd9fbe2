"""Definitions that elements refer to: each glyph, each clip and each group once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.svg.numbers import units
from sgdviz.drawing.svg.xml import attributes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from sgdviz.drawing.marks import Rect

PREFIX = "\ue000"
"""The beginning of every id, a character of private use; a document replaces it with one of its own."""

HREF = "\ue001"
"""The attribute of a reference, a character of private use; a document replaces it with the name that it chooses."""


class Defs:
    """The definitions that elements refer to: each glyph, each clip and each group once."""

    def __init__(self) -> None:
        self._glyphs: dict[Hashable, tuple[str, str]] = {}
        self._clips: dict[str, str] = {}
        self._groups: dict[str, str] = {}

    def glyph(self, key: Hashable, data: str) -> str:
        """Return the id of a glyph, which `key` tells from others; `data` is the path data of its outline."""
        name, _ = self._glyphs.setdefault(key, (f"{PREFIX}{_letters(len(self._glyphs))}", data))
        return name

    def clip(self, area: Rect) -> str:
        """Return the id of a clip to `area`."""
        x, y, right, bottom = map(units, area)
        return self.clip_to(f"<rect {attributes(x=x, y=y, width=right - x, height=bottom - y)}/>")

    def clip_to(self, shape: str) -> str:
        """Return the id of a clip to the element `shape`."""
        return self._clips.setdefault(shape, f"{PREFIX}c{len(self._clips)}")

    def group(self, content: str, style: str = "") -> str:
        """Return the id of a group of the elements `content`; `style` holds attributes."""
        return self._groups.setdefault(f"{style}>{content}</g>", f"{PREFIX}w{len(self._groups)}")

    def known_group(self, content: str) -> str | None:
        """Return the id of a group of `content` without a style, if there is one."""
        return self._groups.get(f">{content}</g>")

    def elements(self) -> Iterator[str]:
        """Yield the definitions."""
        for name, data in self._glyphs.values():
            yield f'<path id="{name}" d="{data}"/>'
        for rest, name in self._groups.items():
            yield f'<g id="{name}" {rest}' if not rest.startswith(">") else f'<g id="{name}"{rest}'
        for shape, name in self._clips.items():
            yield f'<clipPath id="{name}">{shape}</clipPath>'


def _letters(number: int) -> str:
    """Return a number as capital letters, A to Z, then AA: glyphs are referred to most."""
    before, place = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + place)
