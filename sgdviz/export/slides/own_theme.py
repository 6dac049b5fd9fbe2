"""The presentation without a template: python-pptx's own, in 16 by 9, with the colours of a theme of sgdviz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from sgdviz.drawing.colors import contrast
from sgdviz.export.slides.words import cleaned

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from sgdviz.drawing.theme import Theme
    from sgdviz.export.slides.page import Area, Page

TYPEFACE = "Arial"
"""Of the typefaces that are installed everywhere, the nearest to that in the pictures."""

TITLE_SIZE = 28.0
"""Points."""


def themed(theme: Theme, page: Page) -> Deck:
    """Return a presentation without slides, whose background, words and charts to come have the colours of `theme`."""
    deck = Presentation()
    stretch = Pt(page.width) / (deck.slide_width or 1)
    deck.slide_width, deck.slide_height = Pt(page.width), Pt(page.height)
    deck.element.find(qn("p:sldSz")).attrib.pop("type", None)  # it is no longer 4 by 3
    master = deck.slide_master
    for part in (master, *master.slide_layouts):
        for frame in part.element.iter(qn("a:xfrm")):
            frame.find(qn("a:off")).set("x", str(round(int(frame.find(qn("a:off")).get("x")) * stretch)))
            frame.find(qn("a:ext")).set("cx", str(round(int(frame.find(qn("a:ext")).get("cx")) * stretch)))
    for shape in master.placeholders:
        kind = shape.element.ph.get("type")
        if kind in ("title", "body"):
            _place(shape, page.title if kind == "title" else page.body)
    _set_title_type(master)
    _set_colors(master, theme)
    _leave_out(deck.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _leave_out(deck.part.package, RELATIONSHIP_TYPE.THUMBNAIL)  # of another look
    _leave_out(deck.part.package, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)  # counts that would no longer be true
    properties = deck.core_properties
    properties.last_modified_by, properties.comments = "sgdviz", ""  # that of python-pptx has a person's name
    return deck


def _place(shape: Any, area: Area) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Pt, area)
    body = shape.element.txBody.find(qn("a:bodyPr"))
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")


def _set_title_type(master: Any) -> None:
    """Set titles from the left, bold and in the size of a talk's."""
    style = master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("sz", str(round(TITLE_SIZE * 100)))
    style.find(qn("a:defRPr")).set("b", "1")


def _set_colors(master: Any, theme: Theme) -> None:
    """Write the colours and the typeface into the presentation's theme; a dark one swaps its dark and light colours."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(part.blob)
    is_dark = contrast(theme.background, "#000000") < contrast(theme.background, "#ffffff")
    grounds, words = (("dk1", "dk2"), ("lt1", "lt2")) if is_dark else (("lt1", "lt2"), ("dk1", "dk2"))
    if is_dark:
        for name, color in zip(("bg1", "bg2", "tx1", "tx2"), (*grounds, *words), strict=True):
            master.element.find(qn("p:clrMap")).set(name, color)
    inks = (theme.ink, theme.words(theme.muted))
    colors = dict(zip((*grounds, *words), (theme.background, theme.grid, *inks), strict=True))
    accents = (theme.line, theme.data, theme.accent, theme.sample, theme.muted, theme.axis)
    colors |= {f"accent{number}": color for number, color in enumerate(accents, start=1)}
    colors |= {"hlink": theme.words(theme.data), "folHlink": theme.words(theme.muted)}
    for scheme in root.iter(qn("a:clrScheme")):
        scheme.set("name", cleaned(f"sgdviz {theme.name}"))
        for name, color in colors.items():
            entry = scheme.find(qn(f"a:{name}"))
            for old in list(entry):
                entry.remove(old)
            entry.append(entry.makeelement(qn("a:srgbClr"), {"val": color[1:].upper()}))
    for face in root.iter(qn("a:latin")):
        face.set("typeface", TYPEFACE)
    part.blob = serialize_part_xml(root)


def _leave_out(owner: Any, kind: str) -> None:
    """Drop the parts to which `owner` is related in this way."""
    for name in [name for name, relation in owner._rels.items() if relation.reltype == kind]:  # noqa: SLF001 - there is no public way
        owner._rels.pop(name)  # noqa: SLF001
