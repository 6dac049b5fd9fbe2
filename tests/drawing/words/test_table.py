"""The Words table: whole templates with the same names in braces, and numbers with the marks of a language."""

from __future__ import annotations

from copy import copy
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from sgdviz import Words
from sgdviz.drawing.plot.numbers import fixed, plain, significant, whole
from sgdviz.drawing.text import MINUS, face
from sgdviz.drawing.words import ENGLISH, find_words
from sgdviz.drawing.words.table import PHRASES

GERMAN, SPANISH = find_words("de"), find_words("es")


def test_english_is_the_default_and_a_table_never_changes() -> None:
    """`Words()` are the English ones; they are equal by value, can be copied, and cannot be changed."""
    assert Words() == ENGLISH
    assert copy(GERMAN) == GERMAN != ENGLISH
    with pytest.raises(FrozenInstanceError):
        ENGLISH.rise = "up"  # type: ignore[misc]


def test_a_template_may_have_its_names_in_another_order() -> None:
    """A translation orders the names in braces in its way."""
    words = replace(ENGLISH, state="{cost} {now} ({start}), {points} pts, {last}/{step}")
    assert words.state.format(step=1, last=2, cost="c", now=3, points=4, start=5) == "c 3 (5), 4 pts, 2/1"


@pytest.mark.parametrize(
    ("text", "german", "spanish"),
    [
        (significant(1.984), "1,98", "1,98"),
        (significant(-0.5), f"{MINUS}0,500", f"{MINUS}0,500"),
        (significant(3.5e-7), "3,5×10⁻⁷", "3,5×10⁻⁷"),
        (plain(1e10), "10¹⁰", "10¹⁰"),
        (f"{16886:,.0f}", "16.886", "16\u2009886"),
        (f"{7020:,.0f}", "7.020", "7020"),
        (f"{-1234567:,.0f}".replace("-", MINUS), f"{MINUS}1.234.567", f"{MINUS}1\u2009234\u2009567"),
        (whole(12500), "12,5\u00a0Tsd.", "12,5\u00a0mil"),
        ("1.5M", "1,5\u00a0Mio.", "1,5\u00a0M"),
        ("0", "0", "0"),
        (significant(float("-inf")), f"{MINUS}unendlich", f"{MINUS}infinito"),
        (significant(float("nan")), "NaN", "NaN"),
    ],
)
def test_numbers_have_the_marks_of_the_language(text: str, german: str, spanish: str) -> None:
    """The decimal mark and the mark of thousands change together; English numbers stay as they are."""
    assert GERMAN.number(text) == german
    assert SPANISH.number(text) == spanish
    assert ENGLISH.number(text) == text


def test_numbers_in_one_format_keep_their_width() -> None:
    """A comma stands where the point would, so a number that changes keeps its digits in their places."""
    values = np.array([11.5, 22.25, 93.0])
    write = fixed(values)
    widths = {face(20.0).width(GERMAN.number(write(float(value))), tabular=True) for value in values}
    assert len(widths) == 1


def test_costs_and_headings_are_found_by_the_names_that_recordings_and_panels_have() -> None:
    """A kind of cost without an abbreviation has its name, and a heading of one's own stays as it is."""
    assert GERMAN.cost("mean squared error") == "mittlerer quadratischer Fehler"
    assert SPANISH.short_cost("mean squared error") == "ECM"
    assert GERMAN.short_cost("cross-entropy") == GERMAN.cost("cross-entropy") == "Kreuzentropie"
    assert GERMAN.heading("loss", "Loss") == "Verlust"
    assert GERMAN.heading("loss", "My loss") == "My loss"
    assert GERMAN.heading("mine", "Fit") == "Fit"


@pytest.mark.parametrize("words", [GERMAN, SPANISH], ids=lambda words: words.name)
def test_the_languages_of_the_package_are_whole(words: Words) -> None:
    """Most phrases differ from the English ones; those that do not are symbols or the same in both languages."""
    same = {key for key in PHRASES if getattr(words, key) == getattr(ENGLISH, key)}
    assert len(same) <= 12, same
