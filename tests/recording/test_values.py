"""The values of a loop as numbers by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sgdviz.errors import InputError
from sgdviz.recording.values import values_by_name


class Value:
    """A number with a gradient, as small libraries of automatic differentiation have it."""

    def __init__(self, data: Any) -> None:
        self.data = data


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (1, {"w": 1}),
        ([1.0, 2.0], {"w": [1, 2]}),
        ([np.ones((2, 1)), np.zeros(3)], {"w[0]": [[1], [1]], "w[1]": [0, 0, 0]}),
        ([[1.0], [2.0, 3.0]], {"w[0]": [1], "w[1]": [2, 3]}),
        ({"a": 1.0, "b": [2.0, 3.0]}, {"w[a]": 1, "w[b]": [2, 3]}),
        (Value(2.5), {"w": 2.5}),
        (Value(np.ones(2)), {"w": [1, 1]}),
        ([Value(1.0), Value(2.0)], {"w[0]": 1, "w[1]": 2}),
        ({"layers": [{"W": [[1.0]], "b": 0.0}]}, {"w[layers][0][W]": [[1]], "w[layers][0][b]": 0}),
    ],
)
def test_values_are_numbers_by_name(value: Any, names: dict[str, Any]) -> None:
    """A value that is an array keeps its name; parts of others are named by key or place."""
    found = values_by_name({"w": value})
    assert {name: part.tolist() for name, part in found.items()} == names


def test_an_array_is_a_copy() -> None:
    """An array that the loop goes on to change is copied."""
    weights = np.ones(2)
    found = values_by_name({"w": weights})
    weights += 1
    assert found["w"].tolist() == [1, 1]


@pytest.mark.parametrize("value", ["steep", ["a"], [1.0, "b"], object(), Value("text"), [Value(None), 1j]])
def test_what_is_no_number_is_refused_by_name(value: Any) -> None:
    """The error names the value, or the part of it."""
    with pytest.raises(InputError, match=r"^w(\[\d\])? holds something that is not a number"):
        values_by_name({"w": value})
