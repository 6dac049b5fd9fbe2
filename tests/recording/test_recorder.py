"""The recorder: one line inside an existing training loop."""

from __future__ import annotations

import math
import tracemalloc
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import InputError, Recorder, Recording

if TYPE_CHECKING:
    from collections.abc import Callable

X, Y = [-1, 0, 2], [-2.0, 1.0, 4.0]


def recorded(**settings: Any) -> Recording:
    """Return the recording of nine updates over three points."""
    m, b = 0.5, 0.0
    recorder = Recorder(X, Y, predict=lambda xs: m * xs + b, **settings)
    recorder.record(m=m, b=b)
    for _ in range(3):
        for i in range(3):
            loss = m * X[i] + b - Y[i]
            m -= X[i] * loss * 0.1
            b -= loss * 0.1
            recorder.record(m=m, b=b, loss=loss, sample=i)
    return recorder.recording()


def test_a_recorded_loop_equals_the_same_loop_of_fit() -> None:
    """The recorder and `fit` give the same arrays for the same loop."""
    mine = recorded()
    theirs = sgdviz.fit(
        sgdviz.Line(), sgdviz.Dataset(np.array(X), np.array(Y)), sgdviz.SGD(0.1), passes=3, start={"m": 0.5, "b": 0}
    )
    for name in ("step", "sample", "params", "loss", "cost", "predictions"):
        np.testing.assert_array_equal(getattr(mine, name), getattr(theirs, name), err_msg=name)
    assert mine.formula == theirs.formula
    assert mine.loss_kind == theirs.loss_kind == "residual"


def test_the_first_call_with_a_loss_is_the_first_update() -> None:
    """Without a call before the loop there is no row for the start, and steps count from 1."""
    recorder = Recorder(X, Y, predict=lambda xs: 0 * xs)
    recorder.record(w=1.0, loss=3.0)
    recorder.record(w=2.0, loss=2.0)
    recording = recorder.recording()
    assert recording.step.tolist() == [1, 2]
    assert recording.loss_kind == "loss"
    assert recording.formula == ""


def test_arrays_are_named_and_copied() -> None:
    """Each entry of a weight matrix has a name, and a matrix that the loop changes in place is copied."""
    weights = np.array([[1.0, 2.0]])
    recorder = Recorder(np.ones((3, 2)), Y, predict=lambda xs: xs @ weights[0])
    recorder.record(W=weights, c=[0.5])
    weights += 1
    recorder.record(W=weights, c=[0.25])
    recording = recorder.recording()
    assert recording.param_names == ("W[0,0]", "W[0,1]", "c[0]")
    assert recording.params.tolist() == [[1, 2, 0.5], [2, 3, 0.25]]
    assert recording.predictions[:, 0].tolist() == [3, 5]


def test_a_tensor_that_carries_a_gradient_is_read() -> None:
    """A value with a `detach` method is detached before NumPy reads it."""

    class Tensor:
        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
            msg = "detach me first"
            raise RuntimeError(msg)

        def detach(self) -> np.ndarray:
            return np.array(7.0)

    recorder = Recorder(X, Y, predict=lambda xs: xs)
    recorder.record(m=Tensor())
    assert recorder.recording().params.tolist() == [[7.0]]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({"m": 1.0, "loss": 1.0}, "missing 'b'"),
        ({"m": 1.0, "b": 1.0, "c": 1.0, "loss": 1.0}, "got 'c'"),
        ({"m": [1.0, 2.0], "b": 1.0, "loss": 1.0}, r"m has shape \(2,\) and had \(\) before"),
        ({"m": "steep", "b": 1.0, "loss": 1.0}, "m holds something that is not a number"),
        ({"m": 1.0, "b": 1.0, "loss": [1.0, 2.0]}, r"loss has shape \(2,\); give one number"),
        ({"m": 1.0, "b": 1.0, "loss": 1.0, "sample": 3}, "sample is 3; the data have samples 0 to 2"),
        ({"m": 1.0, "b": 1.0, "loss": 1.0, "pass_index": -1}, "pass_index is -1"),
        ({"m": 1.0, "b": 1.0, "step": 1}, "step is 1, and the last call had 1; steps must grow"),
        ({"m": 1.0, "b": 1.0, "step": 2.5}, "step is 2.5"),
    ],
)
def test_a_later_call_that_differs_is_refused_by_name(second: dict[str, Any], said: str) -> None:
    """A call with other names, shapes or types is refused and leaves the recorded rows."""
    recorder = Recorder(X, Y, predict=lambda xs: xs)
    recorder.record(m=1.0, b=2.0, loss=0.5)
    with pytest.raises(InputError, match=said):
        recorder.record(**second)
    assert len(recorder.recording()) == 1


