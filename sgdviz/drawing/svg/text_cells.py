"""Texts as cells: each glyph in its place, so that characters that stay need not be drawn again."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.svg.defs import HREF
from sgdviz.drawing.svg.elements import use
from sgdviz.drawing.svg.glyphs import glyphs_of
from sgdviz.drawing.svg.numbers import joined
from sgdviz.drawing.svg.outline import EM
from sgdviz.drawing.text.placement import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.drawing.marks import Text
    from sgdviz.drawing.svg.defs import Defs
    from sgdviz.drawing.svg.timeline import Timeline

APART = 2 * EM
"""Distance between two glyphs of a strip: twice as far as one is wide."""

WINDOW = f'<rect x="-.3" y="{-3 * EM // 2}" width="1" height="{5 * EM // 2}"/>'
"""The clip of a cell, in units of `APART` across and of a glyph outline down."""

BYTES_OF_GLYPH, BYTES_OF_CELL, BYTES_OF_CHANGE = 35, 230, 4
"""About what a glyph takes that stays, a cell that changes, and a change."""


class Cell(NamedTuple):
    """The place of a glyph in units of an outline from the point at which the text is anchored, and its colour.

    `layer` counts the glyphs of one place.
    """

    x: int
    y: int
    color: str
    layer: int


class Glyph(NamedTuple):
    """The id of a glyph, and the distance from the left side of its cell to it."""

    name: str
    inset: int


Run = dict[Cell, Glyph]
"""The glyphs of a text, from left to right."""


def run_of(mark: Text, defs: Defs) -> Run:
    """Return the glyphs of a text in their cells."""
    offset = (start_of(mark) - mark.x) * EM / mark.size
    colors = [mark.color] * len(mark.text)
    for span in mark.spans:
        colors[span.start : span.stop] = [span.color] * len(colors[span.start : span.stop])
    run: Run = {}
    layers: Counter[tuple[int, int]] = Counter()
    for own in glyphs_of(mark):
        x, y = place = round(offset + own.cell), round(own.y)
        glyph = Glyph(defs.glyph(own.key, own.outline.data), round(own.x - own.cell))
        run[Cell(x, y, colors[own.character], layers[place])] = glyph
        layers[place] += 1
    return run


def run_elements(run: Run, color: str) -> str:
    """Return the glyphs of a text that does not change; `color` is that of the group around them."""
    return "".join(_glyph(cell, glyph, color) for cell, glyph in run.items())


class Cells(NamedTuple):
    """The cells of a text that changes: for each, the glyph in each frame, None where it is empty."""

    columns: dict[Cell, list[Glyph | None]]

    @property
    def bytes(self) -> int:
        """About the number of bytes that the cells take."""
        changes = (sum(before != after for before, after in pairwise(column)) for column in self.columns.values())
        return sum(BYTES_OF_CELL + BYTES_OF_CHANGE * many if many else BYTES_OF_GLYPH for many in changes)

    def elements(self, digits: Sequence[Glyph], color: str, timeline: Timeline, defs: Defs) -> Iterator[str]:
        """Yield the cells: glyphs that stay, and strips of those that change; all cells of `digits` share one strip."""
        for cell, column in self.columns.items():
            kinds = dict.fromkeys(column)
            if len(kinds) == 1:
                yield from (_glyph(cell, glyph, color) for glyph in kinds if glyph)
                continue
            known = [glyph for glyph in kinds if glyph]
            yield _strip(cell, column, digits if set(digits) >= set(known) else known, color, timeline, defs)


def cells_of(runs: Sequence[Run]) -> Cells:
    """Return the cells of a text that shows one of `runs` in each frame."""
    cells = dict.fromkeys(cell for run in {id(run): run for run in runs}.values() for cell in run)
    return Cells({cell: [run.get(cell) for run in runs] for cell in cells})


def _strip(
    cell: Cell, column: Sequence[Glyph | None], order: Sequence[Glyph], color: str, timeline: Timeline, defs: Defs
) -> str:
    """Return a cell as a strip of the glyphs `order`, of which one is seen, or none past the last."""
    pictures = "".join(use(glyph.name, x=glyph.inset - APART * place or None) for place, glyph in enumerate(order))
    name = defs.group(pictures, f'transform="scale({1 / APART:g} 1)"'.replace("0.", "."))
    values = [str(len(order) if glyph is None else order.index(glyph)) for glyph in column]
    shown = f'<use {HREF}="#{name}" x="{timeline.base(values)}">{timeline.animate("x", values)}</use>'
    place = f"translate({joined((cell.x, cell.y))})scale({APART} 1)"
    fill = "" if cell.color == color else f' fill="{cell.color}"'
    return f'<g clip-path="url(#{defs.clip_to(WINDOW)})" transform="{place}"{fill}>{shown}</g>'


def _glyph(cell: Cell, glyph: Glyph, color: str) -> str:
    own = None if cell.color == color else cell.color
    return use(glyph.name, x=cell.x + glyph.inset or None, y=cell.y or None, fill=own)
