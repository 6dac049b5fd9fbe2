"""The order and the names of two classes."""

from __future__ import annotations

import pytest

from sgdviz import InputError
from sgdviz.data.columns.classes import ClassChoice, canonical, in_order, read_classes


@pytest.mark.parametrize(
    ("levels", "ordered"),
    [
        (["yes", "no"], ["no", "yes"]),
        (["Y", "N"], ["N", "Y"]),
        (["True", "False"], ["False", "True"]),
        (["10", "9"], ["9", "10"]),
        (["1", "-1"], ["-1", "1"]),
        (["M", "B"], ["B", "M"]),
        (["b", "A"], ["A", "b"]),
    ],
)
def test_classes_have_an_order_of_their_own(levels: list[str], ordered: list[str]) -> None:
    """Numbers go by value, no before yes, False before True, others by alphabet, whatever their order was."""
    assert in_order(levels) == in_order(levels[::-1]) == ordered


def test_a_class_has_one_name() -> None:
    """A number is written in its shortest form, and a word without blanks around it."""
    assert [canonical(cell) for cell in ("+1", "1.0", "1e0", " a ", "01a")] == ["1", "1", "1", "a", "01a"]
    assert [canonical(cell) for cell in ("0.10", "-2.50", "1e20", "1e-9")] == [
        "0.1",
        "-2.5",
        "1e+20",
        "1e-09",
    ]


def test_numbers_zero_and_one_have_no_names() -> None:
    """0 and 1 stay as they are; any other two values are named by themselves."""
    assert read_classes("y", ["0", "1.0"], ["0", "1"], ClassChoice())[1] == ()
    assert read_classes("y", ["1", "2"], ["1", "2"], ClassChoice())[1] == ("1", "2")


def test_the_positive_class_may_be_chosen() -> None:
    """`positive` is class 1, by its value or its name."""
    for choice in (ClassChoice("no"), ClassChoice("no", ("no", "yes")), ClassChoice("NO", ("no=NO", "yes"))):
        values, names = read_classes("y", ["no", "yes"], ["no", "yes"], choice)
        assert values.tolist() == [1, 0]
        assert names[0] == "yes"


def test_many_other_classes_are_not_listed_in_a_name() -> None:
    """The rest is named by its classes, of which there may be two, or by the one that it is not."""
    assert read_classes("y", ["a"], ["a", "b", "c"], ClassChoice(one="a"))[1] == ("b, c", "a")
    assert read_classes("y", ["a"], ["a", "b", "c", "d"], ClassChoice(one="a"))[1] == ("not a", "a")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"positive": 1}, "positive is 1; give the name of a class"),
        ({"one": None}, "one is None"),
        ({"classes": "ab"}, "classes is 'ab'; give a tuple"),
        ({"classes": (1, 2)}, "classes is"),
        ({"classes": ("a", "b", "c")}, "classes has 3 names; give two"),
        ({"one": "a", "classes": ("a", "b")}, "give one or the other"),
    ],
)
def test_an_impossible_choice_is_refused(options: dict[str, object], said: str) -> None:
    """Wrong kinds and choices that contradict each other are an `InputError`."""
    with pytest.raises(InputError, match=said):
        ClassChoice(**options)  # type: ignore[arg-type]
