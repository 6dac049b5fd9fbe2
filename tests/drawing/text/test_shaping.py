"""Shaping: joined letters, the order of reading, and glyphs from several fonts."""

from __future__ import annotations

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from helpers import installed_font_for

from sgdviz.drawing.text import face
from sgdviz.drawing.text.shaping import EM, Line

SANS = face(20.0)


def names(text: str) -> list[str]:
    """Return the names of the glyphs of a text, from left to right."""
    return [own.glyph.name for own in SANS.shaped(text).glyphs]


def test_arabic_letters_are_joined() -> None:
    """A letter has one glyph alone and others at the start, in the middle and at the end of a word."""
    (alone,), both, three = names("ب"), names("بب"), names("ببب")
    last, first = both
    assert len({alone, first, last, three[1]}) == 4
    assert [three[0], three[2]] == [last, first]


def test_lam_and_alef_are_one_glyph() -> None:
    """The ligature that Arabic requires stands for both letters."""
    assert len(names("لا")) == 1
    assert len(names("سلام")) == 3


def test_hebrew_is_read_from_right_to_left() -> None:
    """The first letter stands on the right; digits and Latin keep their own order inside."""
    assert names("שלום") == names("ם") + names("ו") + names("ל") + names("ש")
    assert names("ש 12 ab") == [*names("\u200eab"), *names("\u200e12"), *names("ש")]
    lefts = [own.x for own in SANS.shaped("שלום").glyphs]
    assert lefts == sorted(lefts)


def test_an_accent_stands_over_its_letter() -> None:
    """A combining mark takes no room, and lies above the letter before it."""
    line = SANS.shaped("x\u0304")
    letter, accent = line.glyphs
    assert line.advance == pytest.approx(EM * 1212 / 2048, abs=1)  # of the x in DejaVu Sans
    middles = [own.x + (own.glyph.points[:, 0].min() + own.glyph.points[:, 0].max()) / 2 for own in (letter, accent)]
    assert middles[0] == pytest.approx(middles[1], abs=0.05 * EM)
    assert (accent.y + accent.glyph.points[:, 1]).min() > letter.glyph.points[:, 1].max()


def test_glyphs_are_those_of_the_font_files() -> None:
    """The advances and the outlines of shaped letters are the font's own, in units of the type size."""
    line = SANS.shaped("שm")
    latin, hebrew = line.glyphs
    with TTFont(SANS.path) as font, TTFont(SANS.second_path) as second:
        for own, file, character in ((latin, font, "m"), (hebrew, second, "ש")):
            name = file.getBestCmap()[ord(character)]
            scale = EM / file["head"].unitsPerEm
            glyph = file["glyf"][name]
            box = np.array([glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax]) * scale
            points = own.glyph.points
            np.testing.assert_allclose([*points.min(axis=0), *points.max(axis=0)], box, atol=1.5)
        advances = font["hmtx"][font.getBestCmap()[ord("m")]][0], second["hmtx"][second.getBestCmap()[ord("ש")]][0]
        scales = EM / font["head"].unitsPerEm, EM / second["head"].unitsPerEm
    assert line.advance == pytest.approx(sum(a * b for a, b in zip(advances, scales, strict=True)), abs=1.5)
    assert hebrew.x == pytest.approx(advances[0] * scales[0], abs=1.5)


def test_signs_keep_their_shape() -> None:
    """An arrow that is written with a hyphen stays as it is beside another script, as it does in plain text."""
    assert len(names("-> ש")) == 3


def test_blanks_have_width_and_no_glyph() -> None:
    """A line of invisible characters has no glyphs."""
    assert SANS.shaped("\u200d \u200d").glyphs == ()
    assert SANS.shaped("\u200d \u200d").advance == pytest.approx(SANS.advance(" ") * EM / 20, abs=0.05 * EM)


def test_a_line_that_is_shaped_again_is_the_same_object() -> None:
    """Lines come from a cache, so that a backend can know them by their identity."""
    assert SANS.shaped("שלום") is face(99.0).shaped("שלום")
    assert isinstance(SANS.shaped("שלום"), Line)


@pytest.mark.decoders
@pytest.mark.parametrize("text", ["漢字かな", "한국어", "👩"])
def test_characters_of_installed_fonts_are_drawn(text: str) -> None:
    """Each character has a glyph of its own, and all are as wide as the type size or a little less."""
    installed_font_for(text)
    line = SANS.shaped(text)
    assert SANS.missing(text) == ""
    assert len({own.glyph.name for own in line.glyphs}) == len(text)
    assert 0.8 * EM * len(text) < line.advance < 1.5 * EM * len(text)
