"""Strips of pictures."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from sgdviz.drawing.svg.defs import Defs
from sgdviz.drawing.svg.strips import APART, Strip
from sgdviz.drawing.svg.timeline import Timeline


def test_each_picture_of_a_strip_has_the_clip_itself() -> None:
    """A clip moves with its element, so that of a whole strip would show the first picture only."""
    defs = Defs()
    strip = Strip(['<path d="M1 1h1"/>', '<path d="M2 2h1"/>'], [0, 1, 0], 'stroke="#123456" clip-path="url(#c)"')
    strip.element(Timeline([1.0, 1.0, 1.0]), defs)
    group = next(ET.fromstring(element) for element in defs.elements() if "M1 1h1" in element)  # noqa: S314 - our own
    assert group.get("stroke") == "#123456"
    assert group.get("clip-path") is None
    assert [(own.get("clip-path"), own.get("transform")) for own in group] == [
        ("url(#c)", None),
        ("url(#c)", f"translate({-APART})"),
    ]


def test_a_strip_without_a_clip_has_no_group_around_its_first_picture() -> None:
    """What needs no element gets none."""
    defs = Defs()
    Strip(['<path d="M1 1h1"/>', '<path d="M2 2h1"/>'], [0, 1], 'stroke="#123456"').element(Timeline([1.0, 1.0]), defs)
    assert any('><path d="M1 1h1"/><g transform' in element for element in defs.elements())
