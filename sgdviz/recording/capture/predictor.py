"""The predictor: a program's own prediction as a function of its parameters and of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.replay import Replay
from sgdviz.recording.capture.state import array_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.capture.inputs import Inputs
    from sgdviz.recording.capture.replay import State
    from sgdviz.recording.capture.slices import Slice, Stage

RELATIVE, ABSOLUTE = 1e-9, 1e-12
"""How far a prediction may differ from the one that the program saw: rounding in another order."""


class Predictor:
    """Predicts with a slice of a program. `column` is the shown one of `width` outputs, such as classes."""

    def __init__(self, piece: Slice, inputs: Inputs, state: State, stages: Sequence[Stage]) -> None:
        self.inputs = inputs
        self.column = 0
        self.width = 1
        self.is_vectorized: bool | None = True if inputs.takes_several else None
        self.state = state
        self.statements = piece.stages[-1].statements
        self._replay = Replay(piece, inputs.cut, state)
        self._in_columns = False
        self._old = inputs.values_in(stages)

    def all(self, values: Any, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the (M, K) predictions for (M, D) inputs, by one call where that gives what single calls give.

        Raises whatever the program raises, and `ValueError` for a result of another length.
        """
        if self.can_take_all(values, rows):
            return self._at_once(values, rows)
        return np.array([self.one(values, rows, row) for row in range(len(rows))])

    def can_take_all(self, values: Any, rows: NDArray[np.float64]) -> bool:
        """Return whether the program's code for one sample can take all of them at once, as rows or as columns."""
        if self.is_vectorized is None:
            self.is_vectorized = self._agrees(values, rows)
            if not self.is_vectorized and self.inputs.kind != "numbers":
                self._in_columns = True
                self.is_vectorized = self._agrees(values, rows)
        return self.is_vectorized

    def _at_once(self, values: Any, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        given = self.inputs.given(rows, self._old, in_columns=self._in_columns)
        with self._replay.shared_inputs(given):
            result = array_of(self._replay.run(values, given))
        if result is None:
            raise ValueError("the prediction is no number")
        if result.ndim == 2 and len(result) != len(rows) and result.shape[1] == len(rows):
            result = result.T
        if result.size % len(rows) or (result.ndim and len(result) != len(rows)) or not result.ndim:
            raise ValueError(f"{result.size} predictions for {len(rows)} inputs")
        result = result.reshape(len(rows), -1)
        self.width = result.shape[1]
        return result

    def one(self, values: Any, rows: NDArray[np.float64], row: int) -> NDArray[np.float64]:
        """Return the (K,) prediction for one of (M, D) inputs."""
        given = self.inputs.given(rows[row : row + 1], self._old, single=True)
        with self._replay.shared_inputs(given):
            result = array_of(self._replay.run(values, given))
        if result is None:
            raise ValueError("the prediction is no number")
        self.width = result.size
        return result.ravel()

    def _agrees(self, values: Any, rows: NDArray[np.float64]) -> bool:
        """Return whether one call for all of `rows` gives what a call for each of a few gives."""
        several = rows if len(rows) > 1 else np.repeat(rows, 2, axis=0)
        several = np.concatenate([several, several[:1] + 1.0])
        try:
            together = self._at_once(values, several)
        except Exception:  # noqa: BLE001 - the program's own code
            return False
        chosen = {0, 1, len(several) // 2, len(several) - 2, len(several) - 1}
        try:
            return all(same(together[row], self.one(values, several, row)) for row in chosen)
        except Exception:  # noqa: BLE001
            return False


def same(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Return whether numbers are equal but for rounding."""
    if one.size != other.size:
        return False
    one, other = one.ravel(), other.ravel()
    scale = float(np.max(np.abs(other), initial=0.0, where=np.isfinite(other)))
    return bool(np.allclose(one, other, rtol=RELATIVE, atol=max(ABSOLUTE, RELATIVE * scale), equal_nan=True))
