"""The effect of each parameter on a predicted straight line, found from the recorded predictions alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

MOST_ROWS = 64
"""The largest number of rows that are compared."""

EXACT = 1e-7
"""The largest error, as a share of the largest change of a prediction, at which a model counts as a straight line."""


class Effect(NamedTuple):
    """The change of a prediction with a parameter: ``slope * x + constant``."""

    slope: float
    constant: float

    @property
    def pivot(self) -> float | None:
        """The input at which the parameter changes nothing, about which it turns the line; None where it lifts it."""
        return None if self.slope == 0 else -self.constant / self.slope

    def at(self, x: float) -> float:
        """Return the change of the prediction at the input `x` for a change of the parameter by 1."""
        return self.slope * x + self.constant


def effects_of(recording: Recording) -> tuple[Effect, ...] | None:
    """Return the effect of each of the P parameters, or None where the prediction is not a line that moves with them.

    The predictions must be a linear function of the parameters, and of one input; least squares over the recorded rows
    finds it.
    """
    if recording.dataset.x.shape[1] != 1 or len(recording.grid) < 2:
        return None
    rows = np.flatnonzero(recording.recorded[: recording.rows_before_divergence])
    rows = rows[np.unique(np.linspace(0, len(rows) - 1, MOST_ROWS).astype(np.int64))]
    params, ends = recording.params[rows], recording.grid_predictions[rows][:, [0, -1]]
    if not (np.isfinite(params).all() and np.isfinite(ends).all()):
        return None
    moved, changed = params - params[0], ends - ends[0]
    scale = np.abs(moved).max(axis=0)
    if not scale.all():
        return None
    found, _, rank, _ = np.linalg.lstsq(moved / scale, changed, rcond=1e-9)
    if rank < len(scale) or _off(moved / scale @ found, changed) > EXACT or not _is_straight(recording, rows):
        return None
    found /= scale[:, None]
    x = recording.grid[[0, -1], 0]
    slopes = (found[:, 1] - found[:, 0]) / (x[1] - x[0])
    constants = found[:, 0] - slopes * x[0]
    reach = float(np.abs(x).max())
    return tuple(
        Effect(_tidy(float(slope), float(constant) / reach), _tidy(float(constant), float(slope) * reach))
        for slope, constant in zip(slopes, constants, strict=True)
    )


def unmoved(recording: Recording) -> str:
    """Return why a run shows no effects although its prediction may be a line, and what to change; else nothing.

    A parameter that never moves has no effect that can be seen.
    """
    if recording.rows_before_divergence < 2 <= len(recording):
        return "the run diverges at its first step, which shows no effect of a parameter; take a smaller step size"
    params = recording.params[: recording.rows_before_divergence]
    still = np.flatnonzero((params == params[0]).all(axis=0))
    if len(params) > 1 and still.size:
        name = recording.param_names[still[0]]
        return f"the parameter {name} never moves, so that its effect is not known; take a larger step size"
    return ""


def _is_straight(recording: Recording, rows: NDArray[np.int64]) -> bool:
    """Return whether the predictions over the grid lie on straight lines."""
    x, values = recording.grid[:, 0], recording.grid_predictions[rows]
    share = (x - x[0]) / (x[-1] - x[0])
    chords = values[:, :1] + (values[:, -1:] - values[:, :1]) * share
    return _off(chords, values) <= EXACT


def _off(found: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Return the largest difference as a share of the largest value."""
    return float(np.abs(found - values).max()) / (float(np.abs(values).max()) or 1.0)


def _tidy(value: float, beside: float) -> float:
    """Return `value` without the rounding error of least squares: 0 beside a larger number, and whole where it is."""
    if abs(value) <= EXACT * abs(beside):
        return 0.0
    whole = round(value)
    return float(whole) if whole and abs(value - whole) <= EXACT * abs(whole) else value


class LineTerms(NamedTuple):
    """The parameters of ``slope * x`` and ``slope * x + constant``, by their numbers."""

    slope: int
    constant: int | None


def line_terms(recording: Recording) -> LineTerms | None:
    """Return the terms of a prediction that is a slope times the input, with or without a constant; None elsewhere."""
    effects = effects_of(recording)
    if effects is None:
        return None
    slopes = [number for number, effect in enumerate(effects) if effect == (1.0, 0.0)]
    constants = [number for number, effect in enumerate(effects) if effect == (0.0, 1.0)]
    if len(slopes) != 1 or len(constants) > 1 or len(slopes) + len(constants) != len(effects):
        return None
    params = recording.params[:, [*slopes, *constants]]
    inputs = recording.dataset.inputs
    with np.errstate(all="ignore"):
        line = params[:1, :1] * inputs + params[:1, 1:].sum()
    if _off(line, recording.predictions[:1]) > EXACT:  # a constant of the loop itself is no parameter
        return None
    return LineTerms(slopes[0], constants[0] if constants else None)
