"""Shaped glyphs as pixels: the ink of outlines, in its place."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.agg.shaped_glyphs import filled
from sgdviz.drawing.text import face
from sgdviz.drawing.text.shaping import EM


def test_the_pixels_are_as_large_as_the_outlines() -> None:
    """The box of the coverage is that of the outlines in whole pixels, and its advance that of the line."""
    line = face(40.0).shaped("שלום")
    coverage = filled(line, 40.0)
    points = np.concatenate([own.glyph.points + (own.x, own.y) for own in line.glyphs]) * 40 / EM  # noqa: RUF005
    (left, bottom), (right, top) = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
    assert (coverage.left, coverage.top) == (left, -top)
    assert coverage.pixels.shape == (top - bottom, right - left)
    assert coverage.advance == line.advance * 40 / EM


@pytest.mark.parametrize("text", ["ו", "שלום", "سلام"])
def test_the_ink_is_the_area_of_the_outlines(text: str) -> None:
    """Twice the size has four times the ink, and a glyph is opaque inside."""
    line = face(40.0).shaped(text)
    small, large = (filled(line, size).pixels for size in (40.0, 80.0))
    assert int(large.sum()) == pytest.approx(4 * int(small.sum()), rel=0.01)
    assert small.max() == 255


def test_a_line_without_glyphs_has_no_pixels() -> None:
    """A blank line is empty and has its width."""
    coverage = filled(face(40.0).shaped("\u200d \u200d"), 40.0)
    assert coverage.pixels.size == 0
    assert coverage.advance > 5


def test_coverage_that_comes_again_is_the_same_array() -> None:
    """Coverage is read-only and comes from a cache."""
    line = face(40.0).shaped("שלום")
    assert filled(line, 40.0).pixels is filled(line, 40.0).pixels
    with pytest.raises(ValueError, match="read-only"):
        filled(line, 40.0).pixels[0, 0] = 1
