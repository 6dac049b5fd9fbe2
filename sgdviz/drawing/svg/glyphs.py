"""The glyphs of a text mark, each with its outline and its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.svg.outline import EM
from sgdviz.drawing.svg.outlines import outline, shaped_outline
from sgdviz.drawing.text import shaping
from sgdviz.drawing.text.placement import face_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.svg.outline import Outline
    from sgdviz.drawing.text.placement import Piece


class Glyph(NamedTuple):
    """A glyph of a text: what tells it from others, its outline, and its place from the start of the baseline.

    `x` and `y` are in units of 1/`EM` of the type size, y downwards, and so is `cell`, the start of the glyph's cell.
    `character` is the index of the one that gives the glyph its colour.
    """

    key: Hashable
    outline: Outline
    x: float
    y: float
    character: int
    cell: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The left, top, right and bottom of the glyph in its place."""
        left, top, right, bottom = self.outline.box
        return self.x + left, self.y + top, self.x + right, self.y + bottom


def glyphs_of(mark: Text) -> Iterator[Glyph]:
    """Yield the glyphs of a text that have an outline, from left to right."""
    for piece in pieces_of(mark):
        yield from _plain(mark, piece) if piece.line is None else _shaped(mark, piece)


def _plain(mark: Text, piece: Piece) -> Iterator[Glyph]:
    type_face, units = face_of(mark), EM / mark.size
    starts = type_face.starts(piece.text, tabular=mark.tabular)
    cells = type_face.cells(piece.text, tabular=mark.tabular)
    for index, (character, start, cell) in enumerate(zip(piece.text, starts, cells, strict=True), piece.first):
        if character.strip():
            path = type_face.path_of(character)
            x, left = ((piece.offset + place) * units for place in (start, cell))
            yield Glyph((path, character), outline(path, character), x, 0.0, index, left)


def _shaped(mark: Text, piece: Piece) -> Iterator[Glyph]:
    assert piece.line is not None
    scale = EM / shaping.EM
    for glyph, x, y in piece.line.glyphs:
        offset = piece.offset * EM / mark.size
        left = offset + x * scale
        yield Glyph(glyph.name, shaped_outline(glyph), left, -y * scale, piece.first, left)
