"""Marks as SVG elements. Consecutive marks of one role and one style become one element."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from sgdviz.drawing.clipping import REACH, lines_within_reach, polygon_within_reach
from sgdviz.drawing.marks import Area, Dots, Stroke, Text
from sgdviz.drawing.svg.apart import layers_apart
from sgdviz.drawing.svg.defs import HREF
from sgdviz.drawing.svg.glyphs import glyphs_of
from sgdviz.drawing.svg.numbers import points_path, polyline, units
from sgdviz.drawing.svg.outline import EM
from sgdviz.drawing.svg.simplify import simplified
from sgdviz.drawing.svg.xml import attributes
from sgdviz.drawing.text.placement import start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.svg.defs import Defs
    from sgdviz.drawing.svg.glyphs import Glyph


AnyMark = TypeVar("AnyMark", bound="Mark")


class _Styled(NamedTuple):
    """The tag and the attributes of an element, and its content or its path data.

    Consecutive marks may share an element where they are `mergeable`: translucent marks would no longer add up.
    """

    tag: str
    style: str
    content: str
    mergeable: bool


def unnamed(mark: AnyMark) -> AnyMark:
    """Return a mark without its role: in an animation only what moves can be found by it."""
    return replace(mark, role="")


def elements(marks: Iterable[Mark], defs: Defs) -> Iterator[str]:
    """Yield the elements of `marks`, bottom to top."""
    before: _Styled | None = None
    for styled in (styled for mark in marks for styled in _styled(mark, defs) if styled.content):
        if before is not None and styled.mergeable and styled[:2] == before[:2]:
            before = before._replace(content=before.content + styled.content)
            continue
        if before is not None:
            yield _element(before)
        before = styled
    if before is not None:
        yield _element(before)


def _element(styled: _Styled) -> str:
    tag, style, content, _ = styled
    return f'<path {style} d="{content}"/>' if tag == "path" else f"<{tag} {style}>{content}</{tag}>"


def _styled(mark: Mark, defs: Defs) -> Iterator[_Styled]:
    if isinstance(mark, Stroke):
        yield from _stroke(mark, defs)
    elif isinstance(mark, Dots):
        yield from _dots(mark, defs)
    elif isinstance(mark, Area):
        yield from _area(mark, defs)
    else:
        yield from _text(mark, defs)


def stroke_style(mark: Stroke, defs: Defs) -> dict[str, object]:
    """Return the attributes of a stroke that do not depend on its course, width and opacity."""
    return {
        "data_role": mark.role or None,
        "fill": "none",
        "stroke": mark.color,
        "stroke_linecap": None if mark.cap == "butt" else mark.cap,
        "stroke_linejoin": "round" if len(mark.points) > 2 else None,
        "shape_rendering": "crispEdges" if mark.crisp else None,
        "clip_path": clip_of(mark, defs),
    }


def stroke_path(mark: Stroke) -> str:
    """Return the path data of a stroke."""
    return "".join(polyline(simplified(part)) for part in lines_within_reach(mark.points))


def _stroke(mark: Stroke, defs: Defs) -> Iterator[_Styled]:
    style = attributes(**stroke_style(mark, defs), stroke_width=max(units(mark.width), 1), opacity=opacity_of(mark))
    yield _Styled("path", style, stroke_path(mark), mark.opacity == 1)


def _dots(mark: Dots, defs: Defs) -> Iterator[_Styled]:
    """Yield dots without an edge as points of a path with round caps, others as circles.

    A path is painted once, so translucent dots are in several paths, each of dots that do not meet.
    """
    centers = mark.centers[(np.abs(mark.centers) < REACH).all(axis=1)]  # NaN is not
    common = {"data_role": mark.role or None, "clip_path": clip_of(mark, defs)}
    if mark.edge is None:
        stroke = {"stroke": mark.fill, "stroke_width": units(2 * mark.radius), "stroke_linecap": "round"}
        if mark.opacity == 1:
            yield _Styled("path", attributes(**stroke, **common), points_path(centers), mergeable=True)
            return
        style = attributes(**stroke, stroke_opacity=mark.opacity, **common)
        layers = layers_apart(centers, 2 * mark.radius)
        yield _Styled("g", style, "".join(f'<path d="{points_path(layer)}"/>' for layer in layers), mergeable=True)
        return
    style = attributes(
        fill=mark.fill or "none",
        stroke=mark.edge,
        stroke_width=units(mark.edge_width) if mark.edge else None,
        **common,
    )
    circles = (
        attributes(cx=units(x), cy=units(y), r=units(mark.radius), opacity=opacity_of(mark))
        for x, y in centers.tolist()
    )
    yield _Styled("g", style, "".join(f"<circle {circle}/>" for circle in circles), mergeable=True)


def area_style(mark: Area, defs: Defs) -> dict[str, object]:
    """Return the attributes of an area that do not depend on its outline and opacity."""
    return {"data_role": mark.role or None, "fill": mark.color, "clip_path": clip_of(mark, defs)}


def area_path(mark: Area) -> str:
    """Return the path data of an area."""
    limits = zip(mark.offsets[:-1], mark.offsets[1:], strict=True)
    polygons = (polygon_within_reach(mark.points[start : stop - 1]) for start, stop in limits)
    return "".join(polyline(simplified(polygon), closed=True) for polygon in polygons if len(polygon) > 2)


def _area(mark: Area, defs: Defs) -> Iterator[_Styled]:
    style = attributes(**area_style(mark, defs), opacity=opacity_of(mark))
    yield _Styled("path", style, area_path(mark), mark.opacity == 1)


def _text(mark: Text, defs: Defs) -> Iterator[_Styled]:
    """Yield a text as references to its glyphs, below them a patch where the text has one."""
    start = start_of(mark)
    scale = mark.size / EM  # pixels a unit of an outline
    glyphs = list(glyphs_of(mark))
    if not glyphs:
        return
    common = {"data_role": mark.role or None, "opacity": opacity_of(mark)}
    if mark.patch is not None:
        boxes = [own.box for own in glyphs]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
        rectangle = attributes(
            x=units(start + left * scale),
            y=units(mark.y + top * scale),
            width=units((right - left) * scale),
            height=units((bottom - top) * scale),
        )
        yield _Styled("g", attributes(fill=mark.patch, **common), f"<rect {rectangle}/>", mergeable=False)
    colors: list[str | None] = [None] * len(mark.text)  # where they differ from the mark's
    for span in mark.spans:
        color = None if span.color == mark.color else span.color
        colors[span.start : span.stop] = [color] * len(colors[span.start : span.stop])
    place = f"translate({units(start)} {units(mark.y)})scale({10 * scale:.4g})"
    uses = "".join(_use(defs.glyph(own.key, own.outline.data), own, colors[own.character]) for own in glyphs)
    yield _Styled("g", attributes(fill=mark.color, **common), f'<g transform="{place}">{uses}</g>', mark.opacity == 1)


def use(name: str, **values: object) -> str:
    """Return a reference."""
    given = attributes(**values)
    return f'<use {HREF}="#{name}"{" " if given else ""}{given}/>'


def _use(name: str, glyph: Glyph, color: str | None) -> str:
    """Return a reference to a glyph."""
    return use(name, x=round(glyph.x) or None, y=round(glyph.y) or None, fill=color)


def clip_of(mark: Stroke | Dots | Area, defs: Defs) -> str | None:
    """Return the reference to the clip of a mark, if it has one."""
    return None if mark.clip is None else f"url(#{defs.clip(mark.clip)})"


def opacity_of(mark: Mark) -> float | None:
    """Return the opacity of a mark that is not opaque."""
    return None if mark.opacity == 1 else mark.opacity
