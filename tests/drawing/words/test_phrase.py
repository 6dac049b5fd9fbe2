"""Phrases: one line of text with the names in braces of the English one, and errors that say which is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sgdviz import InputError
from sgdviz.drawing.words import ENGLISH


@pytest.mark.parametrize(
    ("key", "phrase", "says"),
    [
        ("step_number", "Schritt", r"step_number is 'Schritt'; it must have {number} in braces, as in 'step {number}'"),
        ("rise", "Anstieg {number}", r"rise is 'Anstieg {number}'; it must have nothing in braces, as in 'rise'"),
        ("step_number", "{n}", r"it must have {number} in braces"),
        ("step_number", "{number:5}", r"it must have {number} in braces"),
        ("step_number", "{number!r}", r"it must have {number} in braces"),
        ("step_number", "{number} {", r"step_number is '{number} {'; close every brace, as in 'step {number}'"),
        ("rise", "", r"rise is ''; write one line of text"),
        ("rise", "two\nlines", r"write one line of text"),
        ("least_grouped", "ten", r"least_grouped is 'ten'; write a whole number in quotation marks, as in '1000'"),
        ("rise", 3, r"rise is 3; write one line of text"),
    ],
)
def test_a_phrase_has_the_places_of_the_english_one(key: str, phrase: Any, says: str) -> None:
    """The error names the key, shows the phrase, and says what belongs in braces."""
    with pytest.raises(InputError) as error:
        replace(ENGLISH, **{key: phrase})
    assert says in str(error.value)
