"""Data that come batch by batch."""

from __future__ import annotations

import numpy as np

from sgdviz.recording.hooks.gathered import GatheredData

X = np.arange(20.0).reshape(10, 2)
Y = np.arange(10.0)


def test_the_data_are_complete_after_a_pass_without_news() -> None:
    """Each row is kept once, in the order in which it came, until as many rows came again."""
    data = GatheredData()
    for rows in ([0, 1, 2, 3], [4, 5, 6, 7], [8, 9], [3, 2, 1, 0], [9, 8, 7]):
        data.add(X[rows], Y[rows])
        assert not data.is_complete
    data.add(X[4:7], Y[4:7])
    assert data.is_complete
    np.testing.assert_array_equal(data.x, X)
    np.testing.assert_array_equal(data.y, Y)
    assert data.pass_size == 10
    assert str(data) == "10 rows"


def test_equal_rows_of_one_batch_are_all_kept() -> None:
    """A full batch is the data as they are, and the same row with another target is another one."""
    data = GatheredData()
    x, y = np.zeros((3, 1)), np.array([1.0, 1.0, 2.0])
    data.add(x, y)
    data.add(x, y)
    assert data.is_complete
    assert data.y.tolist() == [1, 1, 2]
    assert data.place_of(x[0], 1.0) is None  # there are two of them


def test_rows_have_places() -> None:
    """A row is found by its inputs and its target."""
    data = GatheredData()
    for row in range(10):
        data.add(X[[row]], Y[[row]])
    assert data.place_of(X[7], 7.0) == 7
    assert data.place_of(X[7], 6.0) is None


def test_a_large_first_batch_is_thinned_evenly() -> None:
    """Of a batch with more rows than there is room for, rows at even distances are kept."""
    data = GatheredData(most=4)
    data.add(X, Y)
    assert data.y.tolist() == [0, 3, 6, 9]
    assert data.is_complete
    assert data.pass_size == 10
    assert str(data) == "4 of 10 rows"


def test_many_batches_are_cut_off() -> None:
    """Of batches with more rows than there is room for, the first are kept, and a pass has no known end."""
    data = GatheredData(most=4)
    data.add(X[:3], Y[:3])
    data.add(X[3:6], Y[3:6])
    assert data.y.tolist() == [0, 1, 2, 3]
    assert data.pass_size == 0
    assert str(data) == "the first 4 rows"
