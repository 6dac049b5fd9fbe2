"""The layouts of a presentation: the one that shows a picture largest, and its places on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from sgdviz.export.slides.page import Area, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.presentation import Presentation as Deck

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
CONTENTS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.PICTURE)
TEXTS = (PP_PLACEHOLDER.BODY,)
FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)

BELOW_TITLE, EDGE = 8.0, 20.0
"""Points between a title and a picture, and around a picture, where a layout has no place for one."""

LOWER = 0.75
"""The share of the height below which footers stand; some templates have them at the upper edge."""

USUAL_TITLE = 44.0
"""Points of a title where a template does not state them: as in PowerPoint's own."""

POINT = 12700
"""English metric units."""


class Place(NamedTuple):
    """A layout, the areas that a slide of it has, the size of its titles in points, and its own places besides.

    `has_contents` says whether the body is the place of one placeholder for contents, and `has_caption` whether there
    is one for a text besides.
    """

    layout: Any
    page: Page
    title_size: float
    has_contents: bool
    has_caption: bool


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


def of_kind(shapes: Iterable[Any], kinds: Sequence[Any]) -> list[Any]:
    """Return the placeholders of these kinds; their numbers are not to be relied on."""
    return [shape for shape in shapes if shape.placeholder_format.type in kinds]


def _rank(place: Place) -> int:
    has_title = place.page.title.height > 0
    return 2 if has_title and place.has_contents else int(has_title)


def _place(deck: Deck, layout: Any) -> Place:
    """Return the places on the slides of a layout."""
    width, height = ((side or 0) / POINT for side in (deck.slide_width, deck.slide_height))
    shapes = list(layout.placeholders)
    titles, contents = of_kind(shapes, TITLES), of_kind(shapes, CONTENTS)
    title = area_of(titles[0]) if titles else Area(0.0, 0.0, 0.0, 0.0)
    body = area_of(contents[0]) if len(contents) == 1 else None
    if body is not None and body.meets(title):
        body = None
    has_caption = body is not None and len(of_kind(shapes, TEXTS)) == 1
    page = Page(width, height, title, body or _free(width, height, title, of_kind(shapes, FOOTERS)))
    return Place(layout, page, _title_size(layout), body is not None, has_caption)


def _free(width: float, height: float, title: Area, footers: Sequence[Any]) -> Area:
    """Return the larger one of the areas above and below a title, and above the footers at the lower edge."""
    edges = [area_of(shape).top - BELOW_TITLE for shape in footers]
    bottom = min([height - EDGE, *(edge for edge in edges if edge > height * LOWER)])
    below = max(title.top + title.height + BELOW_TITLE, EDGE)
    top, end = max((below, bottom), (EDGE, title.top - BELOW_TITLE), key=lambda span: span[1] - span[0])
    return Area(EDGE, top, max(width - 2 * EDGE, 1.0), max(end - top, 1.0))


def area_of(shape: Any) -> Area:
    """Return the area of a shape, which a placeholder may have from its layout or its master."""
    return Area(*((side or 0) / POINT for side in (shape.left, shape.top, shape.width, shape.height)))


def _title_size(layout: Any) -> float:
    """Return the size of titles that a layout, or else its master, states, in points."""
    stated = [
        kind.get("sz") for shape in of_kind(layout.placeholders, TITLES) for kind in shape.element.iter(qn("a:defRPr"))
    ]
    style = layout.slide_master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    stated += [kind.get("sz") for kind in ([] if style is None else style.iter(qn("a:defRPr")))]
    return next((int(size) / 100 for size in stated if size), USUAL_TITLE)
