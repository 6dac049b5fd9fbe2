"""Speeding up: after the told steps a run goes on slowly, then ever faster, to its end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.pacing.equal_change import row_features, select_rows
from sgdviz.pacing.shot import Shot, between
from sgdviz.pacing.telling import MOVING_FRAME, eased
from sgdviz.recording.comparison import leader_of

if TYPE_CHECKING:
    from sgdviz.recording import Comparison, Recording

SLOWEST, FASTER = 0.45, 0.84
"""The seconds of the first frame, and those of each later one as a share of the one before it."""

MOST_SINGLE = 12
"""The largest number of steps that are shown one by one before steps are left out: a short pass whole."""

FRAMES = 75
"""The largest number of frames after those."""

MANY_PASSES = 20
"""From so many passes on only their ends are shown: within a pass, each sample pulls the line its own way."""

SWING = 4
"""The interpolated frames before a frame that is long enough for them: the line is seen to move."""


def rows_speeding_up(recording: Recording | Comparison, first: int, last: int) -> list[int]:
    """Return the rows to show from `first` to `last`: all of the pass that has begun, then some of equal change.

    These are ends of passes, where there are many.
    """
    passes = leader_of(recording).pass_index
    single = range(first, min(first + MOST_SINGLE, last) + 1)
    single = single[: int(np.count_nonzero(passes[list(single)] <= max(passes[first], 1)))] or single[:1]
    rest = list(range(single[-1], last + 1))
    ends = np.flatnonzero(np.diff(passes[: last + 1]))
    ends = ends[(ends > rest[0]) & (ends < last)]
    if len(ends) >= MANY_PASSES:
        rest = [rest[0], *map(int, ends), last]
    chosen = select_rows(row_features(recording, rest), FRAMES + 1)
    return [*single, *(rest[place] for place in chosen[1:])]


def shots_speeding_up(recording: Recording | Comparison, rows: list[int], frame: float) -> list[Shot]:
    """Return the shots from the first of `rows`, which has been shown, to the last; each row has at least `frame`."""
    shots: list[Shot] = []
    seconds = SLOWEST
    for before, row in pairwise(rows):
        moving = SWING * MOVING_FRAME
        if seconds > moving:
            shares = [eased(moved / (SWING + 1)) for moved in range(1, SWING + 1)]
            swing = between(recording, before, row, shares)
            shots += [Shot(shot.row, MOVING_FRAME, None, shot.toward, shot.share) for shot in swing]
            moving = len(swing) * MOVING_FRAME
        else:
            moving = 0.0
        shots.append(Shot(row, max(seconds - moving, frame)))
        seconds *= FASTER
    return shots
