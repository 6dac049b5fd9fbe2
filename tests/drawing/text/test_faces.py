"""Faces: tabular numbers in fixed places, a monospaced family, and a font for every character."""

from __future__ import annotations

import pytest

from sgdviz.drawing.text.faces import EVERYDAY, FIGURE_SPACE, MINUS, Face, _characters, face


def test_tabular_digits_and_signs_keep_their_places() -> None:
    """Tabular numbers with equally many digits are equally wide, whatever the digits."""
    texts = ["1.11", "8.88", "0.40", f"{FIGURE_SPACE}.40", "7.06"]
    assert len({face(22, bold=True).width(text, tabular=True) for text in texts}) == 1
    assert face(22).width("+ 1", tabular=True) == face(22).width(f"{MINUS} 8", tabular=True)
    assert face(22).width("111") < face(22).width("888")


def test_the_everyday_characters_are_in_the_font() -> None:
    """The characters that are looked up in no table are in both weights of Inter."""
    printable = {ord(character) for character in EVERYDAY if not 0x7F <= ord(character) < 0xA0}
    for bold in (False, True):
        assert printable - {0xAD, ord(FIGURE_SPACE)} <= _characters(face(12, bold=bold).path)


@pytest.mark.parametrize("bold", [False, True])
def test_a_character_that_inter_lacks_comes_from_dejavu(*, bold: bool) -> None:
    """A partial derivative has a font of the same weight that has it; a letter is Inter's."""
    sans = face(20.0, bold=bold)
    assert not sans.has("∂")
    assert sans.path_of("∂").stem == ("DejaVuSans-Bold" if bold else "DejaVuSans")
    assert ord("∂") in _characters(sans.path_of("∂"))
    assert sans.path_of("y").stem == ("Inter-SemiBold" if bold else "Inter-Regular")
    assert (sans.has_all("y = m x + b"), sans.has_all("∂y")) == (True, False)
    assert sans.width("∂y") == sans.advance("∂") + sans.advance("y")


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size", [9.8, 14.0, 22.0])
def test_every_character_of_the_mono_face_has_the_same_advance(size: float, *, bold: bool) -> None:
    """Program text in the mono face stands in columns, at any size and in both weights."""
    mono = face(size, bold=bold, family="mono")
    code = "for i in range(10): m -= lr * 2 * err[i] @ W_{x}  # −∂é"
    assert len({mono.advance(character) for character in code}) == 1
    assert len({mono.cell(character) for character in code}) == 1
    assert mono.width("il|.") == mono.width("WM@m") == mono.width("il|.", tabular=True)
    assert len({face(size, bold=bold).advance(character) for character in "ilWM"}) > 1


def test_characters_start_where_those_before_them_end() -> None:
    """The starts of characters add up their advances, and in tabular text each stands in the middle of its cell."""
    sans = face(20.0)
    assert list(sans.starts("Wil")) == [0, sans.advance("W"), sans.advance("W") + sans.advance("i")]
    first, second = sans.starts("11", tabular=True)
    assert first == (sans.cell("1") - sans.advance("1")) / 2 > 0
    assert second - first == sans.cell("1") == sans.cell("8")


@pytest.mark.parametrize("bold", [False, True])
def test_signs_of_told_steps_are_the_font_s_own(*, bold: bool) -> None:
    """An arrow, a half, a square and the signs of multiplication and minus need no other font."""
    assert face(15.0, bold=bold).has_all("y 0.84 → 1.06, ½ error² = −2 × (−3)")
    assert {ord(sign) for sign in "→½²×−"} <= _characters(face(15.0, bold=bold).path)


def test_a_face_is_made_once() -> None:
    """The face of a size, a weight and a family is the same object each time."""
    assert face(14.0, bold=True, family="mono") is face(14.0, bold=True, family="mono")
    assert face(14.0) is not face(14.0, family="mono")
    assert isinstance(face(14.0), Face)


def test_plain_text_is_in_the_bundled_fonts_and_stands_side_by_side() -> None:
    """Latin, Greek, Cyrillic and signs are plain; Hebrew is bundled and is not, and Chinese is not bundled."""
    sans = face(20.0)
    assert all(map(sans.is_plain, ("Loss é", "λ ж ∂y → ½", "", f"1{FIGURE_SPACE}{MINUS}2")))
    assert not any(map(sans.is_plain, ("שלום", "漢", "x\u0304", "a\tb", "\uf123")))


def test_a_shaped_text_has_the_width_of_its_line() -> None:
    """The width grows with the size exactly; tabular digits beside another script keep their cells."""
    assert face(40.0).width("שלום") == 2 * face(20.0).width("שלום") > 40
    sans = face(20.0)
    wide, narrow = (sans.width(f"שלום = {number}", tabular=True) for number in ("888", "111"))
    assert wide == narrow == sans.width("שלום") + sans.width(" = 888", tabular=True)


def test_missing_characters_are_named() -> None:
    """A face knows which characters of a text no font has, plain or not."""
    assert face(20.0).missing("a\U0010fffdשb\U0010fffd") == "\U0010fffd"
    assert face(20.0).missing("plain") == face(20.0).missing("שלום") == ""