def test_nothing_recorded_is_an_error() -> None:
    """A recording needs at least one step, and a step at least one parameter."""
    recorder = Recorder(X, Y, predict=lambda xs: xs)
    with pytest.raises(sgdviz.RecordingError, match="nothing was recorded"):
        recorder.recording()
    with pytest.raises(InputError, match="no parameters"):
        recorder.record(loss=1.0)


def test_predict_must_answer_for_every_input() -> None:
    """A prediction of another length, of text, or with another signature is refused."""
    with pytest.raises(InputError, match="predict returned 2 numbers for"):
        Recorder(X, Y, predict=lambda _: [1.0, 2.0]).record(m=1.0)
    with pytest.raises(InputError, match=r"predict failed \(.* missing 1 required .*\); let it take an array of shape"):
        Recorder(X, Y, predict=lambda a, b: a * b).record(m=1.0)  # type: ignore[misc, arg-type]
    with pytest.raises(InputError, match="the result of predict holds something that is not a number"):
        Recorder(X, Y, predict=lambda _: "high").record(m=1.0)


def test_a_predict_in_plain_python_is_called_for_each_input() -> None:
    """A `predict` that takes a float, or one row of features, gives the same recording as one that takes arrays."""
    weight = 0.5
    plain = Recorder(X, [0.0, 1.0, 1.0], predict=lambda x: 1 / (1 + math.exp(-weight * x)))
    arrays = Recorder(X, [0.0, 1.0, 1.0], predict=lambda xs: 1 / (1 + np.exp(-weight * xs)))
    for weight in (0.5, 1.0, 2000.0):  # the last one overflows where it may
        plain.record(weight=weight)
        arrays.record(weight=weight)
    ours, theirs = plain.recording(), arrays.recording()
    np.testing.assert_allclose(ours.predictions[:2], theirs.predictions[:2], rtol=1e-14)
    rows = np.array([[1.0, 2], [3, 4], [5, 7]])
    pairs = Recorder(rows, Y, predict=lambda row: weight * row[0] - sum(float(one) for one in row))
    pairs.record(weight=weight)
    np.testing.assert_allclose(pairs.recording().predictions[0], weight * rows[:, 0] - rows.sum(axis=1))


def test_the_kind_of_the_cost_follows_from_targets_and_predictions() -> None:
    """Targets of 0 and 1 with predictions between them have a cross-entropy, unless `cost_kind` says otherwise."""
    for targets, share, kind in (
        ([0.0, 1.0, 1.0], 0.5, "cross-entropy"),
        ([0.0, 1.0, 1.0], 1.5, "mean squared error"),
        ([0.0, 1.0, 2.0], 0.5, "mean squared error"),
    ):
        recorder = Recorder(X, targets, predict=lambda xs, share=share: np.full(len(xs), share))  # type: ignore[misc]
        recorder.record(b=share)
        assert recorder.recording().cost_kind == kind
    recording = Recorder(X, [0.0, 1.0, 1.0], predict=lambda xs: 0.25 + 0 * xs)
    recording.record(b=0.25)
    assert recording.recording().cost[0] == pytest.approx(-(math.log(0.75) + 2 * math.log(0.25)) / 3)
    asked = Recorder(X, [0.0, 1.0, 1.0], predict=lambda xs: 0.25 + 0 * xs, cost_kind="mean squared error")
    asked.record(b=0.25)
    assert asked.recording().cost[0] == pytest.approx((0.25**2 + 2 * 0.75**2) / 3)


def test_predictions_that_never_change_are_warned_about() -> None:
    """A warning says that `predict` does not use the parameters; a loop with constant parameters gives none."""
    recorder = Recorder(X, Y, predict=lambda xs: 2 * xs)
    for m in (1.0, 2.0, 3.0):
        recorder.record(m=m)
    with pytest.warns(UserWarning, match="the parameters changed and the predictions never did"):
        recorder.recording()
    arrived = Recorder(X, Y, predict=lambda xs: 2 * xs)
    for _ in range(3):
        arrived.record(m=2.0)
    assert len(arrived.recording()) == 3


