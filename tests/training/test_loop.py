"""The training loop: against independent loops in plain Python."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

import sgdviz
from sgdviz import SGD, InputError, Line, Step, data, fit, train

if TYPE_CHECKING:
    from collections.abc import Iterator

XS = [-4, -2, 0, 1, 2, 3]
YS = [-8, -4, 1, 2.2, 3.3, 5.3]


class State(NamedTuple):
    """The slope and the intercept after an update, and the loss that caused it."""

    slope: float
    intercept: float
    loss: float


def descended(seed: int, step_size: float, passes: int) -> Iterator[State]:
    """Yield the start, then the state after each update, of gradient descent on the post's points in plain floats."""
    generator = random.Random(seed)
    state = State(generator.random(), generator.random(), math.nan)
    yield state
    for point in list(zip(XS, YS, strict=True)) * passes:
        off = state.slope * point[0] + state.intercept - point[1]
        slope = state.slope - point[0] * off * step_size
        state = State(slope, state.intercept - off * step_size, off)
        yield state


@pytest.mark.parametrize("seed", [0, 1, 2, 7, 42, 2024])
def test_the_post_s_loop_gives_the_same_bits(seed: int) -> None:
    """All 301 rows of `fit` equal those of a loop in plain floats, bit for bit: parameters, losses, predictions."""
    recording = fit(Line(), data.post(), SGD(step_size=0.01), passes=50, seed=seed)
    states = list(descended(seed, 0.01, 50))
    assert len(recording) == len(states) == 301
    assert recording.params.tolist() == [[state.slope, state.intercept] for state in states]
    assert recording.loss[1:].tolist() == [state.loss for state in states[1:]]
    assert recording.predictions.tolist() == [[state.slope * x + state.intercept for x in XS] for state in states]


def test_a_diverging_loop_gives_the_same_bits() -> None:
    """Steps that are far too large overflow in the same way as in plain floats."""
    steps = train(Line(), data.post(), SGD(0.5), passes=500, seed=3)
    last = None
    for state, step in zip(descended(3, 0.5, 500), steps, strict=True):
        np.testing.assert_array_equal([step.loss, *step.params], [state.loss, state.slope, state.intercept])
        last = step
    assert last is not None
    assert last.index == 3000
    assert not np.isfinite(last.params).any()


def test_steps_are_yielded_one_at_a_time() -> None:
    """`train` yields the start as step 0, and every step owns its parameters."""
    steps = train(Line(), data.post(), SGD(0.01), passes=1)
    start, first = next(steps), next(steps)
    assert (start.index, start.pass_index, start.sample) == (0, 0, None)
    assert math.isnan(start.loss)
    assert np.isnan(start.gradient).all()
    assert (first.index, first.pass_index, first.sample) == (1, 1, 0)
    assert not np.shares_memory(start.params, first.params)
    rest = list(steps)
    assert [step.index for step in rest] == [2, 3, 4, 5, 6]
    assert all(isinstance(step, Step) for step in rest)


def test_row_k_holds_update_k(short_run: sgdviz.Recording) -> None:
    """Row 0 is the state before any update; row k holds the parameters after update k and the loss that caused it."""
    assert math.isnan(short_run.loss[0])
    assert np.isnan(short_run.gradients[0]).all()
    assert short_run.sample.tolist() == [-1, *range(6), *range(6)]
    assert short_run.pass_index.tolist() == [0] + [1] * 6 + [2] * 6
    assert short_run.step.tolist() == list(range(13))
    before = short_run.predictions[4, 4] - short_run.dataset.y[4]
    assert short_run.loss[5] == before
    np.testing.assert_array_equal(short_run.params[5], short_run.params[4] - 0.01 * short_run.gradients[5])


def test_a_start_can_be_given_in_part() -> None:
    """Parameters that `start` does not set are drawn as without it."""
    drawn = fit(Line(), data.post(), SGD(), passes=1, seed=5).params[0]
    recording = fit(Line(), data.post(), SGD(), passes=1, seed=5, start={"m": 2.5})
    assert recording.params[0].tolist() == [2.5, drawn[1]]


def test_a_run_that_diverges_is_recorded_to_its_end(diverging_run: sgdviz.Recording) -> None:
    """Divergence is data: the recording has all rows, a status, and the row at which its cost passes the bound."""
    assert len(diverging_run) == 301
    assert diverging_run.status == "diverged"
    assert diverging_run.diverged_row == 7
    assert diverging_run.cost[-1] > 1e100


def test_a_wide_swing_that_comes_back_is_no_divergence() -> None:
    """A start far away has a large cost and is not a divergence."""
    recording = fit(Line(), data.post(), SGD(0.01), start={"m": 1e4, "b": -1e4})
    assert recording.status == "completed"
    assert recording.diverged_row is None


