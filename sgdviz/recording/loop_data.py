"""The data of a loop of one's own: as the loop has them, and as a recording has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.data.dataset import Dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS = (-1.0, 1.0)
"""Targets that are classes, which a recording has as 0 and 1."""

LEAST_LABELS = 4
"""The smallest number of such targets: a few points may lie on a line at -1 and 1."""

LABEL_NAMES = ("\u22121", "1")


class LoopData:
    """The data of a loop, and the data set that a recording has of them.

    `x` is (N,), (N, D), or (D, N) beside a `y` (1, N); other `y` are (N,) or (N, 1). A recording has a row a sample,
    without the columns that are the same in all of them, such as one of ones. At least four labels -1 and 1 become the
    classes 0 and 1, and predictions on that scale those on this one. `feature_names` and `date_units` are as in
    `Dataset`, for all columns of the loop. Raises `InputError`.
    """

    def __init__(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        feature_names: tuple[str, ...] = (),
        target_name: str = "y",
        class_names: tuple[str, ...] = (),
        date_units: tuple[str, ...] = (),
    ) -> None:
        self._in_columns = x.ndim == y.ndim == 2 and len(y) == 1 < y.size == x.shape[1]
        self._flat = x.ndim == 1
        rows = x.T if self._in_columns else x
        targets = y.ravel() if y.ndim == 2 and 1 in y.shape else y
        self.has_labels = targets.size >= LEAST_LABELS and set(targets.ravel().tolist()) == {*LABELS}
        """Whether the targets are labels -1 and 1."""
        if self.has_labels:
            targets, class_names = self.as_recorded(targets), class_names or LABEL_NAMES
        whole = Dataset(rows, targets, feature_names, target_name, class_names, date_units)
        varies = np.ptp(whole.x, axis=0) > 0
        self._varying = np.flatnonzero(varies if varies.any() else ~varies)
        self._first = whole.x[0]
        self.dataset = whole
        if len(self._varying) < len(varies):
            own = [whole.feature_names[column] for column in self._varying]
            dates = [whole.date_unit(column) for column in (*self._varying, -1)] if date_units else ()
            self.dataset = Dataset(
                whole.x[:, self._varying], targets, tuple(own), target_name, class_names, tuple(dates)
            )

    def as_given(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a copy of (M, D) rows of the data set's columns, as the loop would have them: like its `x`."""
        if self._flat:
            return rows[:, 0].copy()
        given = np.repeat(self._first[None], len(rows), axis=0)
        given[:, self._varying] = rows
        return given.T if self._in_columns else given

    def one_as_given(self, row: NDArray[np.float64]) -> float | NDArray[np.float64]:
        """Return a single input as the loop would have it: a number, or an array with all of its columns."""
        if self._flat:
            return float(row[0])
        given: NDArray[np.float64] = self._first.copy()
        given[self._varying] = row
        return given

    def as_recorded(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the loop's targets or predictions on the scale of the recording."""
        return (values + 1) / 2 if self.has_labels else values
