"""Datasets: what they hold and what they refuse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sgdviz import Dataset, InputError, Recording, data


def test_the_post_s_points() -> None:
    """The post's six points."""
    dataset = data.post()
    assert dataset.inputs.tolist() == [-4, -2, 0, 1, 2, 3]
    assert dataset.y.tolist() == [-8, -4, 1, 2.2, 3.3, 5.3]
    assert dataset.x.shape == (6, 1)


def test_the_post_s_houses() -> None:
    """The post's table, with the units that its picture needs; each square foot costs $200."""
    dataset = data.houses()
    assert dataset.inputs.tolist() == [1000, 2000, 4000]
    assert dataset.y.tolist() == [200_000, 400_000, 800_000]
    assert (dataset.feature_names, dataset.target_name) == (("size (sq ft)",), "price ($)")
    assert data.houses(1).y.tolist() == [200_000]
    with pytest.raises(InputError, match="there are 3 houses"):
        data.houses(4)


def test_a_dataset_owns_its_arrays() -> None:
    """Changing the source changes nothing, and the dataset cannot be changed."""
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
    """Each fault is one line that says where it is."""
    with pytest.raises(InputError, match=said) as caught:
        Dataset(x, y)
    assert "\n" not in str(caught.value)


def test_names_must_match_the_features() -> None:
    """Two features and one name contradict each other; without names there are stock ones."""
    two = np.ones((3, 2))
    with pytest.raises(InputError, match="1 feature names for 2 features"):
        Dataset(two, np.ones(3), ("size",))
    assert Dataset(two, np.ones(3)).feature_names == ("x1", "x2")


def test_data_too_far_apart_to_draw_are_refused() -> None:
    """Before any arithmetic overflows."""
    with pytest.raises(InputError, match=r"y spans from .* too far to draw"):
        Dataset(np.array([0.0, 1.0]), np.array([-1e308, 1e308]))


def test_data_and_runs_say_what_they_are_in_one_line(short_run: Recording) -> None:
    """Not all of their numbers."""
    assert repr(data.houses()) == "<Dataset: 3 points, size (sq ft) -> price ($)>"
    assert repr(short_run) == "<Recording: 13 rows, 6 points, 2 parameters, completed>"
