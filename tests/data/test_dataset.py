"""Data sets: shapes, ownership, and what is refused."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sgdviz import Dataset, InputError, data


def test_a_dataset_owns_its_arrays() -> None:
    """The arrays of a data set are read-only copies."""
    x = np.array([1.0, 2.0])
    dataset = Dataset(x, np.array([3.0, 4.0]))
    x[0] = 99
    assert dataset.x[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        dataset.x[0, 0] = 5


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ([1, 2], [1], "x has 2 points and y has 1"),
        ([], [], "empty"),
        ([1, float("nan")], [1, 2], r"x\[1\] is nan"),
        ([1, 2], [1, float("inf")], r"y\[1\] is inf"),
        (["a", "b"], [1, 2], "x holds something that is not a number"),
        ([1, 2], ["1", "2"], "y holds something that is not a number"),
        ([[1, 2], [3]], [1, 2], "x holds something that is not a number"),
        ([1, 2], [[1], [2]], "y"),
        ([1, None], [1, 2], "nan|not a number"),
    ],
)
def test_bad_data_is_named(x: Any, y: Any, said: str) -> None:
    """An error for bad data is one line that says where the fault is."""
    with pytest.raises(InputError, match=said) as caught:
        Dataset(x, y)
    assert "\n" not in str(caught.value)


def test_names_must_match_the_features() -> None:
    """The number of feature names must equal the number of features; by default features are numbered."""
    two = np.ones((3, 2))
    with pytest.raises(InputError, match="1 feature names for 2 features"):
        Dataset(two, np.ones(3), ("size",))
    assert Dataset(two, np.ones(3)).feature_names == ("x1", "x2")


def test_data_too_far_apart_to_draw_are_refused() -> None:
    """Data whose span overflows are refused before any arithmetic."""
    with pytest.raises(InputError, match=r"y spans from .* too far to draw"):
        Dataset(np.array([0.0, 1.0]), np.array([-1e308, 1e308]))


def test_the_repr_of_a_dataset_is_one_line() -> None:
    """The repr of a data set gives the number of points and the names, not the numbers."""
    assert repr(data.houses()) == "<Dataset: 3 points, size (sq ft) -> price ($)>"
    assert repr(Dataset(np.ones((2, 2)), np.ones(2))) == "<Dataset: 2 points, x1, x2 -> y>"


def test_inputs_drop_the_axis_of_a_single_feature() -> None:
    """`inputs` is (N,) with one feature and (N, D) with several; `len` is N."""
    one, two = Dataset(np.ones(3), np.ones(3)), Dataset(np.ones((3, 2)), np.ones(3))
    assert (one.inputs.shape, two.inputs.shape) == ((3,), (3, 2))
    assert len(one) == len(two) == 3


def test_classes_have_two_names() -> None:
    """Names of classes are kept, also by a pickled copy, and are those of the classes 0 and 1 only."""
    x, y = np.arange(3.0), np.array([0.0, 1.0, 1.0])
    dataset = Dataset(x, y, class_names=("no", "yes"))
    assert dataset.class_names == pickle.loads(pickle.dumps(dataset)).class_names == ("no", "yes")  # noqa: S301 - our own
    assert Dataset(x, y).class_names == ()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("no", "give a tuple of texts"),
        ((0, 1), "give a tuple of texts"),
        (("no",), "class_names has 1 names; give two"),
        (("a", "b", "c"), "class_names has 3 names; give two"),
        (("no", "no"), "both classes are called 'no'"),
    ],
)
def test_bad_names_of_classes_are_refused(names: Any, said: str) -> None:
    """The error says what is wrong with the names."""
    with pytest.raises(InputError, match=said):
        Dataset(np.arange(2.0), np.array([0.0, 1.0]), class_names=names)


def test_columns_of_dates_have_units() -> None:
    """The units of dates are kept, also by a pickled copy; without any dates there are none."""
    units = ("days since 2020-01-05", "", "years")
    dataset = Dataset(np.eye(3)[:, :2], np.arange(3.0), date_units=units)
    again = pickle.loads(pickle.dumps(dataset))  # noqa: S301 - our own
    assert dataset.date_units == again.date_units == units
    assert [dataset.date_unit(column) for column in (0, 1, -1)] == list(units)
    plain = Dataset(np.arange(3.0), np.arange(3.0), date_units=("", ""))
    assert (plain.date_units, plain.date_unit(0), plain.date_unit(-1)) == ((), "", "")


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ("years", "date_units is 'years'; give a tuple of texts"),
        ((0, 1), "give a tuple of texts"),
        (("years",), "date_units has 1 texts; give one for each input and one for the target"),
        (("months", ""), "a text in date_units is 'months'; give 'years', 'days since 2020-01-05'"),
        (("days since 2020-02-31", ""), "is 'days since 2020-02-31'"),
    ],
)
def test_bad_units_of_dates_are_refused(units: Any, said: str) -> None:
    """The error says what is wrong with the units."""
    with pytest.raises(InputError, match=said):
        Dataset(np.arange(2.0), np.arange(2.0), date_units=units)


def test_numbers_are_no_classes() -> None:
    """Targets other than 0 and 1 have no names of classes."""
    with pytest.raises(InputError, match="y holds other numbers"):
        Dataset(np.arange(3.0), np.array([0.0, 1.0, 2.0]), class_names=("no", "yes"))


@pytest.mark.parametrize(("name", "expected"), [("price ($)", True), ("price ($1000)", False), ("y", False)])
def test_dollars_are_told_by_the_name_of_the_target(name: str, expected: bool) -> None:  # noqa: FBT001 - of a table
    """Only the unit of one dollar counts, so that no number is a thousand times off."""
    assert Dataset(np.ones(2), np.ones(2), target_name=name).is_in_dollars is expected


def test_masked_values_are_missing() -> None:
    """What lies under a mask, such as 999, is never used."""
    masked = np.ma.array([1.0, 999.0, 3.0], mask=[False, True, False])
    for x, y, name in ((masked, [1, 2, 3], "x"), ([1, 2, 3], masked, "y")):
        with pytest.raises(InputError, match=rf"^{name}\[1\] is nan; take out or mend"):
            Dataset(x, y)  # type: ignore[arg-type]
    assert Dataset(np.ma.array([1, 2]), [3, 4]).x.tolist() == [[1.0], [2.0]]  # type: ignore[arg-type]


def test_objects_that_are_numbers_are_taken() -> None:
    """An array of objects may hold numbers of any kind; None is a missing one."""
    mixed = np.array([1, 2.5, Fraction(1, 2), Decimal("0.25"), np.float32(4), True], dtype=object)
    assert Dataset(mixed, range(6)).x[:, 0].tolist() == [1.0, 2.5, 0.5, 0.25, 4.0, 1.0]  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"^x\[1\] is nan"):
        Dataset(np.array([1, None], dtype=object), [1, 2])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "values",
    [["1", "2"], np.array(["1", 2], dtype=object), [1j, 2], [10**400, 1], [[1], [1, 2]], {"a": 1}, object(), "12"],
    ids=["text", "text among objects", "complex", "past all floats", "ragged", "dict", "object", "one text"],
)
def test_what_is_no_number_is_refused_by_name(values: object) -> None:
    """The error names the argument, whatever NumPy says of it."""
    with pytest.raises(InputError, match=r"^x holds something that is not a number; give numbers only$"):
        Dataset(values, [1, 2])  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"^y holds something that is not a number; give numbers only$"):
        Dataset([1, 2], values)  # type: ignore[arg-type]


def test_names_are_texts_of_a_readable_length() -> None:
    """A name of 100,000 characters, and what is no list of names, is refused."""
    with pytest.raises(InputError, match="a name in feature_names has 100,000 characters"):
        Dataset([1, 2], [1, 2], ("w" * 100_000,))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="feature_names is 3; give a tuple of texts"):
        Dataset([1, 2], [1, 2], 3)  # type: ignore[arg-type]
