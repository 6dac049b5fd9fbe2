"""Which of a script's recorded runs are shown: the first, those that can be compared with it, or the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.errors import InputError
from sgdviz.recording.comparison import MOST_RUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.recording.capture import CapturedRun


def chosen_runs(runs: Sequence[CapturedRun], loop: int | None) -> list[CapturedRun]:
    """Return the run number `loop`, from 1; without a number the first, and those with its parameters and data.

    Raises `InputError` for a number that there is not.
    """
    if loop is not None:
        if not 1 <= loop <= len(runs):
            count = "1 run was" if len(runs) == 1 else f"{len(runs)} runs were"
            raise InputError(f"loop is {loop}, and {count} recorded; give a number from 1 to {len(runs)}")
        return [runs[loop - 1]]
    alike = [run for run in runs if _is_alike(run, runs[0])]
    return alike if len(alike) <= MOST_RUNS else alike[:1]


def _is_alike(run: CapturedRun, first: CapturedRun) -> bool:
    one, other = run.recording, first.recording
    return (
        one.param_names == other.param_names
        and one.cost_kind == other.cost_kind
        and np.array_equal(one.dataset.x, other.dataset.x)
        and np.array_equal(one.dataset.y, other.dataset.y)
        and (one.cost_kind != "function value" or np.array_equal(one.landscape, other.landscape))
    )


def labels_of(runs: Sequence[CapturedRun]) -> list[str]:
    """Return what tells runs apart: the lines of their loops, or their numbers."""
    lines = [f"line {run.line}" for run in runs]
    return lines if len(set(lines)) == len(lines) else [f"{number}" for number in range(1, len(runs) + 1)]