def test_overflow_is_recorded_as_it_is() -> None:
    """A loop that overflows is a recording that diverged, without a warning."""
    recorder = Recorder(X, Y, predict=lambda xs: 1e308 * 10 * xs)
    recorder.record(m=1.0, loss=1.0)
    recording = recorder.recording()
    assert recording.status == "diverged"
    assert math.isnan(recording.cost[0]) or math.isinf(recording.cost[0])


def test_a_log_likelihood_stays_a_loss() -> None:
    """A loss below zero without a recorded sample is of the kind "loss" and is not squared."""
    mean = 0.0
    recorder = Recorder(X, Y, predict=lambda xs: mean + 0 * xs)
    recorder.record(mean=mean)
    for _ in range(3):
        mean += 0.5
        recorder.record(mean=mean, loss=-0.195)
    recording = recorder.recording()
    assert recording.loss_kind == "loss"
    assert recording.sample_loss[1:].tolist() == [-0.195] * 3


def test_losses_below_zero_are_residuals_only_where_they_equal_them() -> None:
    """With recorded samples, losses that differ from the residuals stay losses."""

    def loop(factor: float) -> Recording:
        m = 0.5
        recorder = Recorder([1.0, 2.0], [1.0, 2.0], predict=lambda xs: m * xs)
        recorder.record(m=m)
        for i, x in enumerate((1.0, 2.0)):
            residual = m * x - x
            m -= 0.1 * residual * x
            recorder.record(m=m, loss=factor * residual, sample=i)
        return recorder.recording()

    residuals, others = loop(1.0), loop(0.39)
    assert (residuals.loss[1:] < 0).all()
    assert (others.loss[1:] < 0).all()
    assert (residuals.loss_kind, others.loss_kind) == ("residual", "loss")
    np.testing.assert_array_equal(residuals.sample_loss[1:], residuals.loss[1:] ** 2)
    np.testing.assert_array_equal(others.sample_loss[1:], others.loss[1:])
    assert others.sample_loss[1] == pytest.approx(-0.195)


def test_a_given_kind_and_formula_are_kept() -> None:
    """An explicit loss kind and formula replace the inferred ones."""
    recording = recorded(loss_kind="loss", formula="price = {m} size + {b}")
    assert recording.loss_kind == "loss"
    assert recording.formula == "price = {m} size + {b}"


def test_inputs_come_in_the_shape_they_were_given() -> None:
    """`predict` gets inputs of the shape of the data: a column stays a column."""
    column = np.array([[-1.0], [0.0], [2.0]])
    weights = np.array([2.0])
    recorder = Recorder(column, Y, predict=lambda xs: xs @ weights)
    recorder.record(w=weights)
    assert recorder.recording().predictions.tolist() == [[-2, 0, 4]]


def test_a_residual_that_never_goes_below_zero_is_still_known() -> None:
    """Residuals above zero are recognized by their samples."""
    m = 5.0
    recorder = Recorder([1, 2], [1.0, 2.0], predict=lambda xs: m * xs)
    recorder.record(m=m)
    for i, x in enumerate((1, 2)):
        off = m * x - x
        m -= 0.01 * off * x
        recorder.record(m=m, loss=off, sample=i)
    assert recorder.recording().loss_kind == "residual"


def recorded_classes(losses: Callable[[float, float], float]) -> Recording:
    """Return the recording of a logistic loop whose loss is `losses` of the sample's probability and target."""
    w, xs, ys = 0.0, [-2.0, -1.0, 1.0, 2.5], [0.0, 0.0, 1.0, 1.0]
    recorder = Recorder(xs, ys, predict=lambda x: 1 / (1 + math.exp(-w * x)))
    recorder.record(w=w)
    for turn in range(8):
        x, y = xs[turn % 4], ys[turn % 4]
        p = 1 / (1 + math.exp(-w * x))
        w -= 0.5 * (p - y) * x
        recorder.record(w=w, loss=losses(p, y), sample=turn % 4)
    return recorder.recording()


def test_the_losses_of_classes_are_in_the_unit_of_their_cost() -> None:
    """Residuals of classes become -log p, and half squares deny a cross-entropy."""
    logistic = recorded_classes(lambda p, y: -math.log(p if y else 1 - p))
    residual = recorded_classes(lambda p, y: p - y)
    for run, kind in ((logistic, "loss"), (residual, "residual")):
        assert (run.cost_kind, run.loss_kind) == ("cross-entropy", kind)
        assert run.sample_loss[1] == pytest.approx(math.log(2))
    np.testing.assert_allclose(logistic.sample_loss[1:], residual.sample_loss[1:])
    assert recorded_classes(lambda p, y: (p - y) ** 2 / 2).cost_kind == "mean squared error"


