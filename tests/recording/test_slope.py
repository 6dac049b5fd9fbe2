"""The slope of the cost at every row, against derivatives worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sgdviz import SGD, Line, Recording, data, fit
from sgdviz.recording.slope import cost_slopes


@pytest.fixture(scope="module")
def line() -> Recording:
    """A line over the post's points."""
    return fit(Line(), data.post(), SGD(0.02), passes=4)


def test_the_slope_is_the_gradient_of_the_cost(line: Recording) -> None:
    """The mean squared error is a quadratic of m and b, so its slope is exact at every row."""
    x, y = line.dataset.inputs, line.dataset.y
    errors = line.params[:, :1] * x + line.params[:, 1:] - y
    expected = 2 * np.column_stack([(errors * x).mean(axis=1), errors.mean(axis=1)])
    assert cost_slopes(line) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_the_slope_of_another_cost_is_close(line: Recording) -> None:
    """Between lines of the grid that are a quarter of a unit apart or less, a sine is all but quadratic."""
    m, b = line.landscape.T
    found = cost_slopes(replace(line, landscape_cost=np.sin(m) * np.cos(b)))
    m, b = line.params.T
    expected = np.column_stack([np.cos(m) * np.cos(b), -np.sin(m) * np.sin(b)])
    assert np.abs(found - expected).max() < 0.01


def test_there_is_no_slope_outside_the_landscape(line: Recording) -> None:
    """A row outside it, or whose parameters are not numbers, has NaN; the others are as before."""
    params = line.params.copy()
    params[3], params[5], params[7] = (line.landscape[-1, 0] + 1, 0), (0, -np.inf), (np.nan, 0)
    found, expected = cost_slopes(replace(line, params=params)), cost_slopes(line)
    away = [3, 5, 7]
    assert np.isnan(found[away]).all()
    assert np.delete(found, away, axis=0).tolist() == np.delete(expected, away, axis=0).tolist()


def test_a_cost_that_is_not_finite_has_no_slope(line: Recording) -> None:
    """An infinite cost beside a row leaves that row without a slope."""
    assert np.isnan(cost_slopes(replace(line, landscape_cost=np.full(len(line.landscape), np.inf)))).all()
