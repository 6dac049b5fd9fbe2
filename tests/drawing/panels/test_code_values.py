"""The values beside the code: what is written for each quantity, in what form, and where nothing is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawing_helpers import told_run

import sgdviz
from sgdviz import SGD, Dataset, Logistic, Neuron, Recording
from sgdviz.drawing.panels.code_values import CodeValues
from sgdviz.drawing.words import ENGLISH
from sgdviz.recording.listing import LineMark, Listing
from sgdviz.recording.update import update_at

LINE = Listing(
    ("p = m * x + b", "loss = p - y", "g = loss * x", "m, b = step(g)"),
    (1, 2, 3, 4),
    (
        LineMark(0, "forward", "prediction"),
        LineMark(1, "forward", "loss"),
        LineMark(2, "backward", "gradient", "m"),
        LineMark(3, "update", "parameter"),
    ),
)


def values(run: Recording, listing: Listing = LINE, row: int = 1, *, explains: bool = True) -> dict[int, list[str]]:
    """Return the texts beside each line in the step to `row`, from left to right."""
    made = CodeValues(replace(run, listing=listing), ENGLISH, explains=explains)
    update = update_at(run, row)
    assert update is not None
    return {line: [made.text(cell, update) for cell in reversed(cells)] for line, cells in made.cells.items()}


def test_each_quantity_has_its_value_of_the_step(run: Recording) -> None:
    """Prediction and loss are those before the update, the parameters those after it."""
    assert values(run) == {0: ["\u22122.62"], 1: ["5.38"], 2: ["\u221221.5"], 3: ["1.06", "0.70"]}
    assert run.predictions[0, 0] == pytest.approx(-2.62, abs=0.005)
    assert run.loss[1] == pytest.approx(5.38, abs=0.005)
    assert run.gradients[1, 0] == pytest.approx(-21.5, abs=0.05)
    assert run.params[1] == pytest.approx([1.06, 0.70], abs=0.005)


def test_without_told_steps_there_are_parameters_alone(run: Recording) -> None:
    """Columns of values that are never shown take no room."""
    assert values(run, explains=False) == {3: ["1.06", "0.70"]}


def test_a_batch_has_no_prediction_of_its_own() -> None:
    """Of several samples there is no one prediction; the loss of the batch is there."""
    assert 0 not in values(told_run("full"))
    assert list(values(told_run("full"))) == [1, 2, 3]


def test_a_loop_without_gradients_shows_none() -> None:
    """What a loop of one's own did not record is not written."""
    assert list(values(told_run("own"))) == [0, 1, 3]


def test_predictions_of_standardized_targets_are_left_out() -> None:
    """The code predicts standardized targets, and the recording has the units of the data; a probability is one."""
    x = np.array([[1.0], [2.0], [4.0]])
    line = sgdviz.fit(Neuron(1), Dataset(x, np.array([10.0, 20.0, 50.0])), SGD(0.1), passes=2, standardize=True)
    assert 0 not in values(line)
    classes = sgdviz.fit(Logistic(1), Dataset(x, np.array([0.0, 0.0, 1.0])), SGD(0.1), passes=2, standardize=True)
    assert values(classes)[0] == [f"{classes.predictions[0, 0]:.3f}"]


def test_the_elements_of_an_array_stand_side_by_side(run: Recording) -> None:
    """The name of an array is that of its elements; of more than three nothing is written."""
    names = ("theta[0]", "theta[1]")
    arrays = replace(run, param_names=names)
    listing = Listing(("theta -= g",), (7,), (LineMark(0, "update", "parameter", "theta"),))
    assert values(arrays, listing) == {0: ["1.06", "0.70"]}
    one = Listing(("theta -= g",), (7,), (LineMark(0, "update", "parameter", "theta[1]"),))
    assert values(arrays, one) == {0: ["0.70"]}
    other = Listing(("eta -= g",), (7,), (LineMark(0, "update", "parameter", "eta"),))
    assert values(arrays, other) == {}
    wide = sgdviz.fit(Neuron(4), Dataset(np.eye(4), np.arange(4.0)), SGD(0.1), passes=1)
    every = Listing(("w -= g",), (1,), (LineMark(0, "update", "parameter"),))
    assert values(wide, every) == {}


def test_the_columns_of_a_line_do_not_overlap(run: Recording) -> None:
    """Each value has a column right of the one before it, as wide as the widest of the run."""
    made = CodeValues(replace(run, listing=LINE), ENGLISH, explains=True)
    right, left = made.cells[3]
    assert right.right == 0.0
    assert left.right > right.right + right.width
    assert made.widths[3] == pytest.approx(left.right + left.width)


def test_parameters_have_one_form_in_the_whole_run(run: Recording) -> None:
    """The number of decimals never changes, so that the point stands still."""
    made = CodeValues(replace(run, listing=LINE), ENGLISH, explains=True)
    for cell in made.cells[3]:
        assert {len(made.param(cell, row).partition(".")[2]) for row in range(len(run))} == {2}
