"""The data of the blog post."""

from __future__ import annotations

from typing import Any

import pytest

from sgdviz import InputError, data


def test_the_six_points() -> None:
    """`post` returns the six points to which the post fits a line."""
    dataset = data.post()
    assert dataset.inputs.tolist() == [-4, -2, 0, 1, 2, 3]
    assert dataset.y.tolist() == [-8, -4, 1, 2.2, 3.3, 5.3]
    assert dataset.x.shape == (6, 1)


def test_the_houses() -> None:
    """`houses` returns the post's table with its units; each square foot costs $200."""
    dataset = data.houses()
    assert dataset.inputs.tolist() == [1000, 2000, 4000]
    assert dataset.y.tolist() == [200_000, 400_000, 800_000]
    assert (dataset.feature_names, dataset.target_name) == (("size (sq ft)",), "price ($)")
    assert data.houses(1).y.tolist() == [200_000]
    assert data.houses(2).inputs.tolist() == [1000, 2000]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (4, "first is 4 and there are 3 houses; give 1, 2 or 3"),
        (0, "first is 0; give a whole number of at least 1"),
        (1.5, r"first is 1\.5"),
    ],
)
def test_another_number_of_houses_is_refused(first: Any, said: str) -> None:
    """The number of houses must be 1, 2 or 3."""
    with pytest.raises(InputError, match=said):
        data.houses(first)
