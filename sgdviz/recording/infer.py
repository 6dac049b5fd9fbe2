"""Facts about a loop that its recording can prove: the kinds of its loss and cost, and its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.cost import CostKind, LossKind
    from sgdviz.recording.recording import Recording


def infer_loss_kind(recording: Recording) -> LossKind:
    """Return "residual" where the recorded losses equal the residuals of the recorded samples; "loss" elsewhere."""
    rows, residuals = _residuals(recording)
    return "residual" if rows.size and np.allclose(residuals, recording.loss[rows], equal_nan=True) else "loss"


def infer_cost_kind(recording: Recording) -> CostKind:
    """Return "cross-entropy" for targets 0 and 1 with predictions between them, unless the recorded losses deny it."""
    predictions, targets = recording.predictions, set(recording.dataset.y.tolist())
    finite = predictions[np.isfinite(predictions)]
    within = np.all((finite >= 0) & (finite <= 1)) and np.any((finite > 0) & (finite < 1))
    if targets != {0.0, 1.0} or not within:
        return "mean squared error"
    rows, residuals = _residuals(recording)
    loss = recording.loss[rows]
    sizes = np.abs(residuals)
    with np.errstate(all="ignore"):
        agrees = any(np.allclose(known, loss, equal_nan=True) for known in (-np.log(1 - sizes), residuals, sizes))
    return "cross-entropy" if agrees or not rows.size else "mean squared error"


def infer_formula(recording: Recording) -> str:
    """Return the formula of a line where the parameters are called m and b and the predictions agree with it."""
    if set(recording.param_names) != {"m", "b"} or recording.dataset.x.shape[1] != 1:
        return ""
    m, b = (recording.params[:, [recording.param_names.index(name)]] for name in "mb")
    with np.errstate(all="ignore"):
        line = m * recording.dataset.inputs + b
    return "y = {m} x + {b}" if np.allclose(line, recording.predictions, equal_nan=True) else ""


def is_constant(values: NDArray[np.float64]) -> bool:
    """Return whether all of at least three rows of (T, K) `values` equal the first row."""
    return len(values) > 2 and bool(np.array_equal(values, np.broadcast_to(values[0], values.shape), equal_nan=True))


def _residuals(recording: Recording) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the rows with a known sample and loss, and the residual of that sample before each of them."""
    rows = np.flatnonzero((recording.sample[1:] >= 0) & np.isfinite(recording.loss[1:])) + 1
    samples = recording.sample[rows]
    with np.errstate(all="ignore"):
        return rows, recording.predictions[rows - 1, samples] - recording.dataset.y[samples]
