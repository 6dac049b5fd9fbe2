"""Glyph outlines: the points of the font's own glyphs, in relative whole numbers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

from sgdviz.drawing.svg import outlines
from sgdviz.drawing.svg.font_outlines import outline_in
from sgdviz.drawing.svg.make_outlines import outlines as made
from sgdviz.drawing.svg.outline import EM
from sgdviz.drawing.svg.outlines import READY, outline
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


def test_ready_outlines_are_those_of_the_fonts() -> None:
    """The file is what `scripts/make_outlines` would write."""
    assert Path(outlines.__file__).with_name(READY).read_text(encoding="utf-8") == made()


@pytest.mark.parametrize("character", ["a", "ẞ", "Ω", "\ue000"])
def test_any_character_has_its_outline(character: str) -> None:
    """A character with a ready outline, another one of the font, and one that it lacks have that of the font."""
    path = face(20.0).path
    (data, box), (own, own_box) = outline(path, character), outline_in(path, character)
    assert data == own != ""
    np.testing.assert_allclose(box, own_box, atol=1e-4)


def test_everyday_words_need_no_font_file() -> None:
    """An SVG of everyday characters does not import fontTools."""
    code = "import sys; import sgdviz.drawing.svg.outlines as o; from sgdviz.drawing.text import face; "
    code += "[o.outline(face(9.0, bold=bold).path, own) for bold in (0, 1) for own in 'Loss:0.28²']; "
    assert (
        subprocess.run([sys.executable, "-c", code + "sys.exit('fontTools' in sys.modules)"], check=False).returncode
        == 0
    )
