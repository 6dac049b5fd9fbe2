"""Costs and losses: their kinds, and the unit that both share in the loss panel."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

import sgdviz
from sgdviz import Recording
from sgdviz.recording.cost import LEAST_PROBABILITY, CostKind, LossKind, cost_of, loss_in_cost_unit

PREDICTIONS, Y = np.array([[1.0, 2.0], [4.0, -2.0]]), np.array([0.0, 4.0])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("mean squared error", [(1 + 4) / 2, (16 + 36) / 2]), ("mean absolute error", [1.5, 5.0])],
)
def test_an_error_is_the_mean_over_the_data(kind: CostKind, expected: list[float]) -> None:
    """The squared and the absolute error are means over the points, one for each row."""
    assert cost_of(kind, PREDICTIONS, Y).tolist() == expected


def test_the_cross_entropy_is_the_mean_of_minus_log_p() -> None:
    """The cross-entropy averages -log p of the right class, with p at least `LEAST_PROBABILITY`."""
    y = np.array([0.0, 1.0, 1.0])
    predictions = np.array([[0.25, 0.25, 0.5], [0.0, 1.0, 0.0]])
    expected = [-(math.log(0.75) + math.log(0.25) + math.log(0.5)) / 3, -math.log(LEAST_PROBABILITY) / 3]
    np.testing.assert_allclose(cost_of("cross-entropy", predictions, y), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("kind", "cost_kind", "loss", "expected"),
    [
        ("loss", "mean squared error", -0.195, -0.195),
        ("loss", "cross-entropy", 0.7, 0.7),
        ("residual", "mean squared error", -3.0, 9.0),
        ("half square", "mean squared error", 4.5, 9.0),
        ("residual", "mean absolute error", -3.0, 3.0),
        ("half square", "mean absolute error", 4.5, 3.0),
        ("residual", "cross-entropy", -0.25, -math.log(0.75)),
        ("half square", "cross-entropy", 0.03125, -math.log(0.75)),
        ("residual", "cross-entropy", 1.0, -math.log(LEAST_PROBABILITY)),
    ],
)
def test_a_loss_is_put_into_the_unit_of_the_cost(
    kind: LossKind, cost_kind: CostKind, loss: float, expected: float
) -> None:
    """A residual is squared and a half square doubled for a squared error, and a plain loss is never changed."""
    assert loss_in_cost_unit(np.array([loss]), kind, cost_kind)[0] == pytest.approx(expected, rel=1e-12)


def test_the_losses_of_a_recording_are_in_the_unit_of_its_cost(short_run: Recording) -> None:
    """`sample_loss` squares the residuals of the post's loop, and leaves losses of the kind "loss" alone."""
    np.testing.assert_array_equal(short_run.sample_loss[1:], short_run.loss[1:] ** 2)
    plain = replace(short_run, loss_kind="loss")
    np.testing.assert_array_equal(plain.sample_loss[1:], short_run.loss[1:])
    run = sgdviz.fit(sgdviz.Proportion("absolute"), sgdviz.data.houses(), sgdviz.SGD(0.01), passes=2, start={"Y": 100})
    assert run.cost_kind == "mean absolute error"
    np.testing.assert_array_equal(run.sample_loss[1:], np.abs(run.loss[1:]))