def test_an_unknown_kind_is_refused_before_the_loop() -> None:
    """An unknown loss or cost kind is refused by the constructor."""
    with pytest.raises(InputError, match="unknown cost kind 'log loss'"):
        Recorder(X, Y, predict=lambda xs: xs, cost_kind="log loss")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="unknown loss kind 'residuals'; did you mean 'residual'"):
        Recorder(X, Y, predict=lambda xs: xs, loss_kind="residuals")  # type: ignore[arg-type]


def test_a_predict_that_fails_on_arrays_is_called_for_each_input() -> None:
    """A `predict` that needs a method of floats gets one at a time; one that fails both ways is refused."""
    table = Recorder([1, 2], [1.0, 2.0], predict=lambda x: round(x.real.hex() != "") * 1.0)
    table.record(m=1.0)
    assert table.recording().predictions.tolist() == [[1.0, 1.0]]
    listed = Recorder([1, 2], [1.0, 2.0], predict=lambda xs: [math.exp(1e4 * x) for x in xs])
    with pytest.raises(InputError, match="predict failed"):
        listed.record(m=1.0)


@pytest.mark.parametrize("points", [[1.0, 2.0, 4.0], [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]]])
@pytest.mark.parametrize("one_by_one", [False, True])
def test_a_prediction_that_changes_its_input_changes_no_later_one(points: list[Any], one_by_one: bool) -> None:  # noqa: FBT001
    """`predict` gets a copy of the inputs each time, in one call as well as one by one."""

    def predict(xs: Any) -> Any:
        if one_by_one and np.ndim(xs) == np.ndim(points):
            raise TypeError("one at a time")
        if np.ndim(xs):
            xs *= 2
        return xs if np.ndim(points) == 1 else xs.sum(axis=-1)

    recorder = sgdviz.Recorder(points, [0.0, 1.0, 2.0], predict=predict)
    for m in (1.0, 1.0, 1.0):
        recorder.record(m=m)
    predictions = recorder.recording().predictions
    np.testing.assert_array_equal(predictions[0], predictions[2])
    factor = 1 if one_by_one and np.ndim(points) == 1 else 2
    np.testing.assert_array_equal(predictions[0], factor * np.sum(np.reshape(points, (3, -1)), axis=1))


def test_a_loss_may_be_given_sometimes() -> None:
    """A loop that computes its loss every third step has no number for the others, and is drawn."""
    m = 0.0
    recorder = Recorder(X, Y, predict=lambda xs: m * xs)
    for turn in range(9):
        m += 0.2
        recorder.record(m=m, loss=(m - 2) ** 2 if turn % 3 == 0 else None)
    recording = recorder.recording()
    assert np.isfinite(recording.loss).tolist() == [True, False, False] * 3
    assert recording.step.tolist() == [*range(1, 10)]
    assert sgdviz.animate(recording).still(3).pixels.std() > 0


def test_steps_may_have_numbers_of_their_own() -> None:
    """A loop that records every hundredth update says so, and the numbers stay."""
    m = 0.0
    recorder = Recorder(X, Y, predict=lambda xs: m * xs)
    for step in (0, 100, 200, 201):
        m += 1
        recorder.record(m=m, step=step)
    recorder.record(m=m)
    assert recorder.recording().step.tolist() == [0, 100, 200, 201, 202]


def test_every_leaves_calls_out() -> None:
    """With `every=10` one call in ten is looked at, and steps keep their numbers."""
    calls, m = [], 0.0

    def predict(xs: Any) -> Any:
        calls.append(m)
        return m * xs

    recorder = Recorder(X, Y, predict=predict, every=10)
    for turn in range(31):
        m = float(turn)
        recorder.record(m=m)
    recording = recorder.recording()
    assert recording.step.tolist() == recording.params[:, 0].tolist() == [0, 10, 20, 30]
    assert len(calls) == 4
    with pytest.raises(InputError, match="every is 0"):
        Recorder(X, Y, predict=lambda xs: xs, every=0)


