"""The recorder: one line inside somebody's own loop."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import InputError, Recorder, Recording

if TYPE_CHECKING:
    from collections.abc import Callable

X, Y = [-1, 0, 2], [-2.0, 1.0, 4.0]


def recorded(**settings: Any) -> Recording:
    """Record a loop of nine updates over three points."""
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


def test_a_loop_of_one_s_own_is_recorded_as_training_records_it() -> None:
    """The same loop by `fit` gives the same numbers."""
    mine = recorded()
    theirs = sgdviz.fit(
        sgdviz.Line(), sgdviz.Dataset(np.array(X), np.array(Y)), sgdviz.SGD(0.1), passes=3, start={"m": 0.5, "b": 0}
    )
    for name in ("step", "sample", "params", "loss", "cost", "predictions"):
        np.testing.assert_array_equal(getattr(mine, name), getattr(theirs, name), err_msg=name)
    assert mine.formula == theirs.formula
    assert mine.loss_kind == theirs.loss_kind == "residual"


def test_the_first_call_with_a_loss_is_the_first_update() -> None:
    """Without a call before the loop there is no row for the start."""
    recorder = Recorder(X, Y, predict=lambda xs: 0 * xs)
    recorder.record(w=1.0, loss=3.0)
    recorder.record(w=2.0, loss=2.0)
    recording = recorder.recording()
    assert recording.step.tolist() == [1, 2]
    assert recording.loss_kind == "loss"
    assert recording.formula == ""


def test_arrays_are_named_and_copied() -> None:
    """A weight matrix that the loop changes in place is recorded as it was."""
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
    """What has `detach` is detached first, as such tensors ask for."""

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
        ({"m": 1.0, "b": 1.0}, "missing 'loss'"),
        ({"m": 1.0, "b": 1.0, "loss": [1.0, 2.0]}, r"loss has shape \(2,\); give one number"),
        ({"m": 1.0, "b": 1.0, "loss": 1.0, "sample": 3}, "sample is 3; the data have samples 0 to 2"),
        ({"m": 1.0, "b": 1.0, "loss": 1.0, "pass_index": -1}, "pass_index is -1"),
    ],
)
def test_a_later_call_that_differs_is_refused_by_name(second: dict[str, Any], said: str) -> None:
    """And leaves what was recorded as it was."""
    recorder = Recorder(X, Y, predict=lambda xs: xs)
    recorder.record(m=1.0, b=2.0, loss=0.5)
    with pytest.raises(InputError, match=said):
        recorder.record(**second)
    assert len(recorder.recording()) == 1


def test_nothing_recorded_is_an_error() -> None:
    """There is no picture of no run, and no step without parameters."""
    recorder = Recorder(X, Y, predict=lambda xs: xs)
    with pytest.raises(sgdviz.RecordingError, match="nothing was recorded"):
        recorder.recording()
    with pytest.raises(InputError, match="no parameters"):
        recorder.record(loss=1.0)


def test_predict_must_answer_for_every_input() -> None:
    """A prediction of another length, or of text, says so."""
    with pytest.raises(InputError, match="predict returned 2 numbers for"):
        Recorder(X, Y, predict=lambda _: [1.0, 2.0]).record(m=1.0)
    with pytest.raises(InputError, match=r"predict failed \(.* missing 1 required .*\); let it take an array of shape"):
        Recorder(X, Y, predict=lambda a, b: a * b).record(m=1.0)  # type: ignore[misc, arg-type]
    with pytest.raises(InputError, match="the result of predict holds something that is not a number"):
        Recorder(X, Y, predict=lambda _: "high").record(m=1.0)


def test_plain_python_is_asked_for_one_input_at_a_time() -> None:
    """A prediction that only takes a float, or one row of features, is recorded as one that takes arrays."""
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


def test_a_loss_of_classes_is_told_by_targets_and_predictions() -> None:
    """Two targets, 0 and 1, and nothing predicted but shares: then the cost is the cross-entropy."""
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


def test_predictions_that_know_nothing_of_the_parameters_are_suspicious() -> None:
    """The commonest slip, predict using variables of its own, is warned of; a loop that has arrived is none."""
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
    """A loop that diverges is a recording that diverged, without a warning."""
    recorder = Recorder(X, Y, predict=lambda xs: 1e308 * 10 * xs)
    recorder.record(m=1.0, loss=1.0)
    recording = recorder.recording()
    assert recording.status == "diverged"
    assert math.isnan(recording.cost[0]) or math.isinf(recording.cost[0])


def test_what_the_loss_is_can_be_said() -> None:
    """An explicit kind and formula win over the guess."""
    recording = recorded(loss_kind="loss", formula="price = {m} size + {b}")
    assert recording.loss_kind == "loss"
    assert recording.formula == "price = {m} size + {b}"


def test_inputs_come_in_the_shape_they_were_given() -> None:
    """A column of inputs stays one, as matrix products want it."""
    column = np.array([[-1.0], [0.0], [2.0]])
    weights = np.array([2.0])
    recorder = Recorder(column, Y, predict=lambda xs: xs @ weights)
    recorder.record(w=weights)
    assert recorder.recording().predictions.tolist() == [[-2, 0, 4]]


def test_a_residual_that_never_goes_below_zero_is_still_known() -> None:
    """By the sample that it is of."""
    m = 5.0
    recorder = Recorder([1, 2], [1.0, 2.0], predict=lambda xs: m * xs)
    recorder.record(m=m)
    for i, x in enumerate((1, 2)):
        off = m * x - x
        m -= 0.01 * off * x
        recorder.record(m=m, loss=off, sample=i)
    assert recorder.recording().loss_kind == "residual"


def recorded_classes(losses: Callable[[float, float], float]) -> Recording:
    """Return a logistic loop that records what `losses` makes of a sample's share and target."""
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
    """Residuals become -log p; a loop that says its loss is half a square has no cross-entropy."""
    logistic = recorded_classes(lambda p, y: -math.log(p if y else 1 - p))
    residual = recorded_classes(lambda p, y: p - y)
    for run, kind in ((logistic, "loss"), (residual, "residual")):
        assert (run.cost_kind, run.loss_kind) == ("cross-entropy", kind)
        assert run.sample_loss[1] == pytest.approx(math.log(2))
    np.testing.assert_allclose(logistic.sample_loss[1:], residual.sample_loss[1:])
    assert recorded_classes(lambda p, y: (p - y) ** 2 / 2).cost_kind == "mean squared error"


def test_a_kind_that_is_none_is_said_before_the_loop() -> None:
    """Afterwards it would be too late."""
    with pytest.raises(InputError, match="unknown cost kind 'log loss'"):
        Recorder(X, Y, predict=lambda xs: xs, cost_kind="log loss")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="unknown loss kind 'residuals'; did you mean 'residual'"):
        Recorder(X, Y, predict=lambda xs: xs, loss_kind="residuals")  # type: ignore[arg-type]


def test_whatever_keeps_a_prediction_from_taking_arrays_is_tried_one_by_one() -> None:
    """A table of answers, a method of floats; and a list that overflows is one line, not a traceback."""
    table = Recorder([1, 2], [1.0, 2.0], predict=lambda x: round(x.real.hex() != "") * 1.0)
    table.record(m=1.0)
    assert table.recording().predictions.tolist() == [[1.0, 1.0]]
    listed = Recorder([1, 2], [1.0, 2.0], predict=lambda xs: [math.exp(1e4 * x) for x in xs])
    with pytest.raises(InputError, match="predict failed"):
        listed.record(m=1.0)
