"""Shaping: a line of any script as glyphs in their places, joined and in the order in which they are read.

HarfBuzz and the bidirectional algorithm come with Matplotlib, from version 3.11 on, so that no other package is needed,
and pixels and vectors have the same glyphs from one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.drawing.load_matplotlib import load_matplotlib

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sgdviz.drawing.text.font_list import FontFile

EM = 1000.0
"""Units of an outline a size of type."""

CLOSE = 79
"""The code that closes a contour."""

FEATURES = ("-calt",)
"""Contextual alternates would turn "->" into an arrow here, and leave it in a line that needs no shaping."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """A glyph: the name of its font with its number there, and its outline.

    `points` is (K, 2) f8 in units of 1/`EM` of the type size, y upwards; `codes` is (K,) u1, those of Matplotlib's
    paths.
    """

    name: str
    points: NDArray[np.float64]
    codes: NDArray[np.uint8]


class Placed(NamedTuple):
    """A glyph at its distance from the start of the baseline, y upwards, in units of 1/`EM` of the type size."""

    glyph: Glyph
    x: float
    y: float


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A shaped line: its visible glyphs from left to right, and its width in units of 1/`EM` of the type size.

    `texts` has for each glyph the characters that it stands for, in the order of writing; they are those of the whole
    cluster for each of the glyphs of one.
    """

    glyphs: tuple[Placed, ...]
    advance: float
    texts: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def shaped(text: str, fonts: tuple[FontFile, ...]) -> Line:
    """Return the glyphs of `text`, each from the first of `fonts` that has it."""
    load_matplotlib()
    from matplotlib._text_helpers import layout
    from matplotlib.font_manager import FontPath, get_font
    from matplotlib.ft2font import LoadFlags
    from matplotlib.textpath import text_to_path

    font = get_font([FontPath(*file) for file in fonts])
    font.set_size(EM, 72)  # a point is a pixel
    outlines, glyphs = _tables(fonts)
    placed, _, _ = text_to_path.get_glyphs_with_font(font, text, glyph_map=outlines, features=FEATURES)
    texts = [item.char for item in layout(text, font, features=FEATURES)]
    for name, *_ in placed:
        if name not in glyphs:
            glyphs[name] = _glyph(name, *outlines[name])
    font.set_text(text, flags=LoadFlags.NO_HINTING, features=FEATURES)
    width, _ = font.get_width_height()
    visible = [place for place, (name, *_) in enumerate(placed) if len(glyphs[name].points)]
    shown = (Placed(glyphs[name], x, y) for name, x, y, _ in (placed[place] for place in visible))
    return Line(tuple(shown), width / 64, tuple(texts[place] for place in visible))  # from 64ths of a pixel


def _glyph(name: str, points: NDArray[np.float64], codes: NDArray[np.uint8]) -> Glyph:
    """Return a glyph; the point of a code that closes a contour, which Matplotlib leaves at 0, is the one before."""
    own, closing = points.copy(), (codes == CLOSE).nonzero()[0]
    own[closing] = own[closing - 1]
    return Glyph(name, own, codes)


@cache
def _tables(fonts: tuple[FontFile, ...]) -> tuple[dict[str, Any], dict[str, Glyph]]:  # noqa: ARG001 - the key
    """Return the outlines that Matplotlib has read for a tuple of fonts, to which it adds, and the glyphs, by name."""
    return {}, {}
