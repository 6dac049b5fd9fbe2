"""Telling a step: the shots of its forward pass, its backward pass and its update, each slow enough to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.errors import InputError
from sgdviz.pacing.cue import PARTS, Phase
from sgdviz.pacing.shot import Shot, between
from sgdviz.recording.comparison import Comparison, leader_of
from sgdviz.recording.effects import effects_of

if TYPE_CHECKING:
    from sgdviz.pacing.cue import Part
    from sgdviz.recording import Recording

MOVING_FRAME = 0.04
"""The seconds of a frame in which something moves."""

MOTION, HOLD = (0.8, 0.4), (1.5, 0.8)
"""The seconds in which a part of the first and of each later told step moves, and in which it is then held."""


def told_rows(recording: Recording | Comparison, count: int) -> list[int]:
    """Return the rows of the first `count` updates whose state before was recorded; rows are the leader's.

    Raises `InputError` where there is no such update.
    """
    leader = leader_of(recording)
    rows = np.flatnonzero(leader.row_before[: leader.shown_rows] >= 0)[:count]
    if count and not (len(rows) and np.isfinite(leader.loss).any()):
        raise InputError(
            "no step can be explained: the recording has no losses, or not the state before a step; "
            "record them, or leave explain out"
        )
    return [int(row) for row in rows]


def parts_of(recording: Recording | Comparison, *, backward: bool = False) -> tuple[Part, ...]:
    """Return the parts in which a step is told: all three for a straight line, and for others no backward pass.

    The arrows of a backward pass show how each parameter moves the line. With `backward`, a panel of the scene shows
    that of other models as well.
    """
    runs = recording.recordings if isinstance(recording, Comparison) else (recording,)
    shown = backward or any(effects_of(run) is not None for run in runs)
    return tuple(part for part in PARTS if shown or part != "backward")


def telling(recording: Recording | Comparison, rows: list[int], *, backward: bool = False) -> list[Shot]:
    """Return the shots that tell the updates that led to `rows`, each beginning at the row before.

    `backward` is as for `parts_of`.
    """
    parts = parts_of(recording, backward=backward) if rows else ()
    leader = leader_of(recording)
    shots: list[Shot] = []
    for number, row in enumerate(rows):
        before = int(leader.row_before[row])
        motion, hold = (seconds[min(number, len(seconds) - 1)] for seconds in (MOTION, HOLD))
        count = round(motion / MOVING_FRAME)
        way = [moved / count for moved in range(1, count)]
        for part in parts:
            if part == "update":
                swing = between(recording, before, row, list(map(eased, way)))
                shots += [
                    Shot(shot.row, MOVING_FRAME, Phase(part, progress), shot.toward, shot.share)
                    for shot, progress in zip(swing, way, strict=False)
                ]
                shots.append(Shot(row, hold, Phase(part)))
            else:
                shots += [Shot(before, MOVING_FRAME, Phase(part, progress)) for progress in way]
                shots.append(Shot(before, hold, Phase(part)))
    return shots


def eased(progress: float) -> float:
    """Return the share of the way at `progress`, with a soft start and end."""
    return progress * progress * (3 - 2 * progress)
