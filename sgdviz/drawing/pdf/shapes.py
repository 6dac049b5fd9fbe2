"""Shaped glyphs as characters of Type 3 fonts: outlines that can be set like type, each of them once in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.drawing.pdf.objects import numbers
from sgdviz.drawing.pdf.to_unicode import to_unicode
from sgdviz.drawing.text.shaping import CLOSE, EM

if TYPE_CHECKING:
    from sgdviz.drawing.pdf.objects import Objects
    from sgdviz.drawing.text.shaping import Glyph

MOST = 256
"""The most characters of a Type 3 font."""

BEARING = 100
"""The room after a glyph that still counts as its own, in units of 1/`EM` of the size; more is taken for a blank."""

MOVE, LINE, CONIC, CUBIC = 1, 2, 3, 4
"""The codes of Matplotlib's paths; those of curves are repeated at each of their points."""


class Shapes:
    """The shaped glyphs that pages show, in as many fonts as they need."""

    def __init__(self) -> None:
        self._glyphs: dict[tuple[str, str], tuple[int, Glyph]] = {}

    def place(self, glyph: Glyph, text: str) -> tuple[str, int]:
        """Return the name of the font resource that has `glyph` for `text`, and the number of the glyph there."""
        number, _ = self._glyphs.setdefault((glyph.name, text), (len(self._glyphs), glyph))
        return _name(number // MOST), number % MOST

    def embed(self, objects: Objects) -> dict[str, int]:
        """Add the fonts to `objects` and return the number of each by its name."""
        entries = [(glyph, text) for (_, text), (_, glyph) in self._glyphs.items()]
        groups = [entries[begin : begin + MOST] for begin in range(0, len(entries), MOST)]
        return {_name(order): _font(group, objects) for order, group in enumerate(groups)}


def _name(order: int) -> str:
    return f"S{order}"


def _font(entries: list[tuple[Glyph, str]], objects: Objects) -> int:
    glyphs = [glyph for glyph, _ in entries]
    widths = [max(round(float(glyph.points[:, 0].max())) + BEARING, 0) for glyph in glyphs]
    programs = [
        objects.stream(f"{width} 0 {_box(glyph)} d1\n{outline(glyph)} f".encode("ascii"))
        for glyph, width in zip(glyphs, widths, strict=True)
    ]
    procedures = " ".join(f"/g{code} {program} 0 R" for code, program in enumerate(programs))
    names = " ".join(f"/g{code}" for code in range(len(glyphs)))
    unicode = to_unicode({code: text for code, (_, text) in enumerate(entries)}, objects, digits=2)
    return objects.add(
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [{1 / EM:g} 0 0 {1 / EM:g} 0 0]"
        f" /CharProcs << {procedures} >> /Encoding << /Type /Encoding /Differences [0 {names}] >> /FirstChar 0"
        f" /LastChar {len(glyphs) - 1} /Widths [{' '.join(map(str, widths))}] /Resources << >>"
        f" /ToUnicode {unicode} 0 R >>"
    )


def _box(glyph: Glyph) -> str:
    return numbers((*glyph.points.min(axis=0), *glyph.points.max(axis=0)))


def outline(glyph: Glyph) -> str:
    """Return the path of a glyph; PDF has no curves of the second degree, so they become cubic ones."""
    points, codes = glyph.points.tolist(), glyph.codes.tolist()
    parts: list[str] = []
    at, place = (0.0, 0.0), 0
    while place < len(codes):
        code = codes[place]
        if code == CLOSE:
            parts.append("h")
            place += 1
        elif code == CONIC:
            middle, end = points[place : place + 2]
            first = (a + 2 / 3 * (b - a) for a, b in zip(at, middle, strict=True))
            second = (a + 2 / 3 * (b - a) for a, b in zip(end, middle, strict=True))
            parts.append(f"{numbers((*first, *second, *end))} c")
            at, place = end, place + 2
        elif code == CUBIC:
            parts.append(f"{numbers(value for point in points[place : place + 3] for value in point)} c")
            at, place = points[place + 2], place + 3
        else:
            parts.append(f"{numbers(points[place])} {'m' if code == MOVE else 'l'}")
            at, place = points[place], place + 1
    return "\n".join(parts)
