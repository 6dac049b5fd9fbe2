"""Type: fixed places, and every character that somebody may write."""

from __future__ import annotations

from sgdviz.typesetting import _EVERYDAY, FIGURE_SPACE, MINUS, _characters, face, shorten


def test_tabular_digits_and_signs_keep_their_places() -> None:
    """Numbers with as many places are as wide, whatever their digits."""
    texts = ["1.11", "8.88", "0.40", f"{FIGURE_SPACE}.40", "7.06"]
    assert len({face(22, bold=True).width(text, tabular=True) for text in texts}) == 1
    assert face(22).width("+ 1", tabular=True) == face(22).width(f"{MINUS} 8", tabular=True)
    assert face(22).width("111") < face(22).width("888")


def test_the_everyday_characters_are_in_the_font() -> None:
    """What is taken for granted is there, in both weights."""
    printable = {ord(character) for character in _EVERYDAY if not 0x7F <= ord(character) < 0xA0}
    for bold in (False, True):
        assert printable - {0xAD, ord(FIGURE_SPACE)} <= _characters(face(12, bold=bold)._path)


def test_a_character_that_the_font_lacks_comes_from_another() -> None:
    """A partial derivative is drawn, not replaced by a box."""
    line = face(20.0).line("∂y")
    assert line.coverage.max() > 128
    assert line.coverage[:, : line.coverage.shape[1] // 2].any()
    assert face(20.0).glyph("∂").coverage.shape != face(20.0).glyph("\ue000").coverage.shape


def test_ink_is_what_the_text_covers() -> None:
    """A letter has ink, a space has none, and a line has that of its letters."""
    regular = face(20.0)
    assert regular.line("l").coverage.max() == 255
    assert regular.line("").coverage.size == 0
    one, two = regular.line("H").coverage, regular.line("HH").coverage
    assert int(two.sum()) == 2 * int(one.sum())


def test_long_text_is_cut_with_an_ellipsis() -> None:
    """What fits stays; what does not ends in an ellipsis within the room; no room leaves nothing."""
    assert shorten("short", 14, 500) == "short"
    cut = shorten("a heading that is far too long", 14, 100)
    assert cut.endswith("…")
    assert face(14).width(cut) <= 100
    assert shorten("anything", 14, 0) == ""


def test_the_longest_title_is_cut_at_once() -> None:
    """A book in a title takes no longer than a line."""
    cut = shorten("gradient descent " * 20_000, 19, 300)
    assert face(19).width(cut) <= 300
    assert len(cut) < 60
