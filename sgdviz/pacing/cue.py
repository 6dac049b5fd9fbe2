"""The Cue type: one frame to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Part = Literal["forward", "backward", "update"]
PARTS: tuple[Part, ...] = get_args(Part)


class Phase(NamedTuple):
    """The part of a step that a frame explains, and how far it has come: `progress` rises to 1.

    The forward and the backward pass are shown at the row before the step, the update on the way to the row after it.
    """

    part: Part
    progress: float = 1.0


@dataclass(frozen=True, slots=True)
class Cue:
    """One frame to show: a row of the recording, its duration in seconds, and the phase of a step that is explained.

    Without a phase the frame shows the row with all of the step that led to it.
    """

    row: int
    seconds: float
    phase: Phase | None = None
