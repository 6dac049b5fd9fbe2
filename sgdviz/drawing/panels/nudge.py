"""The Nudge type: a straight line of which m or b is nudged by h, read from a recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sgdviz.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.recording import Recording

ROUNDING = 1e-9
"""Differences below this share of the largest target are rounding errors."""


@dataclass(frozen=True, slots=True, eq=False)
class Nudge:
    """The line ``y = m x + b`` before a nudge, the nudged `parameter`, and the point at which y is compared.

    `h` (T,) is the nudge at each row, and `rise` (T,) the change of y at `x`, where the line before the nudge has `y`.
    """

    m: float
    b: float
    parameter: Literal["m", "b"]
    x: float
    y: float
    h: NDArray[np.float64]
    rise: NDArray[np.float64]

    @property
    def ratio(self) -> float:
        """The rise divided by the nudge, which is the same at every row."""
        return float(self.rise[0] / self.h[0])


def nudge_of(recording: Recording) -> Nudge:
    """Return the nudge that `recording` shows: the data lie on the line before it, the predictions on the line after.

    Raises `InputError` for a recording of anything else.
    """
    features = recording.dataset.x.shape[1]
    if features != 1:
        raise InputError(f"the lens panel draws one input and the data have {features}; show predictions instead")
    h, sample = _nudges(recording), _sample(recording)
    x, y = recording.dataset.inputs, recording.dataset.y
    m, b = _line_through(x, y)
    parameter = _parameter(recording, h)
    return Nudge(m, b, parameter, float(x[sample]), float(y[sample]), h, recording.predictions[:, sample] - y[sample])


def _nudges(recording: Recording) -> NDArray[np.float64]:
    """Return the (T,) nudges: the parameter h."""
    if "h" not in recording.param_names:
        known = ", ".join(recording.param_names)
        raise InputError(f"the lens panel reads the nudge from the parameter h, and there are: {known}; record h")
    h = recording.params[:, recording.param_names.index("h")]
    for row in np.flatnonzero(~((h > 0) & np.isfinite(h)))[:1]:
        what = f"the nudge h is {h[row]:g} at step {recording.step[row]}"
        raise InputError(f"{what}; the lens panel needs a number above 0")
    return h


def _sample(recording: Recording) -> int:
    """Return the sample at which y is compared."""
    samples = np.unique(recording.sample)
    if len(samples) > 1 or samples[0] < 0:
        raise InputError("the lens panel shows one sample; record the same sample at every step")
    return int(samples[0])


def _line_through(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return the slope and the constant of the line on which all data lie."""
    left, right = int(np.argmin(x)), int(np.argmax(x))
    if x[left] < x[right]:
        m = float((y[right] - y[left]) / (x[right] - x[left]))
        b = float(y[left] - m * x[left])
        if np.allclose(m * x + b, y, rtol=0, atol=ROUNDING * float(np.abs(y).max())):
            return m, b
    raise InputError("the data of the lens panel lie on no single line; give points of the line before the nudge")


def _parameter(recording: Recording, h: NDArray[np.float64]) -> Literal["m", "b"]:
    """Return the parameter whose nudge by `h` explains the predictions."""
    x, y = recording.dataset.inputs, recording.dataset.y
    tolerance = ROUNDING * float(np.abs(y).max())
    gains = recording.predictions - y
    if np.allclose(gains, h[:, None] * x, rtol=1e-6, atol=tolerance):
        return "m"
    if np.allclose(gains, h[:, None], rtol=1e-6, atol=tolerance):
        return "b"
    raise InputError(
        "the predictions of the lens panel are not those of the data's line with m or b larger by h; "
        "predict (m + h) x + b, or m x + (b + h)"
    )
