"""The best fit of a linear model to the data of a run, and whether the run comes near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sgdviz.recording.recording import Recording

HALF = 0.5
"""The share of what a linear fit explains of the targets' variance below which a run is far from it."""

WORTH = 0.05
"""The least share of the variance that a linear fit must explain to be worth the comparison."""

MOST_ROWS = 5_000
"""The largest number of points that the fit takes; of more, every second or fewer."""


def is_far_from_best(recording: Recording) -> bool:
    """Return whether the last mean squared error explains less than half of what least squares does.

    It is known for a mean squared error and more points than inputs; a constant alone explains nothing.
    """
    points, inputs = recording.dataset.x.shape
    if recording.cost_kind != "mean squared error" or points < inputs + 3:
        return False
    every = -(-points // MOST_ROWS)
    x, y = recording.dataset.x[::every], recording.dataset.y[::every]
    spread = np.where(np.ptp(x, axis=0) > 0, x.std(axis=0), 1.0)
    design = np.column_stack([(x - x.mean(axis=0)) / spread, np.ones(len(x))])
    variance = float(np.var(y))
    with np.errstate(all="ignore"):
        best = design @ np.linalg.lstsq(design, y, rcond=None)[0]
        gain = variance - float(np.mean((best - y) ** 2))
        own = variance - float(np.mean((recording.predictions[recording.shown_rows - 1, ::every] - y) ** 2))
    return gain > WORTH * variance and not own >= HALF * gain
