"""Characters of a picture that no font has, and the sentence that names them."""

from __future__ import annotations

import pytest

import sgdviz
from sgdviz.drawing.missing import MOST_NAMED, missing_from, sentence_on


def test_missing_characters_are_those_of_all_texts(short_run: sgdviz.Recording) -> None:
    """Titles, captions and names are looked through, in the order in which they are drawn, each character once."""
    animation = sgdviz.animate(short_run, title="a \U0010fffd", caption="\U0010fffc \U0010fffd")
    found = missing_from([(animation.layout, 0, None)])
    assert sorted(found) == ["\U0010fffc", "\U0010fffd"]
    assert missing_from([(sgdviz.animate(short_run, title="plain שלום").layout, 0, None)]) == ""


@pytest.mark.parametrize(
    ("missing", "named", "remedy"),
    [
        ("漢字", "漢字 (U+6F22, U+5B57)", "install a font such as Noto Sans CJK"),
        (
            "👩",
            "👩 (U+1F469)",
            "install a font without colours, such as Noto Emoji or Symbola",
        ),
        ("ह", "ह (U+0939)", "install a Noto font of that script"),
        ("\uf123", "U+F123", "leave out control and private characters"),
    ],
)
def test_a_sentence_names_the_characters(missing: str, named: str, remedy: str) -> None:
    """It says what is drawn in their place and what to do about it."""
    expected = f"no installed font has an outline of {named}; a box stands for it, or nothing; {remedy}"
    assert sentence_on(missing) == expected


def test_a_sentence_names_no_more_than_can_be_read() -> None:
    """Of a whole text of missing characters the first are named, and the others are counted."""
    missing = "".join(map(chr, range(0x4E00, 0x4E00 + 50)))
    assert f"U+4E0B and {50 - MOST_NAMED} more)" in sentence_on(missing)
    assert missing[:MOST_NAMED] in sentence_on(missing)
    assert missing[MOST_NAMED] not in sentence_on(missing)
