"""Stills as the pages of one PDF document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sgdviz import __version__
from sgdviz.drawing.card import card
from sgdviz.drawing.description import description_of, title_of
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.pdf.objects import Objects, color, number, numbers, text_string
from sgdviz.drawing.pdf.operators import operators
from sgdviz.drawing.pdf.resources import Resources
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.drawing.layout import Layout
    from sgdviz.pacing import Phase

POINTS = 0.75
"""Points a pixel: a pixel is a 96th of an inch, and a point a 72nd."""

LONGEST_SIDE = 14400
"""The longest side of a page in points: https://opensource.adobe.com/dc-acrobat-sdk-docs, ISO 32000-1, annex C."""

SOURCE = "SGDV_Source"
"""The entry of the catalog that refers to the source."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Page(NamedTuple):
    """A page: a layout at a row of its recording, or in a phase of a step."""

    layout: Layout
    row: int
    phase: Phase | None = None


def pages_pdf(pages: Sequence[Page], *, alt: str = "", source: str = "") -> bytes:
    """Return a PDF of `pages`, each with the words of its picture as its alt text.

    Its title is that of the picture, and its subject the `alt` text of all pages, or else their words. A `source` that
    it was made from, in ASCII, is a stream.

    The same pages give the same bytes. Raises `InputError` for pages that are too large for PDF.
    """
    objects, resources = Objects(), Resources()
    contents = [objects.stream(_content(page, resources)) for page in pages]
    root, tree, structure, whole = (objects.reserve() for _ in range(4))
    kept = f" /{SOURCE} {objects.stream(source.encode('ascii'))} 0 R" if source else ""
    shared = resources.embed(objects)
    leaves, figures, words = [], [], []
    for order, (page, content) in enumerate(zip(pages, contents, strict=True)):
        words.append(description_of(*page))
        box = numbers((0, 0, *_size(page.layout)))
        leaf = objects.add(
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [{box}] /Contents {content} 0 R /Resources {shared} 0 R"
            f" /Group << /S /Transparency /CS /DeviceRGB >> /StructParents {order} >>"
        )
        figure = objects.add(
            f"<< /Type /StructElem /S /Figure /P {whole} 0 R /Pg {leaf} 0 R /K 0 /Alt {text_string(words[-1])}"
            f" /A << /O /Layout /BBox [{box}] >> >>"
        )
        leaves.append(leaf)
        figures.append(figure)
    objects.define(tree, f"<< /Type /Pages /Kids [{_listed(leaves)}] /Count {len(leaves)} >>")
    parents = " ".join(f"{order} [{figure} 0 R]" for order, figure in enumerate(figures))
    objects.define(whole, f"<< /Type /StructElem /S /Document /P {structure} 0 R /K [{_listed(figures)}] >>")
    objects.define(structure, f"<< /Type /StructTreeRoot /K {whole} 0 R /ParentTree << /Nums [{parents}] >> >>")
    language = pages[0].layout.scene.words.name
    spoken = f" /Lang ({language})" if LANGUAGE.fullmatch(language) else ""
    objects.define(
        root,
        f"<< /Type /Catalog /Pages {tree} 0 R /StructTreeRoot {structure} 0 R /MarkInfo << /Marked true >>"
        f" /ViewerPreferences << /DisplayDocTitle true >>{spoken}{kept} >>",
    )
    title, subject = title_of(pages[0].layout), alt or " ".join(words)
    producer = text_string(f"sgdviz {__version__}")
    return objects.file(
        root, objects.add(f"<< /Title {text_string(title)} /Subject {text_string(subject)} /Producer {producer} >>")
    )


def _content(page: Page, resources: Resources) -> bytes:
    """Return the operators of a page, all of them the one figure of its structure."""
    layout, scene = page.layout, page.layout.scene
    width, height = layout.size
    marks = [*bottom_to_top(layers_at(*page))]
    ground = []
    if scene.card:
        marks = [card(width, height, layout.unit, layout.background), *marks]
    elif not scene.transparent:
        ground = [f"{color(layout.background)} rg 0 0 {width} {height} re f"]
    upright = f"{POINTS} 0 0 {-POINTS} 0 {number(_size(layout)[1])} cm"
    drawn = ["/Figure << /MCID 0 >> BDC", upright, *ground, *operators(marks, resources), "EMC"]
    return "\n".join(drawn).encode("ascii")


def _size(layout: Layout) -> tuple[float, float]:
    """Return the width and the height of a page in points."""
    width, height = (side * POINTS for side in layout.size)
    if max(width, height) > LONGEST_SIDE:
        most = round(LONGEST_SIDE / POINTS)
        pixels = "x".join(map(str, layout.size))
        raise InputError(
            f"a page of a PDF has at most {most} pixels a side, and the picture has {pixels}; make it smaller"
        )
    return width, height


def _listed(references: Sequence[int]) -> str:
    return " ".join(f"{reference} 0 R" for reference in references)
