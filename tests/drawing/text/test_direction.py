"""Direction: texts that are read from right to left."""

from __future__ import annotations

from sgdviz.drawing.text.direction import directed, needs_shaping, reads_right_to_left


def test_the_first_letter_decides_the_direction() -> None:
    """Digits and punctuation have no direction of their own."""
    assert [reads_right_to_left(text) for text in ("abc", "12", "", "é שלום", "漢字")] == [False] * 5
    assert all(map(reads_right_to_left, ("שלום abc", "12 שלום", "(السلام) x")))


def test_a_line_has_the_direction_of_its_paragraph() -> None:
    """A line that would be read the other way begins with an invisible mark."""
    assert directed("m שלום", right_to_left=True) == "\u200fm שלום"
    assert directed("שלום m", right_to_left=False) == "\u200eשלום m"
    assert directed("שלום m", right_to_left=True) == "שלום m"
    assert directed("plain", right_to_left=False) == "plain"


def test_what_joins_reorders_or_combines_needs_shaping() -> None:
    """Arabic, Hebrew, accents and joiners depend on their neighbours; Latin, Greek, Cyrillic and Chinese do not."""
    assert all(map(needs_shaping, "עش\u0301\u200d\u200f٣"))
    assert not any(map(needs_shaping, "aλж漢。 1"))
