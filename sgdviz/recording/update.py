"""The Update type: one update of a run taken apart, as pictures of a single step need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

SAME = 1e-6
"""Two numbers that differ by this share are equal: parameters are sums, so their differences are rounded."""


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """One update of a run: its cause and its effect.

    `row` is the row after the update and `before` the one before. `samples` (n,) are the points that caused it, none
    where they are unknown. `errors` (n,) are their predictions before the update less their targets. `before_params`,
    `after_params`, `gradient` (NaN where unknown) and `carried`, the part of the update that earlier gradients caused
    (0 where there is none), are (P,).
    """

    row: int
    before: int
    samples: NDArray[np.int64]
    errors: NDArray[np.float64]
    before_params: NDArray[np.float64]
    after_params: NDArray[np.float64]
    gradient: NDArray[np.float64]
    carried: NDArray[np.float64]

    @property
    def step(self) -> NDArray[np.float64]:
        """The (P,) change of the parameters."""
        return self.after_params - self.before_params

    @property
    def step_size(self) -> float | None:
        """The step size, where the gradient's part of the update is one multiple of the gradient; None elsewhere."""
        moved = np.flatnonzero(np.isfinite(self.gradient) & (self.gradient != 0))
        if not len(moved):
            return None
        sizes = (self.carried - self.step)[moved] / self.gradient[moved]
        # A difference of parameters has the rounding error of the parameters themselves.
        errors = np.finfo(np.float64).eps * np.abs(self.before_params[moved]) / np.abs(self.gradient[moved])
        size = float(sizes[np.argmin(errors)])
        with np.errstate(all="ignore"):  # parameters of a run that diverged
            agrees = np.all(np.abs(sizes - size) <= SAME * abs(size) + 4 * (errors + errors.min()))
        return size if size > 0 and agrees else None


def update_at(recording: Recording, row: int) -> Update | None:
    """Return the update that led to the recorded `row`; None where the state before it was not recorded."""
    before = int(recording.row_before[row])
    if before < 0:
        return None
    samples = samples_at(recording, row)
    with np.errstate(all="ignore"):
        errors = recording.predictions[before, samples] - recording.dataset.y[samples]
    return Update(
        row=row,
        before=before,
        samples=samples,
        errors=errors,
        before_params=recording.params[before],
        after_params=recording.params[row],
        gradient=recording.gradients[row],
        carried=recording.carried[row] if len(recording.carried) else np.zeros(len(recording.param_names)),
    )


def samples_at(recording: Recording, row: int) -> NDArray[np.int64]:
    """Return the (n,) points that caused the update to `row`; none where they are unknown."""
    if recording.sample[row] >= 0:
        return recording.sample[row : row + 1]
    if not len(recording.batch):
        return np.empty(0, dtype=np.int64)
    batch: NDArray[np.int64] = recording.batch[row if len(recording.batch) > 1 else 0]
    return batch[batch >= 0].copy()
