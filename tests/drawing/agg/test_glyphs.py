"""Glyphs: the coverage of characters, words and lines, each rasterised once."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.agg.glyphs import typesetter
from sgdviz.drawing.text import FIGURE_SPACE, face


def test_a_character_that_the_font_lacks_is_drawn() -> None:
    """A partial derivative comes from another font and is not a box."""
    setter = typesetter(face(20.0))
    line = setter.line("∂y")
    assert line.pixels.max() > 128
    assert line.pixels[:, : line.pixels.shape[1] // 2].any()
    assert setter.glyph("∂").pixels.shape != setter.glyph("\ue000").pixels.shape
    assert line.advance == face(20.0).width("∂y")


def test_coverage_is_the_ink_of_the_letters() -> None:
    """A letter has full coverage somewhere, an empty text has none, and a line has that of its letters."""
    setter = typesetter(face(20.0))
    assert setter.line("l").pixels.max() == 255
    assert setter.line("").pixels.size == 0
    one, two = setter.line("H").pixels, setter.line("HH").pixels
    assert int(two.sum()) == 2 * int(one.sum())


def test_a_line_that_is_set_again_is_the_same_array() -> None:
    """Coverage comes from a cache and is read-only, so that a word can be known by its identity."""
    setter = typesetter(face(14.0, bold=True))
    assert setter.line("step").pixels is setter.line("step").pixels
    assert typesetter(face(14.0, bold=True)) is setter
    assert typesetter(face(14.0, bold=True, family="mono")) is not setter
    with pytest.raises(ValueError, match="read-only"):
        setter.line("step").pixels[0, 0] = 1


def test_cells_are_the_words_of_a_tabular_text() -> None:
    """Each word has its distance from the start, in cells; spaces have none of their own."""
    setter, sans = typesetter(face(20.0)), face(20.0)
    text = f"step 12{FIGURE_SPACE}  pass 3"
    cells = list(setter.cells(text))
    starts = [text.index(word) for word in ("step", "12", "pass", "3")]
    assert [offset for offset, _ in cells] == pytest.approx(
        [sans.width(text[:start], tabular=True) for start in starts]
    )
    for (_, word), expected in zip(cells, ("step", "12", "pass", "3"), strict=True):
        assert word.advance == pytest.approx(sans.width(expected, tabular=True))


def test_a_digit_stands_in_the_middle_of_its_cell() -> None:
    """A narrow digit has as much room on its left as on its right."""
    setter = typesetter(face(22.0))
    (_, word), *_ = setter.cells("1")
    ink = np.flatnonzero(word.pixels.any(axis=0))
    left, right = word.left + ink[0], word.advance - word.left - ink[-1] - 1
    assert left == pytest.approx(right, abs=2.5)
    assert word.advance == face(22.0).cell("8") > face(22.0).advance("1")


@pytest.mark.parametrize("text", ["0123456789", "+−.e", "m"])
def test_a_tabular_word_has_the_ink_of_its_characters(text: str) -> None:
    """The coverage of a word is that of its glyphs side by side."""
    setter = typesetter(face(30.0))
    (_, word), *_ = setter.cells(text)
    assert int(word.pixels.sum()) == pytest.approx(
        sum(int(setter.glyph(character).pixels.sum()) for character in text), rel=0.01
    )


def test_the_mono_face_has_its_own_glyphs() -> None:
    """An i of the mono face has serifs and is wider than that of the sans face."""
    mono, sans = typesetter(face(20.0, family="mono")), typesetter(face(20.0))
    assert mono.glyph("i").pixels.shape[1] > sans.glyph("i").pixels.shape[1]
    assert mono.line("ii").advance == 2 * mono.glyph("W").advance
