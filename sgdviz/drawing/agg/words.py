"""Words: a text mark as rasterised pieces, each with its place and its colour."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.agg.glyphs import typesetter
from sgdviz.drawing.text.placement import face_of, start_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Text


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
    return _colored(mark) if mark.spans else _plain(mark, mark.color)


def _plain(mark: Text, color: str) -> list[Word]:
    """Return the words of a text, all in one colour."""
    setter, start = typesetter(face_of(mark)), start_of(mark)
    baseline = math.floor(mark.y + 0.5)
    pieces = setter.cells(mark.text) if mark.tabular else [(0.0, setter.line(mark.text))]
    return [
        Word(piece.pixels, math.floor(start + offset + 0.5) + piece.left, baseline + piece.top, color, mark.opacity)
        for offset, piece in pieces
    ]


@lru_cache(maxsize=256)
def _colored(mark: Text) -> list[Word]:
    """Return a text with spans, its words cut into columns where a glyph of another colour starts."""
    face, start = face_of(mark), start_of(mark)
    starts = [start + offset for offset in face.starts(mark.text, tabular=mark.tabular)]
    colors = [mark.color] * len(mark.text)
    for span in mark.spans:
        colors[span.start : span.stop] = [span.color] * len(colors[span.start : span.stop])
    changes = [place for place in range(1, len(colors)) if colors[place] != colors[place - 1]]
    limits = [-math.inf, *(math.floor(starts[place] + 0.5) for place in changes), math.inf]
    shades = [colors[0], *(colors[place] for place in changes)] if colors else []
    return [
        Word(part, int(max(low, word.left)), word.top, color, word.opacity)
        for word in _plain(mark, mark.color)
        for low, high, color in zip(limits[:-1], limits[1:], shades, strict=True)
        if (part := _columns(word, low, high)).size
    ]


def _columns(word: Word, low: float, high: float) -> NDArray[np.uint8]:
    """Return the coverage of a word between two columns of the picture."""
    width = word.coverage.shape[1]
    first, last = (min(max(limit - word.left, 0), width) for limit in (low, high))
    return word.coverage[:, int(first) : int(last)]
