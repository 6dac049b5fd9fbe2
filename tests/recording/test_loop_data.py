"""The data of a loop: given back as the loop has them, and recorded with a row a sample and classes 0 and 1."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import sgdviz
from sgdviz.errors import InputError
from sgdviz.recording.loop_data import LoopData

NUMBERS = st.integers(-3, 3).map(float)


@given(arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=NUMBERS), st.booleans())
def test_the_loop_gets_its_data_back(x: np.ndarray, in_columns: bool) -> None:  # noqa: FBT001
    """All inputs at once, and one by one, are what the loop gave, whatever columns are the same in all samples."""
    y = np.arange(len(x), dtype=np.float64)
    columns = in_columns and len(x) > 1
    data = LoopData(x.T, y[None], ()) if columns else LoopData(x, y, ())
    np.testing.assert_array_equal(data.as_given(data.dataset.x), x.T if columns else x)
    for row, own in zip(data.dataset.x, x, strict=True):
        np.testing.assert_array_equal(data.one_as_given(row), own)
    np.testing.assert_array_equal(data.dataset.y, y)


def test_a_flat_input_is_a_number() -> None:
    """Inputs (N,) are given back as numbers."""
    data = LoopData(np.array([1.0, 2.0]), np.array([[0.0], [5.0]]))
    assert data.as_given(data.dataset.x).tolist() == [1, 2]
    assert data.one_as_given(data.dataset.x[0]) == 1.0
    assert data.dataset.y.tolist() == [0, 5]


def test_a_column_that_never_changes_is_left_out() -> None:
    """A column of ones is no axis; the names of the others stay theirs, and their dates."""
    x = np.array([[1.0, 10.0, 2.0], [1.0, 20.0, 3.0]])
    data = LoopData(x, np.zeros(2), ("one", "size", "day"), date_units=("", "", "years", ""))
    assert data.dataset.feature_names == ("size", "day")
    assert data.dataset.date_units == ("", "years", "")
    assert data.as_given(np.array([[5.0, 6.0]])).tolist() == [[1, 5, 6]]
    alone = LoopData(np.ones((3, 2)), np.zeros(3))
    assert alone.dataset.x.shape == (3, 2)


def test_labels_are_classes() -> None:
    """Labels -1 and 1 become 0 and 1 with their names, and predictions go along; two points are a line."""
    data = LoopData(np.arange(4.0), np.array([-1.0, 1.0, 1.0, -1.0]))
    assert data.dataset.y.tolist() == [0, 1, 1, 0]
    assert data.dataset.class_names == ("−1", "1")
    assert data.as_recorded(np.array([-1.0, 0.0, 3.0])).tolist() == [0, 0.5, 2]
    named = LoopData(np.arange(4.0), np.array([-1.0, 1.0, 1.0, -1.0]), class_names=("cat", "dog"))
    assert named.dataset.class_names == ("cat", "dog")
    line = LoopData(np.arange(2.0), np.array([-1.0, 1.0]))
    assert line.dataset.y.tolist() == [-1, 1]


@pytest.mark.parametrize("y", [np.zeros((2, 2)), np.zeros(3), np.zeros((1, 3))])
def test_targets_that_do_not_fit_are_refused(y: np.ndarray) -> None:
    """Two samples have two targets."""
    with pytest.raises(InputError):
        LoopData(np.zeros((2, 2)), y)


def test_a_perceptron_is_a_boundary() -> None:
    """A perceptron with a column of ones and labels -1 and 1 is drawn as two classes, and its border is where it is."""
    rng = np.random.default_rng(1)
    points = rng.normal(size=(40, 2))
    labels = np.where(points @ [1.0, 2.0] > 0.3, 1.0, -1.0)
    x, w = np.column_stack([np.ones(40), points]), np.zeros(3)
    recorder = sgdviz.Recorder(x, labels, predict=lambda xs: xs @ w)
    recorder.record(w=w)
    for turn in range(120):
        row, label = x[turn % 40], labels[turn % 40]
        if label * (row @ w) <= 0:
            w += label * row
        recorder.record(w=w, loss=max(0.0, -label * float(row @ w)), sample=turn % 40)
    recording = recorder.recording()
    assert recording.dataset.x.shape == (40, 2)
    right = (recording.predictions[-1] > 0.5) == (recording.dataset.y == 1)
    assert right.mean() > 0.9
    animation = sgdviz.animate(recording)
    assert animation.scene.panels == ("boundary", "loss")
    assert animation.still().pixels.std() > 0


def test_one_input_beside_ones_is_a_fit() -> None:
    """A design matrix with a column of ones is drawn as a line over the other column."""
    theta: Any = np.zeros((2, 1))
    x, y = np.column_stack([np.ones(5), np.arange(5.0)]), 2 * np.arange(5.0)[:, None] + 1
    recorder = sgdviz.Recorder(x, y, predict=lambda xs: xs @ theta)
    for _ in range(50):
        theta = theta - 0.05 * x.T @ (x @ theta - y) / 5
        recorder.record(theta=theta)
    recording = recorder.recording()
    assert sgdviz.animate(recording).scene.panels == ("fit", "loss")
    assert recording.param_names == ("theta[0,0]", "theta[1,0]")
