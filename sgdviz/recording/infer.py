"""Facts about a loop that its recording can prove: the kinds of its loss and cost, and its formula."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.cost import cost_of
from sgdviz.recording.input_grid import LINE_POINTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.cost import CostKind, LossKind
    from sgdviz.recording.recording import Recording


STRAIGHT = 1e-12
"""How far a straight curve may lie from the line between its ends, as a share of its largest value."""


def infer_loss_kind(recording: Recording) -> LossKind:
    """Return "residual" where the recorded losses equal the residuals of the recorded samples.

    Where they are the cost before each update times a number, it is that of a sum, of half a mean or of half a sum.
    Elsewhere it is "loss".
    """
    rows, residuals = _residuals(recording)
    if rows.size:
        return "residual" if np.allclose(residuals, recording.loss[rows], equal_nan=True) else "loss"
    known = _multiples(recording, recording.cost)
    is_square = recording.cost_kind == "mean squared error"
    return next((kind for kind in known if is_square or not kind.startswith("half")), "loss")


def _multiples(recording: Recording, cost: NDArray[np.float64]) -> list[LossKind]:
    """Return which multiples of the (T,) `cost` before each update the losses are."""
    before = recording.row_before
    rows = np.flatnonzero((before >= 0) & np.isfinite(recording.loss) & np.isfinite(cost[before]))
    count = len(recording.dataset)
    shares: dict[LossKind, float] = {"loss": 1.0, "half square": 0.5, "sum": count, "half sum": count / 2}
    if not rows.size:
        return []
    return [
        kind
        for kind, share in shares.items()
        if np.allclose(share * cost[before[rows]], recording.loss[rows], rtol=1e-6)
    ]


def infer_cost_kind(recording: Recording) -> CostKind:
    """Return "cross-entropy" for targets 0 and 1 with predictions between them, unless the recorded losses deny it."""
    predictions, targets = recording.predictions, set(recording.dataset.y.tolist())
    finite = predictions[np.isfinite(predictions)]
    within = np.all((finite >= 0) & (finite <= 1)) and np.any((finite > 0) & (finite < 1))
    if targets != {0.0, 1.0} or not within:
        return "mean squared error"
    rows, residuals = _residuals(recording)
    if not rows.size:
        squares = cost_of("mean squared error", predictions, recording.dataset.y)
        return "mean squared error" if _multiples(recording, squares) else "cross-entropy"
    loss = recording.loss[rows]
    sizes = np.abs(residuals)
    with np.errstate(all="ignore"):
        agrees = any(np.allclose(known, loss, equal_nan=True) for known in (-np.log(1 - sizes), residuals, sizes))
    return "cross-entropy" if agrees else "mean squared error"


def infer_formula(recording: Recording) -> str:
    """Return the formula of a line whose slope and intercept are two of the parameters; empty for any other."""
    if len(recording.param_names) < 2 or recording.dataset.x.shape[1] != 1:
        return ""
    x, rows = recording.dataset.inputs, recording.predictions
    if len(x) < 2 or x.min() == x.max():
        return ""
    with np.errstate(all="ignore"):
        first, last = int(np.argmin(x)), int(np.argmax(x))
        slope = (rows[:, last] - rows[:, first]) / (x[last] - x[first])
        m = _parameter_like(slope, recording)
        b = _parameter_like(rows[:, first] - slope * x[first], recording, besides=m)
        if m is None or b is None:
            return ""
        line = recording.params[:, [m]] * x + recording.params[:, [b]]
    names = recording.param_names
    return f"y = {{{names[m]}}} x + {{{names[b]}}}" if np.allclose(line, rows, equal_nan=True) else ""


def _parameter_like(values: NDArray[np.float64], recording: Recording, besides: int | None = None) -> int | None:
    """Return the first parameter with the (T,) `values`; None where there is none."""
    for place in range(len(recording.param_names)):
        if place != besides and np.allclose(recording.params[:, place], values, rtol=1e-6, atol=1e-8, equal_nan=True):
            return place
    return None


def with_line(recording: Recording) -> Recording:
    """Return a recording whose curves are all straight with two points of each, and its formula."""
    grid, rows = recording.grid, recording.grid_predictions
    if grid.shape[1] != 1 or len(grid) <= LINE_POINTS or not len(rows):
        return recording
    with np.errstate(all="ignore"):
        share = (grid[:, 0] - grid[0, 0]) / (grid[-1, 0] - grid[0, 0])
        straight = rows[:, :1] + share * (rows[:, -1:] - rows[:, :1])
        size = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-300)
        finite = np.isfinite(rows).all(axis=1)
        if not np.all(np.abs(straight - rows)[finite] <= STRAIGHT * size[finite]):
            return recording
    ends = [0, len(grid) - 1]
    return replace(recording, grid=grid[ends], grid_predictions=rows[:, ends])


def is_constant(values: NDArray[np.float64]) -> bool:
    """Return whether all of at least three rows of (T, K) `values` equal the first row."""
    return len(values) > 2 and bool(np.array_equal(values, np.broadcast_to(values[0], values.shape), equal_nan=True))


def _residuals(recording: Recording) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the rows with a known sample and loss, and the residual of that sample before each of them."""
    rows = np.flatnonzero((recording.sample[1:] >= 0) & np.isfinite(recording.loss[1:])) + 1
    samples = recording.sample[rows]
    with np.errstate(all="ignore"):
        return rows, recording.predictions[rows - 1, samples] - recording.dataset.y[samples]
