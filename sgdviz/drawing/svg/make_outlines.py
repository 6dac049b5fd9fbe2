"""The file of outlines that need no font file: ``python -m sgdviz.drawing.svg.make_outlines`` writes it."""

from __future__ import annotations

import json
from pathlib import Path

from sgdviz.drawing.svg.font_outlines import outline_in
from sgdviz.drawing.svg.outlines import READY
from sgdviz.drawing.text.faces import EVERYDAY, FONTS


def outlines() -> str:
    """Return the outlines of everyday characters in each bundled font, as JSON: path data, then the box."""
    fonts = (f"{json.dumps(path.name)}:{{\n{_lines(path)}\n}}" for path in sorted(FONTS.glob("*.ttf")))
    return "{" + ",\n".join(fonts) + "}\n"


def _lines(path: Path) -> str:
    """Return the outlines of a font, a character a line."""
    given = {character: _listed(path, character) for character in sorted(EVERYDAY) if character.strip()}
    return ",\n".join(json.dumps({own: listed}, ensure_ascii=False)[1:-1] for own, listed in given.items())


def _listed(path: Path, character: str) -> list[str | float]:
    data, box = outline_in(path, character)
    return [data, *(round(side, 4) for side in box)]


if __name__ == "__main__":
    Path(__file__).with_name(READY).write_text(outlines(), encoding="utf-8")
