"""The losses of a run: the loop's own where they are in a known unit, and else those of the samples of its updates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.cost import cost_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording


def with_losses(recording: Recording) -> Recording:
    """Return a recording whose losses can be drawn beside its cost.

    A variable that is called a loss may have any unit, and terms that the cost has not. Where its values are not those
    of the updates, these take their place: the loss of the samples of each update by the predictions before it, in the
    unit of the cost.
    """
    known = _losses_of_samples(recording)
    both = np.isfinite(known) & np.isfinite(recording.loss)
    with np.errstate(all="ignore"):
        if both.any() and np.allclose(recording.sample_loss[both], known[both], rtol=1e-6, atol=1e-9):
            return recording
    return replace(recording, loss=known, loss_kind="loss")


def _losses_of_samples(recording: Recording) -> NDArray[np.float64]:
    """Return the (T,) loss of each update by the predictions before it; NaN where its samples are not known."""
    loss = np.full(len(recording), np.nan)
    before = recording.row_before
    alone = np.flatnonzero((before >= 0) & (recording.sample >= 0))
    samples = recording.sample[alone]
    predictions, targets = recording.predictions[before[alone], samples], recording.dataset.y[samples]
    for row, prediction, target in zip(alone, predictions, targets, strict=True):
        loss[row] = cost_of(recording.cost_kind, np.array([[prediction]]), np.array([target]))[0]
    if recording.batch.shape[1] == len(recording.dataset):
        together = np.flatnonzero((before >= 0) & (recording.sample < 0))
        loss[together] = recording.cost[before[together]]
    return loss
