"""The slopes and the intercept of a linear prediction, in the units of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

LINEAR = 1e-6
"""The largest distance of a linear prediction from its line, as a share of the size of the predictions."""


class OriginalUnits(NamedTuple):
    """A linear prediction as `slopes` (T, D), one an input, and `intercept` (T,), both in the units of the data."""

    slopes: NDArray[np.float64]
    intercept: NDArray[np.float64]


def original_units(recording: Recording) -> OriginalUnits:
    """Return the slopes and the intercept of each row; they are NaN in rows without finite predictions.

    They are solved for from the predictions, so that they hold for any model, standardized or not. Raises `InputError`
    for a prediction that is not linear in its inputs, and where the inputs do not determine its slopes.
    """
    x = np.concatenate([recording.dataset.x, recording.grid])
    predictions = np.concatenate([recording.predictions, recording.grid_predictions], axis=1)
    center, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    design = np.column_stack([(x - center) / spread, np.ones(len(x))])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise InputError("the inputs lie on a line or a plane, so that many slopes fit; leave out inputs or add points")
    finite = np.isfinite(predictions).all(axis=1)
    solved = np.full((len(recording), design.shape[1]), np.nan)
    with np.errstate(all="ignore"):  # the last predictions of a run that diverges may be huge
        solved[finite] = np.linalg.lstsq(design, predictions[finite].T, rcond=None)[0].T
        off = np.abs(solved[finite] @ design.T - predictions[finite])
        is_curved = off.size and (off > LINEAR * np.abs(predictions[finite]).max(axis=1, keepdims=True)).any()
    if is_curved:
        raise InputError("the prediction is not linear in its inputs, so that it has no slopes; use a line or a neuron")
    with np.errstate(all="ignore"):
        slopes = solved[:, :-1] / spread
        return OriginalUnits(slopes, solved[:, -1] - slopes @ center)
