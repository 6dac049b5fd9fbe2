"""The picture that remains where a prediction cannot be run again: the targets, and what the program predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.data.dataset import Dataset
from sgdviz.recording.builder import RecordingBuilder
from sgdviz.recording.capture.found import indices
from sgdviz.recording.capture.rows import changing, values_of
from sgdviz.recording.capture.samples import target_name
from sgdviz.recording.recording import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.snapshots import Snapshot
    from sgdviz.recording.capture.training_loop import Pair
    from sgdviz.recording.capture.watch import Session
    from sgdviz.recording.recording import Recording

MOST_NUMBERS = 100
"""The numbers of parameters that are kept."""


def seen_recording(session: Session, rows: Sequence[Snapshot], names: Sequence[str]) -> tuple[Recording, Pair] | None:
    """Return the recording of the predictions that a program compared with all targets at once, and their pair.

    Row t has the predictions of the state before turn t + 1, as the program made them. There is no grid: how it would
    predict for other inputs is not known. `names` are those of the leaves. None where the program compares no more than
    one at a time, or other targets in every step.
    """
    for pair in session.loop.pairs:
        targets = [tap.target for tap in session.taps if tap.pair is pair]
        if pair.kind != "difference" or not targets or any(not np.array_equal(targets[0], one) for one in targets):
            continue
        y = targets[0].ravel()
        kept = [row for row in rows if (seen := row.seen.get(pair.number)) is not None and seen.size == y.size]
        if y.size > 1 and len(kept) > 1 and np.isfinite(y).all():
            return _built(rows, kept, pair, y, names), pair
    return None


def _built(
    rows: Sequence[Snapshot], kept: Sequence[Snapshot], pair: Pair, y: NDArray[np.float64], names: Sequence[str]
) -> Recording:
    dataset = Dataset(np.arange(len(y), dtype=np.float64), y, ("sample",), target_name(pair.target))
    chosen = changing(rows)
    labels = [names[number] + index for number in chosen for index in indices(values_of(rows[0], rows)[number].shape)]
    builder = RecordingBuilder(
        dataset, tuple(labels[:MOST_NUMBERS]), grid=np.empty((0, 1)), recipe={"loop": "recorded"}
    )
    for row in kept:
        values = values_of(row, rows)
        params = np.concatenate([values[number].ravel() for number in chosen])[:MOST_NUMBERS]
        loss = float("nan") if row.loss is None else row.loss
        step = Step(row.step, row.passes if row.step else 0, None, params, np.full(len(params), np.nan), loss)
        builder.add(step, row.seen[pair.number].ravel())
    return builder.build()
