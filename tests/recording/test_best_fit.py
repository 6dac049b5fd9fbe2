"""The best linear fit: who is far from it, and for whom there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sgdviz import MLP, SGD, Dataset, Line, Neuron, Proportion, Recording, data, fit
from sgdviz.recording.best_fit import is_at_best, is_far_from_best


def predicting(recording: Recording, share: float) -> Recording:
    """Return `recording` whose last predictions go a `share` of the way from the mean of the targets to the line."""
    x, y = recording.dataset.inputs, recording.dataset.y
    best = np.polyval(np.polyfit(x, y, 1), x)
    predictions = recording.predictions.copy()
    predictions[-1] = y.mean() + share * (best - y.mean())
    return replace(recording, predictions=predictions)


@pytest.fixture(scope="module")
def run() -> Recording:
    """A run over a noisy line."""
    return fit(Line(), data.noisy_line(60, noise=0.5), SGD(0.01), passes=5)


@pytest.mark.parametrize(("share", "far"), [(0.0, True), (0.28, True), (0.31, False), (1.0, False), (1.8, True)])
def test_half_of_what_a_line_explains_is_near_enough(run: Recording, share: float, far: bool) -> None:  # noqa: FBT001
    """A share s of the way explains 1 - (1 - s)^2 of what the whole way does."""
    assert is_far_from_best(predicting(run, share)) is far


def test_data_that_no_line_explains_are_no_reproach() -> None:
    """Where least squares explains next to nothing, no run is far from it."""
    rng = np.random.default_rng(1)
    noise = Dataset(rng.normal(size=400), rng.normal(size=400))
    assert not is_far_from_best(fit(Line(), noise, SGD(1e-9), passes=1))


def test_classes_absolute_errors_and_few_points_have_no_best_fit() -> None:
    """They have another cost, or as many parameters as points."""
    moons = data.two_moons(20)
    assert not is_far_from_best(fit(MLP(2, (2,), task="classes"), moons, SGD(1e-9), passes=1))
    assert not is_far_from_best(fit(Proportion("absolute"), data.houses(), SGD(1e-12), passes=1))
    few = Dataset(np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 5.0], [4.0, 2.0]]), np.arange(4.0))
    assert not is_far_from_best(fit(Neuron(2), few, SGD(1e-9), passes=1))


def test_many_points_and_constant_inputs_are_compared() -> None:
    """Of many points some are enough, and a constant input explains nothing."""
    many = data.noisy_line(12_000, noise=0.5)
    assert is_far_from_best(fit(Line(), many, SGD(1e-12), passes=1, landscape=False, start={"m": -1.0}))
    still = Dataset(np.column_stack([many.inputs[:50], np.full(50, 3.0)]), many.y[:50])
    assert is_far_from_best(fit(Neuron(2), still, SGD(1e-12), passes=1, start={"w1": -1.0}))


def test_a_run_is_at_the_best_fit_up_to_a_twentieth(run: Recording) -> None:
    """It is at its end where the error is hardly above that of least squares; a network may go below that."""
    x, y = run.dataset.inputs, run.dataset.y
    best = float(np.mean((y - np.polyval(np.polyfit(x, y, 1), x)) ** 2))
    for share, is_near in ((1.0, True), (1.04, True), (1.06, False), (9.0, False)):
        assert is_at_best(replace(run, cost=np.full(len(run), share * best))) is is_near
    network = fit(MLP(1, (2,)), data.noisy_line(60, noise=0.5), SGD(0.01), passes=1)
    assert not is_at_best(replace(network, cost=np.full(len(network), best)))
    assert not is_at_best(fit(Proportion("absolute"), data.houses(), SGD(1e-12), passes=1))
