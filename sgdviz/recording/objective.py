"""A recording without data: a walk down a function of the parameters, a ball in a valley."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.data.dataset import Dataset
from sgdviz.recording.builder import RecordingBuilder
from sgdviz.recording.landscape import with_landscape
from sgdviz.recording.recording import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sgdviz.recording.recording import Recording

    Array = NDArray[np.float64]


def objective_recording(
    objective: Callable[[Array], Any], params: Array, param_names: Sequence[str], steps: Sequence[int]
) -> Recording:
    """Return the recording of a walk over (T, P) `params`, at (T,) numbers of `steps`, down `objective`.

    `objective` maps parameters (P,) to a number, its cost; where it fails, the cost is not a number. There is one
    point, at 0, whose prediction is that cost. Of one or two parameters there is the landscape too.
    """
    point = Dataset(np.zeros((1, 1)), np.zeros(1))
    builder = RecordingBuilder(
        point, tuple(param_names), grid=np.empty((0, 1)), cost_kind="function value", recipe={"loop": "recorded"}
    )
    unknown = np.full(params.shape[1], np.nan)
    for step, row in zip(steps, params, strict=True):
        builder.add(Step(int(step), 0, None, row, unknown, float("nan")), np.array([_value(objective, row)]))
    return with_landscape(builder.build(), lambda row, _: np.array([_value(objective, row)]))


def _value(objective: Callable[[Array], Any], params: Array) -> float:
    try:
        return float(np.asarray(objective(params.copy()), dtype=np.float64).reshape(()))
    except (ArithmeticError, ValueError, TypeError):  # outside of where the function is defined
        return float("nan")
