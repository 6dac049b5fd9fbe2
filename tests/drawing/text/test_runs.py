"""Runs: the parts of a text that are plain, and those that are shaped."""

from __future__ import annotations

from sgdviz.drawing.text import face
from sgdviz.drawing.text.runs import runs_of


def test_a_text_is_parted_where_its_setting_changes() -> None:
    """Blanks between two words of another script belong to its run, those at its ends do not."""
    text = "ציון = 6.65 שעות לימוד + 43"
    assert runs_of(text, face(20.0)) == ["ציון", " = 6.65 ", "שעות לימוד", " + 43"]
    assert runs_of("plain = 1", face(20.0)) == ["plain = 1"]
    assert runs_of("שעות, לימוד", face(20.0)) == ["שעות, לימוד"]
    assert runs_of("שעות a לימוד", face(20.0)) == ["שעות", " a ", "לימוד"]


def test_a_run_begins_at_each_cut() -> None:
    """A cut parts a run of either kind; inside a cluster there is none."""
    assert runs_of("abשע", face(20.0), {1, 3}) == ["a", "b", "ש", "ע"]
    assert runs_of("שָׁע", face(20.0), {1}) == ["שָׁע"]
