"""Text marks as operators: plain text in subsets of the bundled fonts, other scripts as shaped glyphs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sgdviz.drawing.pdf.objects import color, number, numbers, text_string
from sgdviz.drawing.text import reads_right_to_left, shaping
from sgdviz.drawing.text.boxes import box_of
from sgdviz.drawing.text.placement import face_of, pieces_of, start_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.pdf.resources import Resources
    from sgdviz.drawing.text.placement import Piece

NOTHING = "\u2060"
"""The text of a glyph whose cluster another glyph has: an invisible character."""


def text_operators(mark: Text, resources: Resources) -> Iterator[str]:
    """Yield the operators of a text, below it a patch where the text has one."""
    if not mark.text.strip():
        return
    if mark.patch is not None:
        box = box_of(mark)
        yield f"{color(mark.patch)} rg {numbers((box.left, box.top, box.width, box.height))} re f"
    start, colors = start_of(mark), _colors(mark)
    for piece in pieces_of(mark):
        if piece.line is None:
            yield from _plain(mark, piece, start + piece.offset, colors, resources)
        else:
            yield from _shaped(mark, piece, start + piece.offset, colors[piece.first], resources)


def _colors(mark: Text) -> list[str]:
    """Return the colour of each character of a text."""
    colors = [mark.color] * len(mark.text)
    for span in mark.spans:
        colors[span.start : span.stop] = [span.color] * len(colors[span.start : span.stop])
    return colors


def _plain(mark: Text, piece: Piece, start: float, colors: list[str], resources: Resources) -> Iterator[str]:
    """Yield the characters of a plain piece, a line for each run of one font and one colour."""
    type_face = face_of(mark)
    starts = list(type_face.starts(piece.text, tabular=mark.tabular))
    paths = [type_face.path_of(character) for character in piece.text]

    def style(place: int) -> tuple[str, str]:
        return str(paths[place]), colors[piece.first + place]

    for (_, shade), group in groupby(range(len(piece.text)), key=style):
        places = list(group)
        subset = resources.subset(paths[places[0]])
        at = starts[places[0]]
        shown = []
        text = "".join(piece.text[place] if piece.text[place].strip() else " " for place in places)
        for place, character in zip(places, text, strict=True):
            move = (at - starts[place]) * 1000 / mark.size  # to the left, in thousandths of the size
            if abs(move) >= 1:
                shown.append(str(round(move)))
                at -= round(move) * mark.size / 1000
            shown.append(f"<{subset.code(character):04X}>")
            at += subset.advance(character) * mark.size / 1000
        line = "".join(shown).replace("><", "")
        moved = any(not part.startswith("<") for part in shown)
        if moved:  # wide gaps beside narrow digits would be taken for blanks
            yield _marked(text)
        yield f"BT {color(shade)} rg /{subset.name} {number(mark.size)} Tf"
        yield f"1 0 0 -1 {numbers((start + starts[places[0]], mark.y))} Tm [{line}] TJ ET"
        if moved:
            yield "EMC"


def _shaped(mark: Text, piece: Piece, start: float, shade: str, resources: Resources) -> Iterator[str]:
    """Yield the glyphs of a shaped piece, each in its place."""
    assert piece.line is not None
    scale = mark.size / shaping.EM
    yield f"BT {color(shade)} rg"
    for (glyph, x, y), text in zip(piece.line.glyphs, _texts(piece.line.texts), strict=True):
        name, code = resources.shapes.place(glyph, text)
        place = numbers((start + x * scale, mark.y - y * scale))
        yield f"/{name} {number(mark.size)} Tf 1 0 0 -1 {place} Tm <{code:02X}> Tj"
    yield "ET"


def _texts(clusters: tuple[str, ...]) -> Iterator[str]:
    """Yield the text of each glyph: of the glyphs of a cluster one has it all, unless each has its own character.

    Programs read a page from left to right and then turn the words of scripts that run the other way.
    """
    for cluster, group in groupby(clusters):
        count = len(list(group))
        if count > 1 and count % max(len(cluster), 1) == 0:
            yield from (cluster[::-1] if reads_right_to_left(cluster) else cluster) * (count // len(cluster))
        else:
            yield from [cluster] + [NOTHING] * (count - 1)


def _marked(text: str) -> str:
    """Return the beginning of marked content that stands for `text`, whatever its glyphs are."""
    return f"/Span << /ActualText {text_string(text)} >> BDC"