@pytest.mark.parametrize(("batch_size", "sizes"), [(2, [2, 2, 2]), (4, [4, 2]), (5, [5, 1]), (6, [6]), (None, [6])])
def test_a_batch_steps_by_the_mean_gradient(batch_size: int | None, sizes: list[int]) -> None:
    """A batch takes its samples in order and steps by their mean gradient; its loss is their mean squared residual."""
    recording = fit(Line(), data.post(), SGD(0.02), passes=3, seed=1, batch_size=batch_size)
    m, b = recording.params[0].tolist()
    row = 0
    for pass_index in (1, 2, 3):
        first = 0
        for size in sizes:
            row += 1
            batch = range(first, first + size)
            residuals = [m * XS[i] + b - YS[i] for i in batch]
            slope_m = sum(XS[i] * residual for i, residual in zip(batch, residuals, strict=True)) / size
            slope_b = sum(residuals) / size
            np.testing.assert_allclose(recording.gradients[row], [slope_m, slope_b], rtol=1e-11, atol=1e-13)
            squares = sum(residual**2 for residual in residuals) / size
            assert recording.loss[row] == pytest.approx(squares, rel=1e-11, abs=1e-13)
            m, b = m - 0.02 * slope_m, b - 0.02 * slope_b
            np.testing.assert_allclose(recording.params[row], [m, b], rtol=1e-12)
            assert (recording.pass_index[row], recording.sample[row]) == (pass_index, -1)
            first += size
    assert len(recording) == row + 1
    assert recording.loss_kind == "loss"


def test_a_full_batch_s_loss_is_the_cost_before_the_step() -> None:
    """The loss of a full batch is the mean squared error: a mean of residuals would cancel to zero."""
    recording = fit(Line(), data.post(), SGD(0.02), passes=200, batch_size=None)
    np.testing.assert_allclose(recording.sample_loss[1:], recording.cost[:-1], rtol=1e-12)


def test_a_batch_larger_than_the_data_is_the_full_batch() -> None:
    """A batch size above the number of points gives the bits of the full batch."""
    runs = [fit(Line(), data.post(), SGD(), passes=4, batch_size=size) for size in (None, 6, 10**30)]
    for one, other in pairwise(runs):
        np.testing.assert_array_equal(one.params, other.params)


def test_shuffling_takes_every_sample_once_a_pass() -> None:
    """The orders of the passes are different permutations; the start is that of the same seed without shuffling."""
    recording = fit(Line(), data.post(), SGD(), passes=20, seed=4, shuffle=True)
    orders = recording.sample[1:].reshape(20, 6).tolist()
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert len({tuple(order) for order in orders}) > 15
    assert recording.params[0].tolist() == fit(Line(), data.post(), SGD(), passes=1, seed=4).params[0].tolist()


def test_a_shuffled_step_uses_the_sample_that_it_names() -> None:
    """The loss of a step is the residual of its sample before the update."""
    recording = fit(Line(), data.post(), SGD(), passes=5, seed=4, shuffle=True)
    rows = np.arange(1, 31)
    before = recording.predictions[rows - 1, recording.sample[rows]] - recording.dataset.y[recording.sample[rows]]
    np.testing.assert_array_equal(recording.loss[rows], before)


@pytest.mark.parametrize("batch_size", [1, 4])
def test_the_seed_decides_the_order(batch_size: int) -> None:
    """The same seed gives the same bits, and another seed others from the same start."""

    def params(seed: int) -> list[list[float]]:
        start = {"m": 0, "b": 0}
        steps = train(Line(), data.post(), SGD(), passes=5, seed=seed, start=start, batch_size=batch_size, shuffle=True)
        return [step.params.tolist() for step in steps]

    assert params(7) == params(7)
    assert params(7) != params(8)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"passes": 0}, "passes is 0; give a whole number of at least 1"),
        ({"passes": 2.5}, r"passes is 2\.5"),
        ({"seed": -1}, "seed is -1"),
        ({"start": {"q": 1}}, "start names 'q', which is no.* parameter; the parameters are: m, b"),
        ({"start": {"m": math.nan}}, "start m is nan"),
        ({"batch_size": 0}, "batch size is 0; give a whole number of at least 1"),
        ({"batch_size": 2.5}, r"batch size is 2\.5"),
        ({"batch_size": True}, "batch size is True"),
        ({"batch_size": "full"}, "batch size is 'full'"),
        ({"shuffle": "no"}, "shuffle is 'no'; give True or False"),
    ],
)
def test_bad_settings_are_refused_before_the_first_step(settings: dict[str, Any], said: str) -> None:
    """The call of `train` raises the error, not the first `next`."""
    with pytest.raises(InputError, match=said):
        train(Line(), data.post(), SGD(), **settings)


@pytest.mark.parametrize(
    ("model", "dataset", "optimizer", "said"),
    [
        (Line(), ([1.0], [2.0]), SGD(), r"the data are a tuple; give a Dataset, as in Dataset\(x, y\)"),
        (Line(), data.post(), "sgd", r"the optimizer is 'sgd'; give one as in SGD\(\)"),
        (Line, data.post(), SGD(), r"the model is the class Line; give one as in Line\(\)"),
        ("line", data.post(), SGD(), r"the model is 'line'; give one as in Line\(\)"),
        (Line(), data.post(), SGD, r"the optimizer is the class SGD; give one as in SGD\(\)"),
    ],
)
def test_an_argument_of_another_type_is_refused(model: Any, dataset: Any, optimizer: Any, said: str) -> None:
    """The error names the argument, its value, and an example."""
    for function in (train, fit):
        with pytest.raises(InputError, match=said):
            function(model, dataset, optimizer)
