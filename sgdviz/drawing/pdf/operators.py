"""Marks as operators of a page's content, in pixels from its top left corner, y downwards."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.clipping import REACH, lines_within_reach, polygon_within_reach
from sgdviz.drawing.marks import Area, Dots, Stroke
from sgdviz.drawing.pdf.objects import color, number, numbers
from sgdviz.drawing.pdf.type import text_operators

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.pdf.resources import Resources

CAPS = {"butt": 0, "round": 1}

ROUND_JOIN = 1

BULGE = 4 / 3 * math.tan(math.pi / 8)
"""The distance of the control points of a quarter of a circle from its ends, in radii."""

QUARTERS = np.array(
    [
        [(1, BULGE), (BULGE, 1), (0, 1)],
        [(-BULGE, 1), (-1, BULGE), (-1, 0)],
        [(-1, -BULGE), (-BULGE, -1), (0, -1)],
        [(BULGE, -1), (1, -BULGE), (1, 0)],
    ]
)
"""The (4, 3, 2) control points and ends of the quarters of a unit circle, from (1, 0) on."""


def operators(marks: Iterable[Mark], resources: Resources) -> Iterator[str]:
    """Yield the operators of `marks`, bottom to top; each mark leaves the graphics state as it was."""
    for mark in marks:
        drawn = "\n".join(_drawn(mark, resources))
        if drawn:
            yield "\n".join(["q", *_around(mark, resources), drawn, "Q"])


def _drawn(mark: Mark, resources: Resources) -> Iterator[str]:
    if isinstance(mark, Stroke):
        yield from _stroke(mark)
    elif isinstance(mark, Dots):
        yield from _dots(mark)
    elif isinstance(mark, Area):
        yield from _area(mark)
    else:
        yield from text_operators(mark, resources)


def _around(mark: Mark, resources: Resources) -> Iterator[str]:
    """Yield the clip and the opacity of a mark."""
    if isinstance(mark, Stroke | Dots | Area) and mark.clip is not None:
        yield f"{numbers((mark.clip.left, mark.clip.top, mark.clip.width, mark.clip.height))} re W n"
    if mark.opacity < 1:
        yield f"/{resources.opacity(mark.opacity)} gs"


def _stroke(mark: Stroke) -> Iterator[str]:
    parts = [_line(part) for part in lines_within_reach(mark.points)]
    if parts:
        yield f"{color(mark.color)} RG {number(mark.width)} w {CAPS[mark.cap]} J {ROUND_JOIN} j"
        yield "\n".join(parts)
        yield "S"


def _area(mark: Area) -> Iterator[str]:
    limits = zip(mark.offsets[:-1], mark.offsets[1:], strict=True)
    polygons = (polygon_within_reach(mark.points[start : stop - 1]) for start, stop in limits)
    parts = [f"{_line(polygon)} h" for polygon in polygons if len(polygon) > 2]
    if parts:
        yield f"{color(mark.color)} rg"
        yield "\n".join(parts)
        yield "f"


def _dots(mark: Dots) -> Iterator[str]:
    """Yield the discs of a mark: those of one opaque colour as one path, others one by one, so that they add up."""
    centers = mark.centers[(np.abs(mark.centers) < REACH).all(axis=1)].tolist()  # NaN is not
    if not centers:
        return
    if mark.fill is not None:
        yield f"{color(mark.fill)} rg"
    if mark.edge is not None:
        yield f"{color(mark.edge)} RG {number(mark.edge_width)} w"
    if mark.edge is None:
        discs = [f"{circle(x, y, mark.radius)} h" for x, y in centers]
        yield "\n".join(discs) + "\nf" if mark.opacity == 1 else "\n".join(f"{disc} f" for disc in discs)
        return
    inner = mark.radius - (mark.edge_width / 2 if mark.opacity < 1 else 0.0)  # where the edge would let it through
    for x, y in centers:
        if mark.fill is not None and inner > 0:
            yield f"{circle(x, y, inner)} h f"
        yield f"{circle(x, y, mark.radius)} s"


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle, in four curves."""
    curves = QUARTERS * radius + (x, y)
    return f"{numbers((x + radius, y))} m " + " ".join(f"{numbers(curve.ravel())} c" for curve in curves)


def _line(points: NDArray[np.float64]) -> str:
    """Return the path through (K, 2) points."""
    (first, *others) = points.tolist()
    return " ".join([f"{numbers(first)} m", *(f"{numbers(point)} l" for point in others)])
