"""The best fit of a linear model to the data of a run, and whether the run comes near it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from sgdviz.recording.recording import Recording

HALF = 0.5
"""The share of what a linear fit explains of the targets' variance below which a run is far from it."""

WORTH = 0.05
"""The least share of the variance that a linear fit must explain to be worth the comparison."""

MOST_ROWS = 5_000
"""The largest number of points that the fit takes; of more, every second or fewer."""


NEAR = 0.05
"""The share of the best mean squared error by which a run may lie above it and be at its end."""


class Errors(NamedTuple):
    """Mean squared errors: of the mean of the targets alone, of least squares, and of the run at its end."""

    alone: float
    best: float
    own: float


def is_far_from_best(recording: Recording) -> bool:
    """Return whether the last mean squared error explains less than half of what least squares does.

    It is known for a mean squared error and more points than inputs; a constant alone explains nothing.
    """
    errors = _errors(recording)
    if errors is None:
        return False
    gain = errors.alone - errors.best
    return gain > WORTH * errors.alone and not errors.alone - errors.own >= HALF * gain


def is_at_best(recording: Recording) -> bool:
    """Return whether the last cost of a linear model is about the mean squared error of least squares: its least."""
    errors = None if len(recording.param_names) > recording.dataset.x.shape[1] + 1 else _errors(recording)
    return errors is not None and float(recording.cost[recording.shown_rows - 1]) <= (1 + NEAR) * errors.best


def _errors(recording: Recording) -> Errors | None:
    """Return the errors of a run, of many points those of some; None where there is no least squares fit in floats."""
    points, inputs = recording.dataset.x.shape
    if recording.cost_kind != "mean squared error" or points < inputs + 3:
        return None
    every = -(-points // MOST_ROWS)
    x, y = recording.dataset.x[::every], recording.dataset.y[::every]
    with np.errstate(all="ignore"):
        spread = np.where(np.ptp(x, axis=0) > 0, x.std(axis=0), 1.0)
        design = np.column_stack([(x - x.mean(axis=0)) / spread, np.ones(len(x))])
        if not np.isfinite(design).all():
            return None
        best = design @ np.linalg.lstsq(design, y, rcond=None)[0]
        own = recording.predictions[recording.shown_rows - 1, ::every]
        return Errors(float(np.var(y)), float(np.mean((best - y) ** 2)), float(np.mean((own - y) ** 2)))
