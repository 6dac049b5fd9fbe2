"""The names of colours: those that people would say."""

from __future__ import annotations

import pytest

from sgdviz.drawing.alt_text.color_word import COLORS, color_name
from sgdviz.drawing.theme_file import find_theme


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ("#000000", "black"), ("#ffffff", "white"), ("#808080", "grey"), ("#ff0000", "red"), ("#ffa500", "orange"),
        ("#ffff00", "yellow"), ("#008000", "green"), ("#1c4177", "blue"), ("#800080", "purple"), ("#ff69b4", "pink"),
        ("#8b4513", "brown"), ("#ff7ac6", "pink"), ("#00ffff", "blue"), ("#17212b", "black"),
    ],
)  # fmt: skip
def test_a_colour_has_its_common_name(color: str, name: str) -> None:
    """Named colours of CSS, and those of the themes, have the names that people give them."""
    assert color_name(color) == name
    assert name in COLORS


@pytest.mark.parametrize(
    ("theme", "name"), [("light", "red"), ("dark", "red"), ("contrast", "red"), ("print", "black")]
)
def test_the_line_of_each_theme_has_the_name_of_its_colour(theme: str, name: str) -> None:
    """The line is red in all themes but the one for paper."""
    assert color_name(find_theme(theme).line) == name
