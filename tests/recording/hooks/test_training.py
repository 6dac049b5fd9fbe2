"""One training: states that are held, steps that are looked at, and parameters that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.hooks import training as module
from sgdviz.recording.hooks.gathered import GatheredData
from sgdviz.recording.hooks.script_frame import Place
from sgdviz.recording.hooks.session import Session
from sgdviz.recording.hooks.training import DENSE, MOST_SHOWN, Kind, Training, bounded, loss_of, names_of

if TYPE_CHECKING:
    import pytest
    from numpy.typing import NDArray

X = np.arange(4.0)[:, None]
Y = 2 * X[:, 0]


class Line:
    """A line through the origin."""

    def __init__(self) -> None:
        self.slope = 0.0

    def state(self) -> float:
        return self.slope

    def named(self, state: float | None) -> dict[str, NDArray[np.float64]]:
        return {"slope": np.array(self.slope if state is None else state)}

    def predict(self, state: float | None, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        values: NDArray[np.float64] = rows[:, 0] * (self.slope if state is None else state)
        return values

    def mark(self) -> float:
        return self.slope


def begun(**settings: Any) -> Training[Line]:
    """Return a training that has not begun."""
    training = Training(Session(), Place("train.py", 3, None), Line(), GatheredData(**settings))
    training.what, training.kind = "Line", Kind("mean squared error")
    return training


def test_states_are_held_until_the_data_are_known() -> None:
    """The steps of the first pass are recorded with the parameters that they had."""
    training = begun()
    training.start()
    for place in (0, 1, 2, 3, 0, 1, 2, 3):
        training.data.add(X[[place]], Y[[place]])
        training.learner.slope += 0.25
        training.add(rows=1, loss=float(place))
    run = training.run()
    assert run is not None
    assert (run.file, run.line) == ("train.py", 3)
    np.testing.assert_array_equal(run.recording.params[:, 0], 0.25 * np.arange(9))
    np.testing.assert_array_equal(run.recording.predictions, run.recording.params * X[:, 0])
    assert run.recording.pass_index.tolist() == [0, 1, 1, 1, 1, 2, 2, 2, 2]
    assert run.recording.loss[1:].tolist() == [0, 1, 2, 3, 0, 1, 2, 3]


def test_a_large_model_does_not_wait_for_all_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the held states are too many bytes the data are those that there are."""
    monkeypatch.setattr(module, "MOST_HELD", -1)
    training = begun()
    for place in range(4):
        training.data.add(X[[place]], Y[[place]])
        training.add(rows=1)
    assert len(training.data) == 4
    run = training.run()
    assert run is not None
    assert len(run.recording.dataset) == 1


def test_later_steps_are_looked_at_less_often() -> None:
    """All of the first steps are looked at, then every second one, every fourth, and the last one."""
    training = begun()
    training.data.add(X, Y)
    training.is_given = True
    looked = []
    for number in range(1, 5 * DENSE + 2):
        if training.looks_at_next:
            looked.append(number)
        training.learner.slope = 1 - 1 / number
        training.add(rows=4)
    assert looked[:DENSE] == list(range(1, DENSE + 1))
    assert {*np.diff(looked[DENSE : 3 * DENSE // 2])} == {2}
    assert {*np.diff(looked[-DENSE // 16 :])} == {8}
    run = training.run()
    assert run is not None
    assert run.recording.step[-1] == 5 * DENSE + 1


def test_a_model_changed_after_its_last_step_leaves_no_false_row() -> None:
    """Where the last step was not looked at, and the model has changed since, the row before it is the last."""
    training = begun()
    training.data.add(X, Y)
    training.is_given = True
    for number in range(1, DENSE + 4):
        training.learner.slope = 1 - 1 / number
        training.add(rows=4)
    training.learner.slope = 7.0
    run = training.run()
    assert run is not None
    assert run.recording.step[-1] < DENSE + 3
    assert 7.0 not in run.recording.params


def test_an_error_of_a_prediction_is_a_fault() -> None:
    """A training whose prediction fails is not shown, and the sentence has its line and the reason."""
    training = begun()

    def fail(*_: Any) -> Any:
        raise ValueError("no such shape")

    training.learner.predict = fail  # type: ignore[method-assign,assignment]
    training.data.add(X, Y)
    training.add()
    assert training.run() is None
    assert training.fault.startswith("predict failed (no such shape)")


def test_of_many_parameters_some_are_shown() -> None:
    """Parameters lose needless axes, and of many those at even distances have their index in their name."""
    few = bounded({"w": np.ones((1, 1)), "v": np.arange(3.0)[None]})
    assert {name: value.shape for name, value in few.items()} == {"w": (), "v": (3,)}
    grid = np.arange(400.0).reshape(20, 20)
    many = bounded({"w": grid, "b": np.array(-1.0)})
    assert len(many) == MOST_SHOWN
    assert many["b"] == -1
    assert many["w[0,0]"] == 0
    shown = [name for name in many if name != "b"]
    assert all(many[name] == grid[tuple(map(int, name[2:-1].split(",")))] for name in shown)


def test_the_evidence_says_how_many_parameters_there_are() -> None:
    """Long lists of names are cut, and numbers that are left out are counted."""
    assert names_of({"m": np.array(1.0), "b": np.array(2.0)}) == "m, b"
    assert names_of({f"w{place}": np.zeros(50) for place in range(8)}) == (
        "w0, w1, w2, w3, w4 and 3 more (100 of 400 numbers)"
    )


def test_the_loss_of_a_batch_is_its_cost() -> None:
    """A batch is measured as the data are, where that is known."""
    assert loss_of(Kind("mean squared error"), np.array([1.0, 2.0]), np.array([0.0, 4.0])) == 2.5
    assert loss_of(Kind("mean absolute error"), np.array([1.0, 2.0]), np.array([0.0, 4.0])) == 1.5
    assert loss_of(Kind(), np.array([1.0]), np.array([0.0])) is None
