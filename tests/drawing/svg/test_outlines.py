"""Glyph outlines: the points of the font's own glyphs, in relative whole numbers."""

from __future__ import annotations

import numpy as np
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

from sgdviz.drawing.svg.outlines import EM, outline
from sgdviz.drawing.text import face


def contours(data: str) -> list[list[tuple[float, float]]]:
    """Return the absolute end points of each contour of path data, as fontTools reads them."""
    pen = RecordingPen()
    parse_path(data, pen)
    found: list[list[tuple[float, float]]] = []
    for command, points in pen.value:
        if command == "moveTo":
            found.append([])
        found[-1] += points[-1:]
    return found


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("character", ["l", "i", "8", "%", "ä", "−"])
def test_an_outline_passes_through_the_points_of_the_glyph(character: str, *, bold: bool) -> None:
    """Every point of the font's glyph that lies on its curve is an end point of the outline, contour by contour."""
    path = face(20.0, bold=bold).path_of(character)
    with TTFont(path) as font:
        scale = EM / font["head"].unitsPerEm
        table = font["glyf"]
        places, ends, flags = table[font.getBestCmap()[ord(character)]].getCoordinates(table)
    drawn = contours(outline(path, character).data)
    assert len(drawn) == len(ends)
    begin = 0
    for contour, end in zip(drawn, ends, strict=True):
        points = {
            (round(x * scale), round(-y * scale))
            for (x, y), flag in zip(places[begin : end + 1], flags[begin : end + 1], strict=True)
            if flag & 1
        }
        assert points <= set(contour)
        begin = end + 1


def test_the_box_of_an_outline_is_around_its_points() -> None:
    """The box is that of the curves, to a rounded unit."""
    glyph = outline(face(20.0).path_of("H"), "H")
    points = np.array([point for contour in contours(glyph.data) for point in contour])
    np.testing.assert_allclose(glyph.box, (*points.min(axis=0), *points.max(axis=0)), atol=0.51)


def test_a_space_has_no_outline() -> None:
    """A glyph without contours has empty path data."""
    assert outline(face(20.0).path_of(" "), " ").data == ""


def test_a_character_of_no_font_has_the_missing_glyph() -> None:
    """The missing-glyph sign stands for a character that neither font has."""
    path = face(20.0).path_of("漢")
    assert outline(path, "漢") == outline(path, "\U0010fffd")