@pytest.mark.parametrize("column", [True, False])
def test_targets_may_be_a_column_or_a_row(column: bool) -> None:  # noqa: FBT001
    """(N, 1) targets go with (N, D) inputs, and (1, N) targets with (D, N): predict gets inputs shaped like them."""
    w = np.array([[2.0], [1.0]])
    x, y = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([[4.0], [10.0], [16.0]])
    given = (x, y) if column else (x.T, y.T)
    recorder = Recorder(*given, predict=lambda xs: xs @ w if column else w.T @ xs)
    recorder.record(w=w)
    recording = recorder.recording()
    np.testing.assert_array_equal(recording.dataset.x, x)
    np.testing.assert_array_equal(recording.predictions, y.T)
    np.testing.assert_allclose(recording.grid_predictions[0], recording.grid @ w[:, 0])


def test_parameters_may_be_in_a_dict() -> None:
    """Parameters called as an argument of `record` come in `params`, beside others by name."""
    recorder = Recorder(X, Y, predict=lambda xs: xs)
    recorder.record(params={"loss": 1.0, "sample": [2.0]}, m=3.0, loss=0.5)
    recording = recorder.recording()
    assert recording.param_names == ("loss", "sample[0]", "m")
    assert (recording.params.tolist(), recording.loss.tolist()) == ([[1.0, 2.0, 3.0]], [0.5])


def test_a_coarser_grid_where_predict_takes_one_input() -> None:
    """A surface of two inputs takes 289 calls and one for each point, where each is a call."""
    calls = []

    def predict(row: Any) -> float:
        if np.ndim(row) > 1:
            raise TypeError("one at a time")
        calls.append(1)
        return float(row[0])

    recorder = Recorder([[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]], Y, predict=predict)
    recorder.record(m=1.0)
    recorder.record(m=2.0)
    assert len(calls) == 2 * (3 + 17 * 17)
    recording = recorder.recording()
    np.testing.assert_array_equal(recording.grid_predictions[0], recording.grid[:, 0])


def endless(steps: int, features: int) -> Recording:
    """Return the recording of a loop of so many steps down a valley, which converges and jumps at its middle."""
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(50, features)), np.zeros(features)
    y = x @ np.arange(1.0, features + 1)
    recorder = Recorder(x, y, predict=lambda xs: xs @ w)
    recorder.record(w=w)
    for turn in range(steps):
        w += 1e-3 * (np.arange(1.0, features + 1) - w) if turn != steps // 2 else -2
        recorder.record(w=w)
    return recorder.recording()


@pytest.mark.slow
@pytest.mark.parametrize("features", [1, 2])
def test_a_hundred_thousand_steps_stay_within_bounds(features: int) -> None:
    """The rows of a long loop take a bounded number of megabytes, with the first, the last and all that moved."""
    tracemalloc.start()
    recording = endless(100_000, features)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 90e6
    assert recording.step[:8].tolist() == [*range(8)]
    assert recording.step[-1] == 100_000
    around = recording.step[np.searchsorted(recording.step, 50_001) + np.array([-1, 0])]
    assert around[1] == 50_001
    jumps = np.abs(np.diff(recording.predictions, axis=0)).mean(axis=1)
    usual = np.sort(jumps)[-2]
    assert jumps.max() > 10 * usual
    assert sgdviz.animate(recording).seconds < 20


def test_a_run_in_which_nothing_changes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop whose predictions never move, or diverged long ago, keeps its first rows and its last."""
    monkeypatch.setattr("sgdviz.recording.recorder.MOST_NUMBERS", 0)
    for size in (0.0, 1e300, math.nan, math.inf):
        recorder = Recorder(X, Y, predict=partial(np.full_like, fill_value=size))
        for turn in range(1000):
            recorder.record(m=float(turn))
        with warnings.catch_warnings(action="ignore"):
            recording = recorder.recording()
        assert recording.step.tolist() == [*range(8), 999]


def test_a_loop_that_goes_on_is_recorded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recording in between changes nothing; a last step whose parameters are gone is left out."""
    monkeypatch.setattr("sgdviz.recording.recorder.MOST_NUMBERS", 0)
    m = 0.0
    recorder, other = (Recorder(X, Y, predict=lambda xs: m * xs) for _ in range(2))
    for turn in range(2000):
        m = math.sin(turn / 300)
        for own in (recorder, other):
            own.record(m=m)
        if turn in (5, 700, 1500):
            assert recorder.recording().step[-1] == turn
    first, second = recorder.recording(), other.recording()
    assert first.step.tolist() == second.step.tolist()
    assert len(second) <= 300
    assert (np.diff(second.step) > 0).all()
    recorder.record(m=m + 1e-12)
    m = 5.0
    assert recorder.recording().step[-1] < 2000
