"""The glyphs of a text mark: their outlines and places, and that pixels and vectors agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawing_helpers import picture_of
from helpers import installed_font_for

from sgdviz.drawing.marks import Span, Text
from sgdviz.drawing.svg.glyphs import glyphs_of
from sgdviz.drawing.svg.outline import EM
from sgdviz.drawing.text import face

if TYPE_CHECKING:
    from sgdviz.drawing.marks import Anchor


def test_plain_glyphs_stand_at_the_starts_of_their_characters() -> None:
    """A blank has no glyph; each other character stands where the face says, on the baseline."""
    mark = Text("a b", 5, 20, 20.0, "#000000")
    first, last = glyphs_of(mark)
    assert (first.x, first.y, first.character) == (0, 0, 0)
    assert last.x == pytest.approx(face(20.0).width("a ") * EM / 20, abs=1)
    assert last.character == 2
    assert first.key == (face(20.0).path, "a")


def test_a_shaped_glyph_is_known_by_its_name() -> None:
    """The letter that comes twice in one form has one key, and Hebrew stands in the order of reading."""
    first, second, third = glyphs_of(Text("שאש", 5, 20, 20.0, "#000000"))
    assert first.key == third.key != second.key
    assert first.x < second.x < third.x


def test_glyphs_have_the_colour_of_their_piece() -> None:
    """The character that gives a glyph its colour lies in the glyph's own span."""
    mark = Text("שע = 1", 5, 20, 20.0, "#000000", spans=(Span(1, 2, "#ff0000"),))
    assert [own.character for own in glyphs_of(mark)] == [0, 1, 3, 5]


@pytest.mark.parametrize("text", ["שלום 12", "سلام loss", "x\u0304 = שעות"])
@pytest.mark.parametrize("tabular", [False, True])
@pytest.mark.parametrize("anchor", ["left", "right"])
def test_pixels_and_vectors_agree(text: str, anchor: Anchor, *, tabular: bool) -> None:
    """The box of the outlines is that of the ink, to the pixel to which a word is moved and the width of its edge."""
    check_agreement(text, anchor, tabular=tabular)


@pytest.mark.decoders
@pytest.mark.parametrize("text", ["漢字かな ab", "한국어 = 1", "a 👩"])
def test_pixels_and_vectors_agree_on_installed_fonts(text: str) -> None:
    """The same holds for characters that the bundled fonts lack."""
    installed_font_for("".join(character for character in text if not character.isascii()))
    check_agreement(text, "left", tabular=False)
    check_agreement(text, "left", tabular=True)


def check_agreement(text: str, anchor: Anchor, *, tabular: bool) -> None:
    """Compare the ink of a text with the box of its outlines."""
    mark = Text(text, 100, 40, 20.0, "#000000", tabular=tabular, anchor=anchor)
    boxes = np.array([own.box for own in glyphs_of(mark)]) * 20 / EM
    start = 100 - (face(20.0).width(text, tabular=tabular) if anchor == "right" else 0)
    dark = np.less(picture_of(mark, size=(260, 70)), 200)
    rows, columns = (np.flatnonzero(np.any(dark, axis=others)) for others in ((1, 2), (0, 2)))
    ink = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    drawn = start + boxes[:, 0].min(), 40 + boxes[:, 1].min(), start + boxes[:, 2].max(), 40 + boxes[:, 3].max()
    np.testing.assert_allclose(ink, drawn, atol=1.6)
