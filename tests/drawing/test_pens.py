"""Pens: every mark of a pen has its colour, its role and the arguments that were given."""

from __future__ import annotations

import numpy as np

from sgdviz.drawing.marks import Rect, Span
from sgdviz.drawing.pens import Pen

PEN = Pen("fit.line", "#d6213f")
POINTS = np.array([[1.0, 2.0], [3.0, 4.0]])
CLIP = Rect(0, 0, 9, 9)


def test_a_stroke_has_the_pen_s_color_and_role() -> None:
    """A pen passes the width, the clip, the cap, crisp edges and the opacity on to its stroke."""
    stroke = PEN.stroke(POINTS, 2.5, CLIP, "butt", crisp=True, opacity=0.25)
    assert (stroke.color, stroke.role, stroke.width, stroke.clip) == ("#d6213f", "fit.line", 2.5, CLIP)
    assert (stroke.cap, stroke.crisp, stroke.opacity) == ("butt", True, 0.25)
    assert stroke.points is POINTS
    plain = PEN.stroke(POINTS, 2.5)
    assert (plain.clip, plain.cap, plain.crisp, plain.opacity) == (None, "round", False, 1.0)


def test_dots_are_filled_and_rings_are_not() -> None:
    """The pen's colour is the fill of dots and the edge of rings."""
    filled = PEN.dots(POINTS, 4.0, edge="#ffffff", edge_width=1.5, clip=CLIP, opacity=0.5)
    assert (filled.fill, filled.edge, filled.edge_width) == ("#d6213f", "#ffffff", 1.5)
    assert (filled.role, filled.radius, filled.clip, filled.opacity) == ("fit.line", 4.0, CLIP, 0.5)
    ring = PEN.rings(POINTS, 10.0, 2.0, clip=CLIP)
    assert (ring.fill, ring.edge, ring.edge_width) == (None, "#d6213f", 2.0)
    assert (ring.role, ring.radius, ring.clip, ring.opacity) == ("fit.line", 10.0, CLIP, 1.0)


def test_an_area_has_the_pen_s_color_and_role() -> None:
    """A pen passes the polygons, the clip and the opacity on to its area."""
    offsets = np.array([0, 2])
    area = PEN.area(POINTS, offsets, CLIP, opacity=0.5)
    assert (area.color, area.role, area.clip, area.opacity) == ("#d6213f", "fit.line", CLIP, 0.5)
    assert area.points is POINTS
    assert area.offsets is offsets


def test_a_text_has_the_pen_s_color_and_role() -> None:
    """A pen passes the place, the face, the spans and the patch on to its text."""
    spans = (Span(0, 1, "#25578c"),)
    text = PEN.text(
        "m", 3.0, 4.0, 14.0, bold=True, anchor="right", tabular=True, face="mono", spans=spans, patch="#ffffff"
    )
    assert (text.text, text.x, text.y, text.size) == ("m", 3.0, 4.0, 14.0)
    assert (text.color, text.role, text.opacity) == ("#d6213f", "fit.line", 1.0)
    assert (text.bold, text.anchor, text.tabular, text.face) == (True, "right", True, "mono")
    assert (text.spans, text.patch) == (spans, "#ffffff")
    plain = PEN.text("m", 3.0, 4.0, 14.0)
    assert (plain.bold, plain.anchor, plain.tabular, plain.face) == (False, "left", False, "sans")
    assert (plain.spans, plain.patch) == ((), None)
