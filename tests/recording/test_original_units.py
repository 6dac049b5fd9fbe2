"""The slopes and the intercept of a prediction in the units of the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sgdviz
from sgdviz import InputError


@pytest.mark.parametrize("inputs", [1, 2, 3])
def test_a_standardized_run_has_slopes_in_the_units_of_the_data(inputs: int) -> None:
    """Trained to the end, slopes and intercept are those of the least squares, at any scale and offset."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, inputs)) * 10.0 ** np.arange(inputs) + 1000
    y = x @ np.arange(1.0, inputs + 1) - 7 + rng.normal(size=40)
    recording = sgdviz.fit(
        sgdviz.Neuron(inputs), sgdviz.Dataset(x, y), sgdviz.SGD(0.5), passes=400, batch_size=None, standardize=True
    )
    own = recording.original_units()
    best = np.linalg.lstsq(np.column_stack([x - 1000, np.ones(40)]), y, rcond=None)[0]
    np.testing.assert_allclose(own.slopes[-1], best[:-1], rtol=1e-4)
    assert own.intercept[-1] + own.slopes[-1].sum() * 1000 == pytest.approx(best[-1], rel=1e-4)
    np.testing.assert_allclose(
        x @ own.slopes.T + own.intercept, recording.predictions.T, rtol=1e-7, atol=1e-7 * np.abs(y).max()
    )
    assert not np.allclose(own.slopes[-1], recording.params[-1, :inputs])


def test_an_unscaled_line_has_its_own_parameters(run: sgdviz.Recording) -> None:
    """Without standardizing, slope and intercept are the parameters m and b of each row."""
    own = run.original_units()
    np.testing.assert_allclose(np.column_stack([own.slopes, own.intercept]), run.params, atol=1e-12)


def test_rows_without_numbers_have_none(run: sgdviz.Recording) -> None:
    """A row whose predictions are not finite has NaN, and the others stay."""
    predictions = run.predictions.copy()
    predictions[3, 1] = np.inf
    own = replace(run, predictions=predictions).original_units()
    assert np.flatnonzero(np.isnan(own.intercept)).tolist() == [3]
    assert np.isnan(own.slopes[3]).all()


def test_a_curve_and_undetermined_slopes_are_refused() -> None:
    """A network has no slopes, and inputs that are proportional do not determine them."""
    data = sgdviz.data.sine()
    with pytest.raises(InputError, match="not linear in its inputs"):
        sgdviz.fit(sgdviz.MLP(1), data, sgdviz.SGD(0.01), passes=1).original_units()
    x = np.column_stack([np.arange(9.0)] * 3)
    with pytest.raises(InputError, match="many slopes fit; leave out inputs"):
        sgdviz.fit(sgdviz.Neuron(3), sgdviz.Dataset(x, x[:, 0]), sgdviz.SGD(0.001), passes=1).original_units()
