"""Clusters: what a reader sees as one character stays together."""

from __future__ import annotations

import pytest

from sgdviz.drawing.text.clusters import clusters, is_invisible


@pytest.mark.parametrize(
    "whole",
    ["e\u0301", "👩\u200d💻", "👩🏽\u200d💻", "👨\u200d👩\u200d👧", "🇯🇵", "☃\ufe0f", "1\ufe0f\u20e3",
     "\U0001f3f4\U000e0067\U000e0062\U000e007f", "क्षि", "นี่", "각", "\u1100\u1161\u11a8", "שָׁ"],
)  # fmt: skip
def test_a_cluster_is_never_parted(whole: str) -> None:
    """Accents, joined emoji, skin tones, flags, conjuncts and Hangul letters belong to the character before them."""
    assert clusters(f"a{whole}漢{whole}{whole}") == ["a", whole, "漢", whole, whole]


def test_letters_are_clusters_of_their_own() -> None:
    """Characters of which none continues another are parted."""
    assert clusters("abc 漢字") == list("abc 漢字")
    assert clusters("") == []
    assert clusters("🇯🇵🇩") == ["🇯🇵", "🇩"]


def test_joiners_and_marks_of_direction_are_invisible() -> None:
    """A joiner, a variation selector and a mark of direction need no glyph; a letter and a blank do."""
    assert all(map(is_invisible, "\u200d\ufe0f\u200f\u2066\ufeff\U000e0067"))
    assert not any(map(is_invisible, "a 漢\u0301"))
