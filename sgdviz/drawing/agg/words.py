"""Words: a text mark as rasterised pieces, each with its place and its colour."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.drawing.agg.glyphs import typesetter
from sgdviz.drawing.agg.shaped_glyphs import filled
from sgdviz.drawing.text.placement import face_of, pieces_of, start_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.text.placement import Piece


class Word(NamedTuple):
    """A rasterised piece of text: its (h, w) u1 coverage, its top left corner, its colour and opacity."""

    coverage: NDArray[np.uint8]
    left: int
    top: int
    color: str
    opacity: float

    @property
    def key(self) -> tuple[int, int, int, str, float]:
        """The identity of a word: text that is set again comes from a cache, as the very same array."""
        return id(self.coverage), self.left, self.top, self.color, self.opacity


def words_of(mark: Text) -> list[Word]:
    """Return the words of a text, each in its place; their boxes do not overlap."""
    return _colored(mark) if mark.spans else _in_one_color(mark)


def _in_one_color(mark: Text) -> list[Word]:
    """Return the words of a text, all in its colour."""
    pieces = pieces_of(mark)
    if len(pieces) == 1:
        return _words(mark, pieces[0])
    return _merged(mark)


def _words(mark: Text, piece: Piece) -> list[Word]:
    """Return the words of a piece of a text."""
    setter, start = typesetter(face_of(mark)), start_of(mark) + piece.offset
    baseline = math.floor(mark.y + 0.5)
    if piece.line is not None:
        parts = [(0.0, filled(piece.line, mark.size))]
    else:
        parts = [*setter.cells(piece.text)] if mark.tabular else [(0.0, setter.line(piece.text))]
    return [
        Word(part.pixels, math.floor(start + offset + 0.5) + part.left, baseline + part.top, mark.color, mark.opacity)
        for offset, part in parts
    ]


@lru_cache(maxsize=256)
def _merged(mark: Text) -> list[Word]:
    """Return the words of a text of several pieces as one: glyphs of one piece may reach into the box of another."""
    words = [word for piece in pieces_of(mark) for word in _words(mark, piece) if word.coverage.size]
    if not words:
        return []
    left, top = min(word.left for word in words), min(word.top for word in words)
    right = max(word.left + word.coverage.shape[1] for word in words)
    bottom = max(word.top + word.coverage.shape[0] for word in words)
    pixels = np.zeros((bottom - top, right - left), dtype=np.uint8)
    for word in words:
        rows, columns = word.coverage.shape
        part = pixels[word.top - top : word.top - top + rows, word.left - left : word.left - left + columns]
        np.maximum(part, word.coverage, out=part)
    return [Word(pixels, left, top, mark.color, mark.opacity)]


@lru_cache(maxsize=256)
def _colored(mark: Text) -> list[Word]:
    """Return a text with spans, its words cut into columns where a glyph of another colour starts."""
    starts = _starts(mark)
    colors = [mark.color] * len(mark.text)
    for span in mark.spans:
        colors[span.start : span.stop] = [span.color] * len(colors[span.start : span.stop])
    changes = [place for place in range(1, len(colors)) if colors[place] != colors[place - 1]]
    limits = [-math.inf, *(math.floor(starts[place] + 0.5) for place in changes), math.inf]
    shades = [colors[0], *(colors[place] for place in changes)] if colors else []
    return [
        Word(part, int(max(low, word.left)), word.top, color, word.opacity)
        for word in _in_one_color(mark)
        for low, high, color in zip(limits[:-1], limits[1:], shades, strict=True)
        if (part := _columns(word, low, high)).size
    ]


def _starts(mark: Text) -> list[float]:
    """Return the left end of each character of a text; those of a shaped piece begin where the piece does."""
    face, start = face_of(mark), start_of(mark)
    return [
        start + piece.offset + offset
        for piece in pieces_of(mark)
        for offset in (face.starts(piece.text, tabular=mark.tabular) if piece.line is None else [0.0] * len(piece.text))
    ]


def _columns(word: Word, low: float, high: float) -> NDArray[np.uint8]:
    """Return the coverage of a word between two columns of the picture."""
    width = word.coverage.shape[1]
    first, last = (min(max(limit - word.left, 0), width) for limit in (low, high))
    return word.coverage[:, int(first) : int(last)]
