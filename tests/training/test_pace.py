"""The pace of training on data of one's own: safe for the outermost sample, and long enough for the flattest way."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz import Dataset, data
from sgdviz.training.pace import ENOUGH, MOST_STEPS, SAFE, pace_for


def test_calm_data_keep_the_step_size() -> None:
    """Standardized inputs of one feature have the curvature 1, so the number of steps follows from the step size."""
    size, steps = pace_for(data.post(), 0.01, 300)
    assert size == 0.01
    assert steps == pytest.approx(ENOUGH / 0.01, abs=1)
    assert pace_for(data.post(), 0.01, 5000) == (0.01, 5000)


def test_the_outermost_sample_bounds_the_step_size() -> None:
    """A step on that sample goes at most half of the way to its target, and the smaller steps are more."""
    x = np.append(np.linspace(-1, 1, 40), 40.0)
    outermost = 1 + ((x - x.mean()) / x.std()).max() ** 2
    size, steps = pace_for(Dataset(x, x), 0.1, 300)
    assert size == pytest.approx(SAFE / outermost)
    assert size < 0.1
    assert steps == int(np.ceil(ENOUGH / size))


def test_inputs_that_go_together_need_more_steps() -> None:
    """The flattest way of two alike inputs sets the number of steps, up to a bound; equal inputs have no such way."""
    one = np.linspace(-1, 1, 50)
    other = one + 0.1 * np.cos(20 * one)
    few, many = (pace_for(Dataset(np.column_stack([one, second]), one), 0.02, 1)[1] for second in (one**2, other))
    assert many > 5 * few
    assert pace_for(Dataset(np.column_stack([one, one + 1e-4 * np.cos(20 * one)]), one), 0.02, 1)[1] == MOST_STEPS
    assert pace_for(Dataset(np.column_stack([one, one]), one), 0.02, 1)[1] < 300


def test_constant_inputs_have_a_pace() -> None:
    """An input that does not vary is no way at all."""
    size, steps = pace_for(Dataset(np.full(5, 3.0), np.arange(5.0)), 0.01, 10)
    assert size == 0.01
    assert steps == pytest.approx(ENOUGH / 0.01, abs=1)
