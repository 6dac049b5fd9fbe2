"""Patterns of outputs and names."""

from __future__ import annotations

from typing import Any

import pytest

from sgdviz import InputError
from sgdviz.jobs.batch.pattern import Pattern


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("{a}-{b}.gif", {"a": 0.003, "b": 7}, "0.003-7.gif"),
        ("{a:03}-{b:.2e}", {"a": 7, "b": 0.01}, "007-1.00e-02"),
        ("{{a}}", {}, "{a}"),
        ("{data}", {"data": "in/my houses.csv"}, "my houses"),
        ("{recording}", {"recording": ["a/slow.npz", "b/fast.npz"]}, "slow-fast"),
        ("{a}", {"a": {"name": "adam", "step_size": 1}}, "adam"),
        ("{start}", {"start": {"m": 1, "b": -2.5}}, "m1-b-2.5"),
        ("{a}{b}", {"a": True, "b": False}, "yesno"),
        ("{title}", {"title": "a/b\\c:d\n"}, "a-b-c-d-"),
        ("{optimizer.step_size}", {"optimizer.step_size": 1e-05}, "1e-05"),
    ],
)
def test_fields_are_filled_with_words_for_names(text: str, values: dict[str, Any], filled: str) -> None:
    """Files lose folder and suffix, lists are joined, and no value has a character that leads elsewhere."""
    pattern = Pattern(text)
    pattern.check(values)
    assert pattern.filled(values) == filled


@pytest.mark.parametrize("text", ["{", "}", "{a", "{}", "{0!r}", "{a!r}"])
def test_what_is_no_pattern_is_refused(text: str) -> None:
    """Braces that do not match, fields without names and conversions are errors."""
    with pytest.raises(InputError, match=r"write fields as in \{seed\}"):
        Pattern(text)


@pytest.mark.parametrize("text", ["{a.__class__}", "{a[0]}", "{b}"])
def test_fields_lead_to_nothing_else(text: str) -> None:
    """Attributes and entries of values are unknown fields."""
    with pytest.raises(InputError, match="unknown field in "):
        Pattern(text).check({"a": 1})
