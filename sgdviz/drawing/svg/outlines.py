"""Glyph outlines as SVG path data: those of everyday characters ready made, others read from the font files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.drawing.svg.outline import Outline
from sgdviz.drawing.text.faces import FONTS

if TYPE_CHECKING:
    from sgdviz.drawing.text.shaping import Glyph

READY = "ready_outlines.json"
"""The file of outlines that need no font file, as `scripts/make_outlines` writes it: reading fonts takes far longer."""


@cache
def outline(path: Path, character: str) -> Outline:
    """Return the outline of `character` in the font file `path`; of the missing-glyph sign where the font lacks it."""
    ready = _ready()[path.name].get(character) if path.parent == FONTS else None
    if ready is not None:
        data, *box = ready
        return Outline(data, (box[0], box[1], box[2], box[3]))
    from sgdviz.drawing.svg.font_outlines import outline_in

    return outline_in(path, character)


def shaped_outline(glyph: Glyph) -> Outline:
    """Return the outline of a shaped glyph."""
    from sgdviz.drawing.svg.font_outlines import outline_of_shaped

    return outline_of_shaped(glyph)


@cache
def _ready() -> dict[str, dict[str, list[Any]]]:
    """Return the outlines of each font file by character: the path data and the box."""
    found: dict[str, dict[str, list[Any]]] = json.loads(Path(__file__).with_name(READY).read_bytes())
    return found
