"""Elements: marks as SVG, one element for consecutive marks of one style."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from sgdviz.drawing.marks import Area, Dots, Rect, Span, Stroke, Text
from sgdviz.drawing.svg.defs import HREF, PREFIX, Defs
from sgdviz.drawing.svg.elements import elements
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Mark

LINE = np.array([[0.0, 0.0], [10.0, 5.0]])
REFERENCE = "href"


def drawn(*marks: Mark) -> tuple[list[ET.Element], ET.Element]:
    """Return the elements of `marks`, parsed, and the definitions."""
    defs = Defs()
    body = "".join(elements(marks, defs))
    source = f"<svg><defs>{''.join(defs.elements())}</defs>{body}</svg>".replace(HREF, REFERENCE)
    root = ET.fromstring(source)  # noqa: S314 - our own
    return list(root)[1:], root[0]


def test_a_stroke_keeps_its_style() -> None:
    """Colour, width in tenths of a pixel, cap, crispness, opacity and role become attributes."""
    ((path,), _) = drawn(
        Stroke(LINE, "#123456", 2.5, cap="butt", crisp=True, opacity=0.5, role="fit.grid"),
    )
    assert path.attrib == {
        "data-role": "fit.grid",
        "fill": "none",
        "stroke": "#123456",
        "stroke-width": "25",
        "shape-rendering": "crispEdges",
        "opacity": "0.5",
        "d": "M0 0l100 50",
    }


def test_nan_interrupts_a_stroke() -> None:
    """A stroke with a gap becomes two subpaths; a single point between gaps is not drawn."""
    nan = [math.nan, math.nan]
    points = np.array([[0, 0], [1, 1], nan, [5, 5], nan, [7, 7], [8, 8]], dtype=float)
    ((path,), _) = drawn(Stroke(points, "#000000", 1.0))
    assert path.get("d") == "M0 0l10 10M70 70l10 10"


def test_a_stroke_that_goes_far_away_keeps_its_direction() -> None:
    """A stroke to a thousand million pixels is cut within reach, on its line."""
    ((path,), _) = drawn(Stroke(np.array([[0.0, 0.0], [1e9, -2e8]]), "#000000", 1.0))
    assert path.get("d") == "M0 0l1000000-200000"


def test_marks_of_one_style_become_one_element() -> None:
    """Consecutive strokes of one role and style share a path; another colour begins a new one."""
    red, blue = Stroke(LINE, "#ff0000", 1.0, role="a"), Stroke(LINE, "#0000ff", 1.0, role="a")
    paths, _ = drawn(red, red, blue, red)
    assert [path.get("stroke") for path in paths] == ["#ff0000", "#0000ff", "#ff0000"]
    assert paths[0].get("d") == "M0 0l100 50" * 2


def test_translucent_marks_are_not_merged() -> None:
    """Two translucent marks over each other darken each other, so each stays an element."""
    paths, _ = drawn(*[Stroke(LINE, "#ff0000", 1.0, opacity=0.5)] * 2)
    assert len(paths) == 2


def test_dots_without_an_edge_are_points_of_one_path() -> None:
    """Dots of one style become one path of round points; those that are not finite are left out."""
    one = Dots(np.array([[1.0, 2.0], [math.nan, 0.0]]), 1.5, "#86a3c3")
    ((path,), _) = drawn(one, Dots(np.array([[3.0, 4.0]]), 1.5, "#86a3c3"))
    assert (path.get("d"), path.get("stroke-width"), path.get("stroke-linecap")) == ("M10 20h0M30 40h0", "30", "round")


def test_dots_with_an_edge_are_circles_in_order() -> None:
    """Each dot with an edge is a circle of its own, so that later ones cover earlier ones; a ring has no fill."""
    dots = Dots(np.array([[1.0, 2.0], [3.0, 4.0]]), 5.0, "#25578c", "#ffffff", 1.6)
    ring = Dots(np.array([[1.0, 2.0]]), 10.0, None, "#dc7d0e", 2.6)
    (group, ring_group), _ = drawn(dots, ring)
    assert [circle.attrib for circle in group] == [
        {"cx": "10", "cy": "20", "r": "50"},
        {"cx": "30", "cy": "40", "r": "50"},
    ]
    assert (group.get("fill"), group.get("stroke"), group.get("stroke-width")) == ("#25578c", "#ffffff", "16")
    assert ring_group.get("fill") == "none"


def test_an_area_keeps_its_holes() -> None:
    """Each polygon of an area is a closed subpath."""
    outer = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    hole = [[2, 2], [2, 4], [4, 4], [2, 2]]
    ((path,), _) = drawn(Area(np.array(outer + hole, dtype=float), np.array([0, 5, 9]), "#00ff00"))
    assert path.get("d") == "M0 0h100v100h-100zM20 20v20h20z"


def test_a_clip_is_defined_once() -> None:
    """Marks with the same clip refer to the same definition."""
    clip = Rect(1, 2, 11, 22)
    paths, defs = drawn(Stroke(LINE, "#ff0000", 1.0, clip), Stroke(LINE, "#0000ff", 1.0, clip))
    assert {path.get("clip-path") for path in paths} == {f"url(#{PREFIX}c0)"}
    ((rectangle,),) = defs
    assert rectangle.attrib == {"x": "10", "y": "20", "width": "100", "height": "200"}


def test_a_text_refers_to_its_glyphs() -> None:
    """Each distinct character is defined once and used where it stands; spaces are not drawn."""
    ((group,), defs) = drawn(Text("on no", 100, 50, 20, "#17212b", role="fit.title"))
    uses = [use.get(REFERENCE) for use in group[0]]
    assert uses == [f"#{PREFIX}{name}" for name in "ABBA"]
    assert [glyph.get("id") for glyph in defs] == [f"{PREFIX}A", f"{PREFIX}B"]
    assert group[0].get("transform") == "translate(1000 500)scale(2)"
    places = [int(use.get("x", "0")) for use in group[0]]
    assert places == sorted(places)
    assert places[0] == 0


def test_a_span_has_its_own_colour() -> None:
    """Characters of a span override the colour of their text."""
    ((group,), _) = drawn(Text("abc", 0, 20, 20, "#111111", spans=(Span(1, 2, "#ff0000"),)))
    assert [use.get("fill") for use in group[0]] == [None, "#ff0000", None]


def test_a_patch_lies_below_its_text() -> None:
    """A rectangle of the patch's colour, as large as the glyphs, comes before them."""
    (patch, text), _ = drawn(Text("b", 10, 20, 20, "#111111", patch="#ffffff"))
    (rectangle,) = patch
    assert patch.get("fill") == "#ffffff"
    left, top, width, height = (int(rectangle.get(name, "")) for name in ("x", "y", "width", "height"))
    assert 100 <= left < left + width < 100 + 200
    assert 200 - 200 < top < top + height <= 200 + 10
    assert text.get("fill") == "#111111"


