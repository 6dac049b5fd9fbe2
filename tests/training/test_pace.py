"""The pace of training on data of one's own: safe for the outermost sample, and long enough for the flattest way."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import Dataset, data
from sgdviz.training.pace import BATCH, ENOUGH, MOST_STEPS, NOISE, SAFE, pace_for, pace_for_classes


def test_calm_data_keep_the_step_size() -> None:
    """Standardized inputs of one feature have the curvature 1, so the number of steps follows from the step size."""
    size, steps, batch = pace_for(data.post(), 0.01, 300)
    assert (size, batch) == (0.01, 1)
    assert steps == pytest.approx(ENOUGH / 0.01, abs=1)
    assert pace_for(data.post(), 0.01, 5000) == (0.01, 5000, 1)


def test_the_outermost_sample_bounds_the_step_size() -> None:
    """A step on that sample goes at most half of the way to its target, and the smaller steps are more."""
    x = np.append(np.linspace(-1, 1, 40), 40.0)
    outermost = 1 + ((x - x.mean()) / x.std()).max() ** 2
    size, steps, batch = pace_for(Dataset(x, x), 0.1, 300)
    assert batch == 1
    assert size == pytest.approx(SAFE / outermost)
    assert size < 0.1
    assert steps == int(np.ceil(ENOUGH / size))


def test_inputs_that_go_together_need_more_steps() -> None:
    """The flattest way of two alike inputs sets the number of steps, up to a bound; equal inputs have no such way."""
    one = np.linspace(-1, 1, 50)
    other = one + 0.1 * np.cos(20 * one)
    few, many = (pace_for(Dataset(np.column_stack([one, second]), one), 0.02, 1).steps for second in (one**2, other))
    assert many > 5 * few
    assert pace_for(Dataset(np.column_stack([one, one + 1e-4 * np.cos(20 * one)]), one), 0.02, 1).steps == MOST_STEPS
    assert pace_for(Dataset(np.column_stack([one, one]), one), 0.02, 1).steps < 300


def test_constant_inputs_have_a_pace() -> None:
    """An input that does not vary is no way at all."""
    size, steps, _ = pace_for(Dataset(np.full(5, 3.0), np.arange(5.0)), 0.01, 10)
    assert size == pytest.approx(2 * NOISE)  # the mean of a target with variance 1
    assert steps == pytest.approx(ENOUGH / size, abs=1)


def test_noise_bounds_the_step_size() -> None:
    """Steps on rows far from the best fit are small; a target that does not vary, or fits, bounds nothing."""
    rng = np.random.default_rng(5)
    x = rng.normal(size=(200, 8))
    signal = x.sum(axis=1)
    sizes = [pace_for(Dataset(x, signal + noise * rng.normal(size=200)), 0.02, 1).step_size for noise in (0, 3, 9)]
    assert sizes[0] > 2 * sizes[1] > 2 * sizes[2]
    assert pace_for(Dataset(x, np.full(200, 7.0)), 0.02, 1).step_size == sizes[0]


def test_batches_go_where_single_samples_would_not_arrive() -> None:
    """One row far out in inputs that go together: a batch allows a larger step, unless single samples are asked for."""
    rng = np.random.default_rng(6)
    x = rng.normal(size=(500, 1)) + 0.1 * rng.normal(size=(500, 3))
    x[7, 2] += 40
    dataset = Dataset(x, x.sum(axis=1))
    single, batch = (pace_for(dataset, 0.02, 1, batches=batches) for batches in (False, True))
    assert (single.batch_size, batch.batch_size) == (1, BATCH)
    assert batch.step_size > 5 * single.step_size
    assert pace_for(Dataset(x[:10], x[:10].sum(axis=1)), 0.02, 1).batch_size in (1, 10)


def test_many_inputs_bound_the_step_size_of_a_logistic_fit() -> None:
    """Few inputs keep a lesson's step size and steps; of many, each adds noise, and smaller steps are more."""
    rng = np.random.default_rng(8)
    few, many = (
        pace_for_classes(Dataset(rng.normal(size=(400, inputs)), np.arange(400.0) % 2), 0.3, 100, 16)
        for inputs in (1, 20)
    )
    assert few == (0.3, 100, 16)
    assert many.step_size < 0.3 / 5
    assert many.steps > 300


def test_a_logistic_fit_that_needs_large_steps_keeps_them() -> None:
    """Inputs that all but repeat each other, and data of one class, keep a lesson's step size."""
    one = np.random.default_rng(9).normal(size=400)
    alike = np.column_stack([one + 1e-3 * np.cos(number * one * 40) for number in range(1, 21)])
    assert pace_for_classes(Dataset(alike, np.arange(400.0) % 2), 0.5, 100, 16).step_size == 0.5
    assert pace_for_classes(Dataset(alike, np.ones(400)), 0.5, 100, 16) == (0.5, 100, 16)
