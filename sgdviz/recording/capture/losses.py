"""The losses of a loop that computes none: those of the samples that caused its updates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.cost import cost_of

if TYPE_CHECKING:
    from sgdviz.recording.recording import Recording


def with_losses(recording: Recording) -> Recording:
    """Return a recording without any loss with the loss of each known update, in the unit of the cost.

    It is that of the samples of the update, by the predictions before it.
    """
    if np.isfinite(recording.loss).any():
        return recording
    loss = recording.loss.copy()
    for row in np.flatnonzero(recording.row_before >= 0):
        before, sample = recording.row_before[row], recording.sample[row]
        if sample >= 0:
            one = recording.predictions[before : before + 1, sample : sample + 1]
            loss[row] = cost_of(recording.cost_kind, one, recording.dataset.y[sample : sample + 1])[0]
        elif recording.batch.shape[1] == len(recording.dataset):
            loss[row] = recording.cost[before]
    return replace(recording, loss=loss, loss_kind="loss")
