"""Numbers as people write them."""

from __future__ import annotations

import pytest

from sgdviz import InputError
from sgdviz.data.columns.numbers import is_number, read_numbers


@pytest.mark.parametrize(
    ("cells", "separator", "values", "unit"),
    [
        (["1", "-2.5", "3e2", " 4 "], "", [1, -2.5, 300, 4], ""),
        (["1,5", "2"], ";", [1.5, 2], ""),
        (["1,234", "2"], ";", [1.234, 2], ""),
        (["1,234", "2"], ",", [1234, 2], ""),
        (["1,5", "2,25"], ",", [1.5, 2.25], ""),
        (["0,123"], "\t", [0.123], ""),
        (["1,234,567"], ";", [1_234_567], ""),
        (["1.234.567", "1.000"], ";", [1_234_567, 1000], ""),
        (["1.234,5"], ",", [1234.5], ""),
        (["1,234.5"], ";", [1234.5], ""),
        (["1 234", "5\u202f678,5"], ";", [1234, 5678.5], ""),
        (["1'234"], "", [1234], ""),
        (["\u22125"], "", [-5], ""),
        (["$1,500", "-$2", "$-3"], ",", [1500, -2, -3], "$"),
        (["5 €", "7€"], "", [5, 7], "€"),
        (["12%", "0"], "", [12, 0], "%"),
        (["8GB", "16 GB"], "", [8, 16], "GB"),
        (["1.37kg"], "", [1.37], "kg"),
        (["$1.5M", "$2B", "$3K"], "", [1.5e6, 2e9, 3000], "$"),
        (["117.3K", "5"], "", [117_300, 5], ""),
        (["20 m/s", "3 m/s"], "", [20, 3], "m/s"),
    ],
)
def test_a_column_of_numbers_is_read(cells: list[str], separator: str, values: list[float], unit: str) -> None:
    """The numbers and their unit are those that were meant."""
    numbers = read_numbers("a", cells, separator)
    assert numbers is not None
    assert numbers.values.tolist() == pytest.approx(values, rel=1e-15)
    assert numbers.unit == unit


@pytest.mark.parametrize(
    "cells", [["four"], ["1_000"], ["1,23,4.5"], ["--5"], ["1", "x"], ["1a", "2b"], ["2020-01-05"], ["1.2.3"], [""]]
)
def test_what_is_no_number_is_none(cells: list[str]) -> None:
    """A column with a cell that is not a number is none of numbers."""
    assert read_numbers("a", cells, ",") is None


def test_a_guess_is_said_and_a_plain_number_is_not() -> None:
    """The sentence shows a cell and its number."""
    plain = read_numbers("a", ["1", "2.5"], "")
    dollars = read_numbers("a", ["$1", "$1,500"], "")
    assert dollars is not None
    assert dollars.guess == "'a' was read as numbers in $: $1 is 1"
    assert plain is not None
    assert plain.guess == ""


def test_mixed_units_are_listed() -> None:
    """Units that differ are an error with the number of rows of each."""
    with pytest.raises(
        InputError, match=r"column 'a' has different units: kg \(2\), none \(1\); give all its rows one"
    ):
        read_numbers("a", ["1kg", "2kg", "3"], "")


def test_a_cell_alone_is_a_number_or_not() -> None:
    """A number has no unit but a currency or per cent."""
    assert all(map(is_number, ("1", "1,5", "$5", "12%", '"1,234.5"')))
    assert not any(map(is_number, ("", "a", "8GB", "?", "2020-01-05")))