@pytest.mark.parametrize("anchor", ["left", "middle", "right"])
def test_an_anchor_moves_the_start_of_a_text(anchor: str) -> None:
    """The start lies a half or a whole width before the anchor."""
    ((group,), _) = drawn(Text("HHHH", 100, 50, 20, "#000000", anchor=anchor))  # type: ignore[arg-type]
    start = int(group[0].get("transform", "").split("(")[1].split()[0]) / 10
    share = {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor]
    assert start == pytest.approx(100 - share * face(20).width("HHHH"), abs=0.06)


def test_an_empty_text_is_nothing() -> None:
    """A text without a visible character has no element."""
    assert drawn(Text("", 0, 0, 20, "#000000"), Text("  ", 0, 0, 20, "#000000"))[0] == []


def test_translucent_dots_are_translucent_each() -> None:
    """Dots of one mark that overlap add up: those without an edge are in paths of their own, others are circles."""
    centers = np.array([[1.0, 2.0], [3.0, 4.0], [85.0, 4.0]])
    ((group,), _) = drawn(Dots(centers, 5.0, "#25578c", opacity=0.5))
    assert (group.get("opacity"), group.get("stroke-opacity"), group.get("stroke-width")) == (None, "0.5", "100")
    assert [path.get("d") for path in group] == ["M10 20h0m840 20h0", "M30 40h0"]
    ((group,), _) = drawn(Dots(centers, 5.0, "#25578c", "#ffffff", 1.0, opacity=0.5))
    assert group.get("opacity") is None
    assert [circle.get("opacity") for circle in group] == ["0.5"] * 3


def test_a_cloud_takes_few_bytes() -> None:
    """Ten thousand translucent dots take about eleven bytes each."""
    centers = np.random.default_rng(0).uniform(0, 400, (10_000, 2))
    assert len("".join(elements([Dots(centers, 1.6, "#25578c", opacity=0.2)], Defs()))) < 130_000


def test_a_role_with_the_word_opacity_is_merged() -> None:
    """Merging depends on the mark's opacity, not on its attributes' text."""
    one = Stroke(LINE, "#ff0000", 1.0, role="mine.opacity")
    assert len(drawn(one, one)[0]) == 1


def test_an_area_without_three_finite_points_is_nothing() -> None:
    """NaN points of a polygon are left out, and a polygon of fewer than three points is not drawn."""
    nan = float("nan")
    points = np.array([[0.0, 0.0], [nan, 1.0], [5.0, 5.0], [0.0, 0.0]])
    assert drawn(Area(points, np.array([0, 4]), "#00ff00"))[0] == []
