"""The limits of axes: from whole recordings, and the same for all runs of a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.plot.count_axis import count_axis
from sgdviz.drawing.sizes import SIZES
from sgdviz.drawing.text import face
from sgdviz.drawing.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz.drawing.plot.axis import Axis
    from sgdviz.drawing.plot.plot import Plot
    from sgdviz.drawing.words import Words
    from sgdviz.recording import Recording

HEADROOM = 0.15
"""The distance that an axis of targets reaches past them on each side, as a share of their span."""

ALONE = 0.5
"""The same where all targets are equal, as a share of them, or of 1 where they are less."""


def value_limits(runs: Iterable[Recording]) -> tuple[float, float]:
    """Return the limits of an axis of targets and predictions for `runs`."""
    limits = [_value_limits(run) for run in runs]
    return min(low for low, _ in limits), max(high for _, high in limits)


def step_axis(runs: Iterable[Recording], *, width: float, room: float = 0.0, words: Words = ENGLISH) -> Axis:
    """Return the axis from the first step of all `runs` to the last shown step, and a share of `room` beyond it.

    `width` is that of the plot in reference pixels. Except for short runs, steps are spaced by their square root.
    """
    runs = tuple(runs)
    first = min(int(run.step[0]) for run in runs)
    last = max(int(run.step[run.shown_rows - 1]) for run in runs)
    return count_axis(first, last, width=width, room=room, words=words)


def step_label(plot: Plot, unit: float, words: Words = ENGLISH) -> str:
    """Return the label of a step axis, which names a scale that is not even where it has room."""
    if plot.x.power == 1:
        return words.step_axis
    label = words.step_axis_root
    return label if face(SIZES.label * unit).width(label) <= plot.area.width else words.step_axis


def same_cost_runs(recording: Recording, runs: Iterable[Recording]) -> tuple[Recording, ...]:
    """Return those of `runs` with the same cost function of the parameters as `recording`, and `recording` itself."""
    return tuple(run for run in runs if run is recording or _have_same_cost(run, recording)) or (recording,)


def _value_limits(recording: Recording) -> tuple[float, float]:
    """Return limits around the targets, and the first and last predictions of them unless those are far off."""
    y = recording.dataset.y
    ends = recording.predictions[[0, -1] if recording.diverged_row is None else [0]]
    low, high = float(y.min()), float(y.max())
    span = high - low or max(abs(low), 1.0)
    room = (HEADROOM if high > low else ALONE) * span
    near = ends[(ends > low - span) & (ends < high + span)]
    return min(low - room, near.min(initial=low) - room / 3), max(high + room, near.max(initial=high) + room / 3)


def _have_same_cost(one: Recording, other: Recording) -> bool:
    """Return whether the costs of both are the same function of their parameters, as far as recordings can tell."""
    return (
        one.param_names == other.param_names
        and one.landscape.shape == other.landscape.shape
        and (one.model, one.standardized) == (other.model, other.standardized)
        and np.array_equal(one.dataset.x, other.dataset.x)
        and np.array_equal(one.dataset.y, other.dataset.y)
    )
