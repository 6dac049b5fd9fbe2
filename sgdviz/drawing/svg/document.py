"""Stills and animations as one SVG document without script."""

from __future__ import annotations

from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING

from sgdviz.drawing.card import card
from sgdviz.drawing.description import description_of, title_of
from sgdviz.drawing.layers import bottom_to_top, layers_at, static_marks
from sgdviz.drawing.svg.defs import HREF, PREFIX, Defs
from sgdviz.drawing.svg.elements import elements, unnamed
from sgdviz.drawing.svg.moving_layout import moving_layout
from sgdviz.drawing.svg.numbers import UNITS
from sgdviz.drawing.svg.scheme import Scheme
from sgdviz.drawing.svg.timeline import Timeline
from sgdviz.drawing.svg.xml import attributes, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgdviz.drawing.layout import Layout
    from sgdviz.pacing import Cue, Phase

STILL = f"@media(prefers-reduced-motion:reduce){{.{PREFIX}m{{display:none}}.{PREFIX}s{{display:inline}}}}"
"""Readers who asked for less motion see the still in place of what moves."""


def still_svg(layout: Layout, row: int, phase: Phase | None = None, *, alt: str = "", source: str = "") -> str:
    """Return `layout` at `row` of its recording, or in a phase of a step, as an SVG document.

    Its words are in ``<title>`` and ``<desc>``, whose first line is the `alt` text, and the `source` that it was made
    from in ``<metadata>``. Its ids begin with a hash of the document, so that several documents
    can stand in one page. References have the name that readers of SVG 1.1 know.
    """
    defs, scheme = Defs(), Scheme()
    ground = _ground(layout, scheme.background(layout), defs)
    drawn = [*ground, *elements(bottom_to_top(layers_at(scheme.layout(layout), row, phase)), defs)]
    return _document(_words(layout, row, phase, alt, source), layout, defs, drawn, scheme.style(), is_old=True)


def animated_svg(
    chapters: Sequence[tuple[Layout, Sequence[Cue]]], plays: int = 0, *, alt: str = "", source: str = ""
) -> str:
    """Return the cues of all `chapters`, each with its layout, as an SVG document that is animated by SMIL.

    It plays `plays` times, for ever with 0. Readers that do not animate, or that asked for less motion, see the last
    row of the last chapter; the words in ``<title>`` and ``<desc>`` are of that. `alt` and `source` are as for a still.
    """
    cues = [cue for _, own in chapters for cue in own]
    layout, last = chapters[-1]
    first = len(cues) - len(last)
    still = max(range(first, len(cues)), key=lambda place: (cues[place].row, place))
    timeline, defs, scheme = Timeline([cue.seconds for cue in cues], plays, still), Defs(), Scheme()
    drawn = _ground(layout, scheme.background(layout), defs)
    chapters = [(scheme.layout(own_layout), own) for own_layout, own in chapters]
    starts = accumulate((len(own) for _, own in chapters), initial=0)
    parts = [
        moving_layout(own_layout, own, timeline.part(start, len(own)), defs)
        for (own_layout, own), start in zip(chapters, starts, strict=False)
    ]
    grounds = ["\n".join(elements(map(unnamed, static_marks(own_layout)), defs)) for own_layout, _ in chapters]
    if len(chapters) == 1:
        drawn += [grounds[0], f'<g class="{PREFIX}m">', *parts[0].move, "</g>"]
        static = ""
    else:
        names = [defs.group(ground) for ground in grounds]
        drawn.append(f'<g class="{PREFIX}m">')
        place = 0
        for (_, own), part, name in zip(chapters, parts, names, strict=True):
            is_shown = [place <= number < place + len(own) for number in range(len(cues))]
            hidden = "" if is_shown[still] else ' display="none"'
            drawn += [f"<g{hidden}>{timeline.shown(is_shown)}", f'<use {HREF}="#{name}"/>', *part.move, "</g>"]
            place += len(own)
        drawn.append("</g>")
        static = f'<use {HREF}="#{names[-1]}"/>'
    drawn += [f'<g class="{PREFIX}s" display="none">{static}', *parts[-1].still, "</g>"]
    words = _words(layout, cues[still].row, cues[still].phase, alt, source)
    return _document(words, layout, defs, drawn, STILL + scheme.style())


def _ground(layout: Layout, color: str, defs: Defs) -> list[str]:
    """Return what is behind everything: the background or the card in a `color`, or nothing."""
    width, height = layout.size
    if layout.scene.card:
        return list(elements([card(width, height, layout.unit, color)], defs))
    if layout.scene.transparent:
        return []
    return [f'<path fill="{color}" d="M0 0H{width * UNITS}V{height * UNITS}H0z"/>']


def _words(layout: Layout, row: int, phase: Phase | None, alt: str, source: str) -> list[str]:
    """Return the elements with the title, the description of `row` under the `alt` text, and the `source` if any."""
    description = "\n".join(filter(None, (alt, description_of(layout, row, phase))))
    title, description, source = (
        escaped(text.replace(PREFIX, "").replace(HREF, "")) for text in (title_of(layout), description, source)
    )
    words = [f'<title id="{PREFIX}t">{title}</title>', f'<desc id="{PREFIX}d">{description}</desc>']
    return [*words, f"<metadata>{source}</metadata>"] if source else words


def _document(
    words: Iterable[str], layout: Layout, defs: Defs, drawn: Iterable[str], style: str, *, is_old: bool = False
) -> str:
    """Return a document of `words`, the definitions and what is drawn; with `is_old`, one of SVG 1.1."""
    width, height = layout.size
    root = attributes(
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width * UNITS} {height * UNITS}",
        role="img",
        aria_labelledby=f"{PREFIX}t {PREFIX}d",
    )
    xlink = ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    parts = [
        f"<svg {root}{xlink if is_old else ''}>",
        *words,
        *([f"<style>{style}</style>"] if style else []),
        "<defs>",
        *defs.elements(),
        "</defs>",
        *drawn,
        "</svg>",
    ]
    document = ("\n".join(parts) + "\n").replace(HREF, "xlink:href" if is_old else "href")
    return document.replace(PREFIX, _short_hash(document))


def _short_hash(document: str) -> str:
    """Return three letters that tell a document from others in one page."""
    number = int.from_bytes(sha256(document.encode()).digest()[:8])
    letters = []
    for _ in range(3):
        number, place = divmod(number, 26)
        letters.append(chr(ord("a") + place))
    return "".join(letters)
