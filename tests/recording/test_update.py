"""Updates: one step taken apart, for every way in which a step is caused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, Adam, Line, Momentum, Nesterov, Recorder, Recording
from sgdviz.recording.update import samples_at, update_at

if TYPE_CHECKING:
    from sgdviz.training.optimizers import Optimizer


def test_an_update_of_one_sample_has_its_error_and_gradient(run: Recording) -> None:
    """The error is the prediction before the step less the target; error times input, and error, are the gradient."""
    for row in (1, 2, 17, 300):
        update = update_at(run, row)
        assert update is not None
        (sample,) = update.samples
        m, b = run.params[row - 1]
        error = m * run.dataset.inputs[sample] + b - run.dataset.y[sample]
        assert update.errors == pytest.approx([error])
        np.testing.assert_allclose(update.gradient, [error * run.dataset.inputs[sample], error])
        np.testing.assert_array_equal(update.step, run.params[row] - run.params[row - 1])
        assert update.step_size == pytest.approx(0.01, rel=1e-9)
        assert not update.carried.any()


def test_the_state_before_any_update_has_none(run: Recording) -> None:
    """Row 0 has no update, and neither has a row whose row before was not recorded."""
    assert update_at(run, 0) is None
    sparse = replace(run, step=run.step * 2)
    assert update_at(sparse, 1) is None


def test_a_batch_is_known_sample_by_sample() -> None:
    """Each update of a shuffled mini-batch names its samples, whose mean gradient is the recorded one."""
    data = sgdviz.data.noisy_line(points=10)
    recording = sgdviz.fit(Line(), data, SGD(0.05), passes=3, batch_size=4, shuffle=True)
    sizes = []
    for row in range(1, len(recording)):
        update = update_at(recording, row)
        assert update is not None
        sizes.append(len(update.samples))
        x = data.inputs[update.samples]
        np.testing.assert_allclose(update.gradient, [np.mean(update.errors * x), np.mean(update.errors)])
    assert sizes == [4, 4, 2] * 3
    assert sorted(np.concatenate([samples_at(recording, row) for row in (1, 2, 3)])) == list(range(10))


def test_a_full_batch_is_kept_once() -> None:
    """Every update of the full batch has all samples, and these take the memory of one update."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=4, batch_size=None)
    assert recording.batch.shape == (1, 6)
    assert samples_at(recording, 4).tolist() == [0, 1, 2, 3, 4, 5]
    one = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.01), passes=1)
    assert one.batch.size == 0


@pytest.mark.parametrize(
    ("optimizer", "step_size"), [(Momentum(0.01, 0.9), 0.01), (Nesterov(0.01, 0.9), 0.019), (Adam(0.05), None)]
)
def test_the_gradient_and_what_is_carried_over_make_the_step(optimizer: Optimizer, step_size: float | None) -> None:
    """What is carried over is the step that a gradient of zero would leave, and grows with each like step."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), optimizer, passes=2, batch_size=None)
    first, second = (update_at(recording, row) for row in (1, 2))
    assert first is not None
    assert second is not None
    assert not first.carried.any()
    own = second.step - second.carried
    assert (np.sign(own) == -np.sign(second.gradient)).all()
    assert second.carried == pytest.approx(
        {
            "Momentum": 0.9 * first.step,
            "Nesterov": 0.9**2 * (-0.01 * first.gradient),
            "Adam": second.step * 0.9 * 0.1 * first.gradient / (0.09 * first.gradient + 0.1 * second.gradient),
        }[type(optimizer).__name__]
    )
    if step_size is None:
        assert second.step_size is None
    else:
        assert second.step_size == pytest.approx(step_size)


def test_a_loop_of_ones_own_has_steps_and_no_gradients() -> None:
    """Without recorded gradients there is no step size; error and step are known."""
    m = 0.0
    recorder = Recorder([1.0, 2.0], [2.0, 4.0], predict=lambda x: m * x)
    recorder.record(m=m)
    m = 0.5
    recorder.record(m=m, loss=-2.0, sample=0)
    update = update_at(recorder.recording(), 1)
    assert update is not None
    assert update.errors.tolist() == [-2.0]
    assert update.step.tolist() == [0.5]
    assert np.isnan(update.gradient).all()
    assert update.step_size is None


def test_steps_that_are_no_multiple_of_the_gradient_have_no_step_size() -> None:
    """AdaGrad scales each parameter by itself."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), sgdviz.AdaGrad(0.1), passes=2)
    update = update_at(recording, 2)
    assert update is not None
    assert update.step_size is None


def test_batches_and_what_is_carried_over_survive_a_file(tmp_path: object) -> None:
    """A recording that is read again has the same batches and the same carried part."""
    recording = sgdviz.fit(Line(), sgdviz.data.post(), Momentum(0.01), passes=2, batch_size=4)
    path = f"{tmp_path}/run.npz"
    recording.save(path)
    again = Recording.load(path)
    np.testing.assert_array_equal(again.batch, recording.batch)
    np.testing.assert_array_equal(again.carried, recording.carried)
    assert recording.batch[2].tolist() == [4, 5, -1, -1]
