"""The layouts of a presentation: the one that shows a picture largest, and its places on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from sgdviz.export.slides.page import Area, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.presentation import Presentation as Deck

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
CONTENTS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.PICTURE)
FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)

BELOW_TITLE, EDGE = 8.0, 20.0
"""Points between a title and a picture, and around a picture, where a layout has no place for one."""

USUAL_TITLE = 44.0
"""Points of a title where a template does not state them: as in PowerPoint's own."""

POINT = 12700
"""English metric units."""


class Place(NamedTuple):
    """A layout, the areas that a slide of it has, the size of its titles, and its placeholder for the picture."""

    layout: Any
    page: Page
    title_size: float
    content: int | None
    caption: int | None


def best_place(layouts: Sequence[Any], deck: Deck, ratio: float) -> Place:
    """Return the place in which a picture of this ratio of width to height is largest, of at least one layout.

    Layouts with a title and one placeholder for contents come first, then those with a title, then any.
    """
    places = [_place(deck, layout) for layout in layouts]
    return max(places, key=lambda place: (_rank(place), place.page.body.fitted(ratio).width))


def without_slides(deck: Deck) -> None:
    """Take all slides out of a presentation, and the sections and shows that list them."""
    slides = deck.slides._sldIdLst  # noqa: SLF001 - python-pptx has no public way to take a slide out
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    for name in ("p:custShowLst", "p:extLst"):
        for element in deck.element.findall(qn(name)):
            deck.element.remove(element)


def _rank(place: Place) -> int:
    has_title = place.page.title.height > 0
    return 2 if has_title and place.content is not None else int(has_title)


def _place(deck: Deck, layout: Any) -> Place:
    """Return the places on the slides of a layout."""
    width, height = ((side or 0) / POINT for side in (deck.slide_width, deck.slide_height))
    shapes = list(layout.placeholders)
    title = next((area_of(shape) for shape in shapes if shape.placeholder_format.type in TITLES), None)
    contents = [shape for shape in shapes if shape.placeholder_format.type in CONTENTS]
    texts = [shape for shape in shapes if shape.placeholder_format.type == PP_PLACEHOLDER.BODY]
    content = contents[0] if len(contents) == 1 else None
    caption = texts[0] if content is not None and len(texts) == 1 else None
    if content is None:
        left, right = EDGE, width - EDGE
        top = EDGE if title is None else title.top + title.height + BELOW_TITLE
        footers = [area_of(shape).top for shape in shapes if shape.placeholder_format.type in FOOTERS]
        low = [edge - BELOW_TITLE for edge in footers if edge > height * 0.75]
        bottom = min([height - EDGE, *low])
        body = Area(left, top, right - left, max(bottom - top, 1.0))
    else:
        body = area_of(content)
    page = Page(width, height, title or Area(0.0, 0.0, 0.0, 0.0), body)
    own = (None if shape is None else shape.placeholder_format.idx for shape in (content, caption))
    return Place(layout, page, _title_size(layout), *own)


def area_of(shape: Any) -> Area:
    """Return the area of a shape, which a placeholder may have from its layout or its master."""
    return Area(*((side or 0) / POINT for side in (shape.left, shape.top, shape.width, shape.height)))


def _title_size(layout: Any) -> float:
    """Return the size of titles that a layout, or else its master, states, in points."""
    titles = [shape for shape in layout.placeholders if shape.placeholder_format.type in TITLES]
    stated = [kind.get("sz") for shape in titles for kind in shape.element.iter(qn("a:defRPr"))]
    style = layout.slide_master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    stated += [kind.get("sz") for kind in ([] if style is None else style.iter(qn("a:defRPr")))]
    return next((int(size) / 100 for size in stated if size), USUAL_TITLE)
