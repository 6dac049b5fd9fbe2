"""Demonstrations: recordings without training."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sgdviz import InputError
from sgdviz.jobs.demonstrations import DEMONSTRATIONS, derivative


@pytest.mark.parametrize(("nudged", "slope"), [("m", 3.0), ("b", 1.0)])
def test_the_derivative_is_x_for_m_and_1_for_b(nudged: str, slope: float) -> None:
    """The gain of the nudged prediction at x = 3, divided by h, is the slope at every h."""
    run = derivative(nudged)
    h, said = run.params.T
    assert run.param_names == ("h", "slope")
    assert h.tolist() == [2.0**-power for power in range(-1, 8)]
    assert run.dataset.inputs[-1] == 3
    np.testing.assert_allclose((run.predictions[:, -1] - run.dataset.y[-1]) / h, slope, rtol=1e-12)
    np.testing.assert_allclose(said, slope, rtol=1e-12)


def test_the_line_before_the_nudge_can_be_chosen() -> None:
    """The data lie on y = m x + b, and every row marks the sample at x = 3."""
    run = derivative("b", m=-2.0, b=0.5, halvings=3)
    assert len(run) == 4
    np.testing.assert_allclose(run.dataset.y, -2 * run.dataset.inputs + 0.5)
    np.testing.assert_allclose(run.predictions[0], run.dataset.y + 2.0)
    assert set(run.sample.tolist()) == {len(run.dataset) - 1}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"nudged": "c"}, "unknown parameter to nudge 'c'; choose from: b, m"),
        ({"m": float("inf")}, "m is inf"),
        ({"b": "high"}, "b is 'high'"),
        ({"halvings": 0}, "halvings is 0; give a whole number of at least 1"),
    ],
)
def test_bad_settings_are_refused(settings: dict[str, Any], said: str) -> None:
    """The error names the setting and its value."""
    with pytest.raises(InputError, match=said):
        derivative(**settings)


def test_demonstrations_are_found_by_name() -> None:
    """The table holds each demonstration under its own name."""
    assert {name: function.__name__ for name, function in DEMONSTRATIONS.items()} == {"derivative": "derivative"}
