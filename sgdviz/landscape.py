"""The landscape: what the cost would be at parameters around the path that a run has walked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording import cost_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sgdviz.models import Model
    from sgdviz.recording import Recording

POINTS = (129, 65)
"""Along one parameter, and along each of two."""

MARGIN = 0.35
"""How far the landscape reaches past the path on each side, as a share of the path's longest side."""


def with_landscape(recording: Recording, model: Model) -> Recording:
    """Return `recording` with the cost over a grid of its one or two parameters; as it is where there are more."""
    count = len(recording.param_names)
    if count > len(POINTS):
        return recording
    axes = [np.linspace(low, high, POINTS[count - 1]) for low, high in _reach(recording)]
    grid = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, count)
    x, y = recording.dataset.x, recording.dataset.y
    with np.errstate(all="ignore"):  # one by one: all predictions at once would take gigabytes for many points
        cost = [cost_of(recording.cost_kind, model.predict(params, x)[None], y)[0] for params in grid]
    return replace(recording, landscape=grid, landscape_cost=np.array(cost))


def _reach(recording: Recording) -> NDArray[np.float64]:
    """Return the (P, 2) limits of the grid: the path, without where it diverged, and a margin."""
    path = recording.params[: recording.sound_rows]
    low, high = path.min(axis=0), path.max(axis=0)
    longest = float((high - low).max()) or max(float(np.abs(path[0]).max()), 1.0)
    margin = MARGIN * longest
    return np.stack([low - margin, high + margin], axis=1)
