"""Arrival at the lowest cost, on costs written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sgdviz.recording.arrival import arrival_row

if TYPE_CHECKING:
    from sgdviz import Recording


@pytest.mark.parametrize(
    ("costs", "row"),
    [
        ([101, 50, 3, 2, 1.5, 1], 3),  # 1 % of the way from 101 down to 1 is left at 2
        ([101, 1, 50, 2, 2.1, 1], 5),  # a run that leaves again has not arrived
        ([101, 50, 3, 2.5, 2.2, 2.1], None),
        ([101, 2, 1, 1, 1, np.nan], None),
        ([1, 1, 1, 1, 1, 1], 0),
    ],
)
def test_a_run_arrives_once_it_stays_near_the_lowest_cost(
    short_run: Recording, costs: list[float], row: int | None
) -> None:
    """The row is the first from which on no cost is further than 1 % of the way down from the lowest."""
    run = replace(short_run, cost=np.array([*costs, *[costs[-1]] * (len(short_run) - len(costs))]))
    assert arrival_row(run, 1.0) == row


def test_only_recorded_rows_arrive(short_run: Recording) -> None:
    """An interpolated row is no step, so the step that follows it arrives."""
    count = len(short_run)
    cost = np.where(np.arange(count) < 3, 101.0, 1.0)
    blend = np.where(np.arange(count) == 3, 0.5, 0.0)
    assert arrival_row(replace(short_run, cost=cost), 1.0) == 3
    assert arrival_row(replace(short_run, cost=cost, blend=blend), 1.0) == 4


def test_a_diverging_run_does_not_arrive(diverging_run: Recording) -> None:
    """The cost of a divergence is far from the lowest."""
    assert arrival_row(diverging_run, 0.0) is None
