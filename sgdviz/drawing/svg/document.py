"""A still as one SVG document."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sgdviz.drawing.card import card
from sgdviz.drawing.description import description_of, title_of
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.svg.defs import PREFIX, Defs
from sgdviz.drawing.svg.elements import elements
from sgdviz.drawing.svg.numbers import UNITS
from sgdviz.drawing.svg.xml import attributes, escaped

if TYPE_CHECKING:
    from sgdviz.drawing.layout import Layout
    from sgdviz.pacing import Phase


def still_svg(layout: Layout, row: int, phase: Phase | None = None) -> str:
    """Return `layout` at `row` of its recording, or in a phase of a step, as an SVG document.

    Its words are in ``<title>`` and ``<desc>``.

    Its ids begin with a hash of the document, so that several documents can stand in one page.
    """
    width, height = layout.size
    box = f"0 0 {width * UNITS} {height * UNITS}"
    defs = Defs()
    drawn = list(elements(bottom_to_top(layers_at(layout, row, phase)), defs))
    if layout.scene.card:
        drawn = [*elements([card(width, height, layout.unit, layout.background)], defs), *drawn]
    elif not layout.scene.transparent:
        drawn.insert(0, f'<path fill="{layout.background}" d="M0 0H{width * UNITS}V{height * UNITS}H0z"/>')
    title, description = (
        escaped(text.replace(PREFIX, "")) for text in (title_of(layout), description_of(layout, row, phase))
    )
    labelled = f"{PREFIX}t {PREFIX}d"
    root = attributes(
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=box,
        role="img",
        aria_labelledby=labelled,
    )
    parts = [
        f'<svg {root} xmlns:xlink="http://www.w3.org/1999/xlink">',
        f'<title id="{PREFIX}t">{title}</title>',
        f'<desc id="{PREFIX}d">{description}</desc>',
        "<defs>",
        *defs.elements(),
        "</defs>",
        *drawn,
        "</svg>",
    ]
    document = "\n".join(parts) + "\n"
    return document.replace(PREFIX, f"s{sha256(document.encode()).hexdigest()[:4]}")
