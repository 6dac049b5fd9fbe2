"""Columns by name and by number."""

from __future__ import annotations

import pytest

from sgdviz import InputError
from sgdviz.data.columns.choose import choose, listed, told_apart, without_unit


def test_names_are_told_apart() -> None:
    """Unnamed columns are called by their number, and equal names get numbers that no other column has."""
    assert told_apart(["", " a  b ", ""]) == ("column 1", "a b", "column 3")
    assert told_apart(["a", "b", "a"]) == ("a 1", "b", "a 2")
    names = told_apart(["a", "a", "a 1", "a 2", "a"])
    assert len(set(names)) == 5
    assert names[2:4] == ("a 1", "a 2")


def test_a_name_goes_before_a_number_and_both_before_a_list() -> None:
    """A text that is a column's name is this column, also with a comma or of digits."""
    names = ["a, b", "2", "1", "c (m)"]
    assert choose(["a, b"], names, "t") == [0]
    assert choose(["2", "1"], names, "t") == [1, 2]
    assert choose([2, 1], names, "t") == [1, 0]
    assert choose(["c,4"[:1], "2"], names, "t") == [3, 1]
    assert choose(["c,2"], names, "t") == [3, 1]
    assert without_unit("c (m)") == without_unit("c [m]") == "c"


@pytest.mark.parametrize("number", [0, 3, -1, "0", "9"])
def test_a_number_outside_the_table_is_refused(number: int | str) -> None:
    """Columns are numbered from 1."""
    with pytest.raises(InputError, match=r"t has no column '?-?\d'?"):
        choose([number], ["a", "b"], "t")


def test_many_columns_are_not_listed_whole() -> None:
    """A list has twenty columns and the number of the others."""
    assert listed([f"c{i}" for i in range(50)]).endswith("c18, c19 and 30 more")
