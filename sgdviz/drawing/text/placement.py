"""Where a text mark stands: its face, the start of its line, and its pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.text.faces import face
from sgdviz.drawing.text.runs import runs_of

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.text.faces import Face
    from sgdviz.drawing.text.shaping import Line


class Piece(NamedTuple):
    """A part of a text mark: the index of its first character, and its distance from the start in pixels.

    `line` holds the glyphs of a piece that is shaped; the characters of a plain piece stand side by side.
    """

    text: str
    first: int = 0
    offset: float = 0.0
    line: Line | None = None


def face_of(mark: Text) -> Face:
    """Return the face of a text."""
    return face(mark.size, bold=mark.bold, family=mark.face)


def start_of(mark: Text) -> float:
    """Return the left end of a text in pixels, whatever its anchor."""
    if mark.anchor == "left":
        return mark.x
    width = face_of(mark).width(mark.text, tabular=mark.tabular)
    return mark.x - (width / 2 if mark.anchor == "middle" else width)


def pieces_of(mark: Text) -> list[Piece]:
    """Return the pieces of a text, from left to right.

    A line is one piece, in the order in which it is read. Tabular text and text of several colours, such as an
    equation, keeps the order of its runs; in each of them that of its own script holds.
    """
    type_face = face_of(mark)
    if type_face.is_plain(mark.text):
        return [Piece(mark.text)]
    if not (mark.tabular or mark.spans):
        return [Piece(mark.text, line=type_face.shaped(mark.text))]
    pieces, first, offset = [], 0, 0.0
    for run in runs_of(mark.text, type_face, {limit for span in mark.spans for limit in span[:2]}):
        plain = type_face.is_plain(run)
        pieces.append(Piece(run, first, offset, None if plain else type_face.shaped(run)))
        offset += type_face.width(run, tabular=mark.tabular and plain)
        first += len(run)
    return pieces
